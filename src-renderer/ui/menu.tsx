import './floating.css'
import { Menu as MantineMenu } from '@mantine/core'
import type { ReactElement } from 'react'
import { cx } from './cx.ts'
import type { IconName } from './icon-paths.ts'
import { Icon } from './icon.tsx'

export interface MenuEntry {
  readonly label: string
  readonly icon?: IconName | undefined
  readonly onClick: () => void
  readonly danger?: boolean
  readonly disabled?: boolean
  readonly checked?: boolean
}

interface MenuProps {
  readonly target: ReactElement
  readonly label: string
  readonly entries: readonly (MenuEntry | 'line')[]
  readonly position?: 'bottom-start' | 'bottom-end' | 'top-start'
}

export function Menu({ target, label, entries, position = 'bottom-end' }: MenuProps) {
  return (
    <MantineMenu position={position} offset={4} transitionProps={{ duration: 0 }} returnFocus>
      <MantineMenu.Target>{target}</MantineMenu.Target>
      <MantineMenu.Dropdown aria-label={label}>
        {entries.map((entry, index) =>
          entry === 'line' ? (
            <MantineMenu.Divider key={`line-${index}`} />
          ) : (
            <MantineMenu.Item key={entry.label} onClick={entry.onClick} disabled={entry.disabled === true} className={cx(entry.danger && 'bad')} leftSection={entry.icon ? <Icon name={entry.icon} /> : undefined} rightSection={entry.checked ? <Icon name="check" size={14} /> : undefined}>
              {entry.label}
            </MantineMenu.Item>
          ),
        )}
      </MantineMenu.Dropdown>
    </MantineMenu>
  )
}
