import './pick.css'
import { Combobox, useCombobox } from '@mantine/core'
import { useState } from 'react'
import { cx } from './cx.ts'
import type { IconName } from './icon-paths.ts'
import { Icon } from './icon.tsx'
import { Tag } from './tag.tsx'

export interface PickChoice {
  readonly value: string
  readonly label: string
  readonly icon?: IconName | undefined
  /** At the right end, quiet. */
  readonly note?: string | undefined
}

interface PickProps {
  readonly label: string
  readonly value: string
  /** What stands in the closed field; the label of the choice when left out. */
  readonly shown?: string | undefined
  readonly tag?: string | undefined
  readonly icon?: IconName | undefined
  readonly quiet?: boolean | undefined
  /** Looks like text until pointed at. */
  readonly plain?: boolean | undefined
  readonly choices: readonly PickChoice[]
  readonly onPick: (value: string) => void
  readonly width?: number | undefined
}

const SEARCH_FROM = 10

/** One value out of a list, for cells of a table: a button that opens the list, with a search where the list is long. */
export function Pick({ label, value, shown, tag, icon, quiet, plain, choices, onPick, width = 220 }: PickProps) {
  const [search, setSearch] = useState('')
  const searching = choices.length >= SEARCH_FROM
  const box = useCombobox({
    onDropdownClose: () => {
      box.resetSelectedOption()
      box.focusTarget()
      setSearch('')
    },
    onDropdownOpen: () => {
      box.selectActiveOption()
      if (searching) box.focusSearchInput()
    },
  })
  const chosen = choices.find((choice) => choice.value === value)
  const text = shown ?? chosen?.label ?? value
  const face = icon ?? (plain ? chosen?.icon : undefined)
  const wanted = search.trim().toLowerCase()
  const found = wanted === '' ? choices : choices.filter((choice) => choice.label.toLowerCase().includes(wanted))
  const pick = (next: string): void => {
    box.closeDropdown()
    if (next !== value) onPick(next)
  }
  return (
    <Combobox store={box} onOptionSubmit={pick} width={width} position="bottom-start" offset={4} shadow="md" transitionProps={{ duration: 0 }}>
      <Combobox.Target targetType="button">
        <button type="button" className={cx('pick', quiet && 'quiet', plain && 'plain-face')} aria-label={`${label}: ${tag === undefined ? '' : `${tag} `}${text}`} title={text} onClick={(event) => { event.stopPropagation(); box.toggleDropdown() }}>
          {face && <Icon name={face} size={14} />}
          {tag !== undefined && <Tag tone="blue">{tag}</Tag>}
          <span className="clip">{text}</span>
          <Icon name="down" size={14} />
        </button>
      </Combobox.Target>
      <Combobox.Dropdown onClick={(event) => event.stopPropagation()}>
        {searching && <Combobox.Search className="pick-search" value={search} aria-label={`Search ${label.toLowerCase()}`} placeholder="Search" onChange={(event) => { setSearch(event.currentTarget.value); box.updateSelectedOptionIndex() }} />}
        <Combobox.Options className="pick-list" aria-label={label}>
          {box.dropdownOpened && found.map((choice) => (
            <Combobox.Option key={choice.value} value={choice.value} active={choice.value === value} aria-selected={choice.value === value}>
              {choice.icon && <Icon name={choice.icon} size={14} />}
              <span className="clip">{choice.label}</span>
              {choice.note !== undefined && <span className="end">{choice.note}</span>}
              {choice.value === value && <span className="end"><Icon name="check" size={14} /></span>}
            </Combobox.Option>
          ))}
          {found.length === 0 && <Combobox.Empty>Nothing found</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
