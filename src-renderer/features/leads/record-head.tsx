import type { Cell } from '#shared/contract/index'
import { Avatar } from '#renderer/ui/avatar.tsx'
import { Button, IconButton } from '#renderer/ui/button.tsx'
import { useClock } from '#renderer/ui/format/clock.tsx'
import { Menu } from '#renderer/ui/menu.tsx'
import css from './panel.module.css'
import type { EntityText } from './entity.ts'
import type { Change } from './use-save.ts'

interface RecordHeadProps {
  readonly text: EntityText
  readonly record: { readonly name: string; readonly values: Readonly<Record<string, Cell>>; readonly lookups: Readonly<Record<string, string>> }
  readonly mayEdit: boolean
  readonly onSave: (change: Change) => void
  readonly onClose: () => void
}

/** The head while there is no record in the panel, or none yet. */
export function PanelHead({ title, onClose }: { readonly title: string; readonly onClose: () => void }) {
  return <div className={css.head}><span className="grow strong">{title}</span><IconButton icon="x" label="Close panel" onClick={onClose} /></div>
}

/** Who it is, and what ends it. */
export function RecordHead({ text, record, mayEdit, onSave, onClose }: RecordHeadProps) {
  const { now } = useClock()
  const { values, name, lookups } = record
  const open = values['state'] === 'open'
  const subtitle = [values['job_title'], values['company'] ?? lookups['account_id'] ?? lookups['parent_account_id'], values['topic']].filter((part) => typeof part === 'string' && part !== '' && part !== name).slice(0, 2).join(', ')
  const close = (state: string, done: string): void => {
    const before = { state: values['state'] ?? null, closed_at: values['closed_at'] ?? null }
    onSave({ values: { state, closed_at: state === 'open' ? null : now }, before, words: `${name} is ${done}` })
  }
  return (
    <div className={css.head}>
      <Avatar name={name} big />
      <div className="grow"><div className="strong clip" title={name}>{name}</div><div className="t1 faint clip" title={subtitle}>{subtitle}</div></div>
      {mayEdit && open && (
        <Menu label="Close it" target={<Button small iconRight="down" hasPopup="menu">Close as</Button>} entries={text.closings.map((closing) => ({ label: closing.verb, icon: closing === text.closings[0] ? 'check' as const : 'x' as const, onClick: () => close(closing.state, closing.done) }))} />
      )}
      {mayEdit && !open && <Button small onClick={() => close('open', 'open again')}>Reopen</Button>}
      <IconButton icon="x" label="Close panel" onClick={onClose} />
    </div>
  )
}
