import { useState } from 'react'
import type { Attribute } from '#shared/contract/index'
import { Checkbox } from '#renderer/ui/checkbox.tsx'
import { cx } from '#renderer/ui/cx.ts'
import { fixed, percent } from '#renderer/ui/format/numbers.ts'
import { Icon } from '#renderer/ui/icon.tsx'
import { type PlainColumn, PlainTable } from '#renderer/ui/plain-table.tsx'
import { VirtualBody } from '#renderer/ui/virtual-body.tsx'
import { canUse, type Choice, isChosen } from './attribute-choice.ts'
import type { AttributeInfluence } from './attribute-influence.ts'
import { type AttributeRow, inSections } from './attribute-sections.ts'
import { type StageColumn, StagePick } from './stage-pick.tsx'

interface AttributeTableProps {
  readonly attributes: readonly Attribute[]
  readonly choice: Choice
  readonly onChoose: (attributes: readonly Attribute[], on: boolean) => void
  readonly empty: string
  /** Whose insights are shown. */
  readonly opened: string | null
  readonly onOpen: (attribute: Attribute) => void
  /** In the newest trained version, by name; null where none is trained. */
  readonly influence: ReadonlyMap<string, AttributeInfluence> | null
  /** Why that version does not use an attribute, by name. */
  readonly refused: ReadonlyMap<string, string>
  /** null where one model scores all stages. */
  readonly stages: StageColumn | null
}

/** One row an attribute under the heading of its origin; the box in the head switches all that are shown. */
export function AttributeTable({ attributes, choice, onChoose, empty, opened, onOpen, influence, refused, stages }: AttributeTableProps) {
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null)
  const usable = attributes.filter(canUse)
  const used = usable.filter((attribute) => isChosen(attribute, choice)).length
  const columns: readonly PlainColumn[] = [
    { id: 'use', label: <Checkbox hideLabel label="Use all that are shown" checked={used > 0 && used === usable.length} mixed={used > 0 && used < usable.length} onChange={(on) => onChoose(usable, on)} />, width: 44 },
    { id: 'label', label: 'Attribute', width: 196 },
    { id: 'name', label: 'Name', width: 132 },
    { id: 'type', label: 'Type', width: 84 },
    ...(influence === null ? [] : [{ id: 'influence', label: 'Influence', width: 116, title: 'Mean size of its contribution in the newest trained version, in log-odds' }]),
    { id: 'closed', label: 'Filled', width: 60, align: 'right', title: 'Share of the closed records in which it is filled' },
    { id: 'open', label: 'Open', width: 56, align: 'right', title: 'Share of the open records in which it is filled' },
    { id: 'auc', label: 'Alone', width: 56, align: 'right', title: 'AUC of this attribute alone; near 1 it may know the outcome' },
    ...(stages === null ? [] : [{ id: 'stages', label: 'Stages', width: 104, title: 'The stages whose submodels may use it' }]),
    { id: 'note', label: 'Why chosen or refused' },
  ]
  return (
    <div className="scroll" ref={setScroller}>
      <PlainTable label="Attributes" columns={columns} className="attributes">
        <VirtualBody rows={inSections(attributes, (attribute) => isChosen(attribute, choice))} rowHeight={33} columns={columns.length} scroller={scroller}>
          {(row: AttributeRow) => {
            if ('head' in row) return <tr key={row.head} className="attribute-section"><th scope="colgroup" colSpan={columns.length}>{row.head} <span className="faint">{row.note}</span></th></tr>
            const on = isChosen(row, choice)
            const found = influence?.get(row.name)
            const why = whyOf(row, on, on && found === undefined ? (refused.get(row.name) ?? '') : '')
            return (
              <tr key={row.name} className={cx('acts', !on && 'off')} aria-selected={opened === row.name || undefined} onKeyDown={(event) => { if (event.key === 'Enter' && event.target instanceof HTMLInputElement) { event.preventDefault(); onOpen(row) } }}>
                <td><Checkbox hideLabel label={`Use ${row.label}`} checked={on} disabled={!canUse(row)} onChange={(next) => onChoose([row], next)} /></td>
                <td title={row.label}><button type="button" tabIndex={-1} className="influence-link medium clip" aria-expanded={opened === row.name} title="Show its insights" onClick={() => onOpen(row)}>{row.label}</button></td>
                <td className="muted" title={row.name}>{row.name}</td>
                <td className="muted"><span className="row" style={{ gap: 4 }}><Icon name={row.kind === 'numeric' ? 'hash' : 'list'} size={14} className="faint" />{row.kind === 'numeric' ? 'Number' : 'Category'}</span></td>
                {influence !== null && <td>{found === undefined ? <span className="faint">Not in it</span> : <>{found.words} <span className="faint">{fixed(found.influence)}</span></>}</td>}
                <td className="num">{percent(row.filledClosed, 0)}</td>
                <td className="num">{percent(row.filledOpen, 0)}</td>
                <td className="num">{row.singleAuc === null ? <span className="faint">–</span> : fixed(row.singleAuc)}</td>
                {stages !== null && <td>{on ? <StagePick attribute={row} column={stages} /> : <span className="faint">–</span>}</td>}
                <td title={why}>{row.suspect ? <span className="row suspect"><Icon name="warn" size={14} /><span className="clip">{why}</span></span> : why}</td>
              </tr>
            )
          }}
        </VirtualBody>
      </PlainTable>
      {attributes.length === 0 && <p className="muted tab-pad">{empty}</p>}
    </div>
  )
}

/** What the core says of it, whether a person went against its default, and why the newest version left it out although it is chosen. */
function whyOf({ note, suspect, chosen }: Attribute, on: boolean, left: string): string {
  const own = note !== '' ? note : suspect ? 'May know the outcome.' : ''
  const hand = on === chosen ? '' : on ? 'Used by hand.' : 'Left out by hand.'
  const said = [hand, left, own].filter((part) => part !== '').join(' ')
  return said !== '' || !on ? said : 'Chosen: filled in while records are open.'
}
