import { Modal, useMantineColorScheme } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useId, useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { api } from '#renderer/rpc/client.ts'
import type { IconName } from '#renderer/ui/icon-paths.ts'
import { Icon } from '#renderer/ui/icon.tsx'
import { RAIL } from './routes.tsx'
import { hidePrompt, showKeys, usePrompts } from './use-prompts.ts'

interface Found {
  readonly id: string
  readonly group: 'Records' | 'Pages' | 'Commands'
  readonly label: string
  readonly detail?: string
  /** Words by which it is found besides its label. */
  readonly also?: string
  readonly icon: IconName
  readonly run: () => void
}

const PAGES: Readonly<Record<string, { readonly path: string; readonly icon: IconName }>> = { lead: { path: '/leads', icon: 'lead' }, opportunity: { path: '/opportunities', icon: 'opportunity' } }

/** Ctrl K: records by name, pages, commands. */
export function Find() {
  const opened = usePrompts((store) => store.open === 'find')
  return (
    <Modal opened={opened} onClose={hidePrompt} title="Search" withCloseButton={false} size={560} padding={0} yOffset="12vh" transitionProps={{ duration: 0 }} classNames={{ header: 'visually-hidden' }} styles={{ body: { padding: 0 } }}>
      {opened && <FindBody />}
    </Modal>
  )
}

function FindBody() {
  const id = useId()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const found = useFound(text)
  useEffect(() => { document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: 'nearest' }) }, [at, id])

  const run = (item: Found | undefined): void => {
    if (item === undefined) return
    hidePrompt()
    item.run()
  }
  const key = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      setAt((now) => (now + step + found.length) % Math.max(found.length, 1))
    }
    if (event.key === 'Enter') run(found[at])
  }
  return (
    <>
      <div className="find-input">
        <Icon name="search" />
        <input data-autofocus role="combobox" aria-expanded aria-controls={`${id}-list`} aria-activedescendant={found.length > 0 ? `${id}-${at}` : undefined} aria-label="Search records, pages and commands" placeholder="Search records, pages and commands" value={text} onChange={(event) => { setText(event.target.value); setAt(0) }} onKeyDown={key} spellCheck={false} autoComplete="off" />
      </div>
      <div className="find-list" role="listbox" id={`${id}-list`} aria-label="Found">
        {found.map((item, index) => (
          <div key={item.id} role="presentation">
            {found[index - 1]?.group !== item.group && <h3 role="presentation">{item.group}</h3>}
            <div role="option" id={`${id}-${index}`} aria-selected={index === at} tabIndex={-1} onMouseMove={() => setAt(index)} onClick={() => run(item)} onKeyDown={key}>
              <Icon name={item.icon} /><span className="clip">{item.label}</span>{item.detail && <span className="detail clip">{item.detail}</span>}
            </div>
          </div>
        ))}
      </div>
      {found.length === 0 && <p className="find-none" role="status" style={{ paddingInline: 16 }}>Nothing is called “{text}”.</p>}
    </>
  )
}

function useFound(text: string): readonly Found[] {
  const [, navigate] = useLocation()
  const { setColorScheme } = useMantineColorScheme()
  const [asked] = useDebouncedValue(text.trim(), 120)
  const records = useQuery(api.dataset.search.queryOptions({ input: asked === '' ? skipToken : { text: asked, tables: Object.keys(PAGES), limit: 8 }, placeholderData: keepPreviousData }))
  const fixed = useMemo((): readonly Found[] => {
    const pages = RAIL.flatMap((section) => section.links.map((link): Found => ({ id: link.href, group: 'Pages', label: link.label, also: section.title, icon: link.icon, run: () => navigate(link.href) })))
    return [
      ...pages,
      { id: 'import', group: 'Commands', label: 'Import a file', icon: 'download', run: () => navigate('/data/import') },
      { id: 'new-model', group: 'Commands', label: 'New predictive model', icon: 'plus', run: () => navigate('/models/new') },
      { id: 'light', group: 'Commands', label: 'Light appearance', icon: 'sun', run: () => setColorScheme('light') },
      { id: 'dark', group: 'Commands', label: 'Dark appearance', icon: 'moon', run: () => setColorScheme('dark') },
      { id: 'keys', group: 'Commands', label: 'Show all keys', icon: 'keyboard', run: showKeys },
    ]
  }, [navigate, setColorScheme])
  const wanted = text.trim().toLowerCase()
  const hits = asked === '' || wanted === '' ? [] : (records.data ?? [])
  return [
    ...hits.map((hit): Found => ({ id: `${hit.table}-${hit.id}`, group: 'Records', label: hit.name, detail: hit.detail, icon: PAGES[hit.table]?.icon ?? 'lead', run: () => navigate(`${PAGES[hit.table]?.path ?? '/leads'}/${hit.id}`) })),
    ...fixed.filter((item) => item.label.toLowerCase().includes(wanted) || (item.also ?? '').toLowerCase().includes(wanted)),
  ]
}
