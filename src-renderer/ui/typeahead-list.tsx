import { Popover } from '@mantine/core'
import { use } from 'react'
import type { IconName } from './icon-paths.ts'
import { Icon } from './icon.tsx'
import { InPopover } from './in-popover.ts'

export interface TypeaheadChoice {
  readonly key: string
  readonly label: string
  readonly icon?: IconName | undefined
  readonly note?: string | undefined
  /** Heading above the first choice of a kind. */
  readonly group?: string | undefined
  readonly current?: boolean | undefined
  /** Other names that people know it by. */
  readonly aliases?: readonly string[] | undefined
}

interface TypeaheadListProps {
  readonly id: string
  readonly label: string
  readonly choices: readonly TypeaheadChoice[]
  readonly active: number
  readonly onActive: (index: number) => void
  readonly onPick: (key: string) => void
  readonly emptyText?: string | undefined
}

/** The list under a field. It is there only while it is open: a page of rules has hundreds of such fields. */
export function TypeaheadList({ id, label, choices, active, onActive, onPick, emptyText = 'Nothing found' }: TypeaheadListProps) {
  const inside = use(InPopover)
  return (
    <Popover opened width={264} position="bottom-start" offset={4} withinPortal={!inside} transitionProps={{ duration: 0 }} trapFocus={false} returnFocus={false} withRoles={false} closeOnEscape={false} closeOnClickOutside={false}>
      <Popover.Target><span className="typeahead-anchor" /></Popover.Target>
      {/* the focus stays in the field: a click in the list must not take it */}
      <Popover.Dropdown className="typeahead-drop" onPointerDown={(event) => { event.preventDefault(); event.stopPropagation() }} onMouseDown={(event) => event.preventDefault()}>
        <div className="typeahead-list" role="listbox" id={id} aria-label={label}>
          {choices.map((choice, index) => (
            <div key={choice.key} role="presentation">
              {choice.group !== undefined && choice.group !== choices[index - 1]?.group && <div className="typeahead-group" role="presentation">{choice.group}</div>}
              <div role="option" tabIndex={-1} id={`${id}-${index}`} aria-selected={index === active} className="typeahead-option" onClick={() => onPick(choice.key)} onKeyDown={undefined} onPointerMove={() => { if (index !== active) onActive(index) }}>
                {choice.icon && <Icon name={choice.icon} size={14} />}
                <span className="clip">{choice.label}</span>
                {choice.note !== undefined && choice.note !== '' && <span className="end">{choice.note}</span>}
                {choice.current && <span className="end"><Icon name="check" size={14} /></span>}
              </div>
            </div>
          ))}
        </div>
        {choices.length === 0 && <p className="typeahead-empty" role="status">{emptyText}</p>}
      </Popover.Dropdown>
    </Popover>
  )
}
