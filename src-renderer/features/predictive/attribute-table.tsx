import { useState } from 'react'
import type { Attribute } from '#shared/contract/index'
import { Checkbox } from '#renderer/ui/checkbox.tsx'
import { cx } from '#renderer/ui/cx.ts'
import { count, fixed, percent } from '#renderer/ui/format/numbers.ts'
import { Icon } from '#renderer/ui/icon.tsx'
import { type PlainColumn, PlainTable } from '#renderer/ui/plain-table.tsx'
import { VirtualBody } from '#renderer/ui/virtual-body.tsx'
import { canUse, type Choice, isChosen } from './attribute-choice.ts'

interface AttributeTableProps {
  readonly attributes: readonly Attribute[]
  readonly choice: Choice
  readonly onChoose: (attributes: readonly Attribute[], on: boolean) => void
  readonly empty: string
  /** Whose insights are shown. */
  readonly opened: string | null
  readonly onOpen: (attribute: Attribute) => void
}

const ORIGINS: Readonly<Record<Attribute['origin'], string>> = { record: 'Record', related: 'Related record', intelligent: 'Computed' }

/** One row an attribute; the box in the head switches all that are shown. */
export function AttributeTable({ attributes, choice, onChoose, empty, opened, onOpen }: AttributeTableProps) {
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null)
  const usable = attributes.filter(canUse)
  const used = usable.filter((attribute) => isChosen(attribute, choice)).length
  const columns: readonly PlainColumn[] = [
    { id: 'use', label: <Checkbox hideLabel label="Use all that are shown" checked={used > 0 && used === usable.length} mixed={used > 0 && used < usable.length} onChange={(on) => onChoose(usable, on)} />, width: 44 },
    { id: 'label', label: 'Attribute', width: 208 },
    { id: 'origin', label: 'From', width: 108 },
    { id: 'closed', label: 'Filled, closed', width: 92, align: 'right', title: 'Share of the closed records in which it is filled' },
    { id: 'open', label: 'Open', width: 64, align: 'right', title: 'Share of the open records in which it is filled' },
    { id: 'distinct', label: 'Values', width: 72, align: 'right', title: 'Different values among the closed records' },
    { id: 'auc', label: 'Alone', width: 60, align: 'right', title: 'AUC of this attribute alone; near 1 it may know the outcome' },
    { id: 'note', label: 'Note' },
  ]
  return (
    <div className="scroll" ref={setScroller}>
      <PlainTable label="Attributes" columns={columns} className="attributes">
        <VirtualBody rows={attributes} rowHeight={33} columns={columns.length} scroller={scroller}>
          {(attribute) => {
            const on = isChosen(attribute, choice)
            return (
              <tr key={attribute.name} className={cx('acts', !on && 'off')} aria-selected={opened === attribute.name || undefined} onKeyDown={(event) => { if (event.key === 'Enter' && event.target instanceof HTMLInputElement) { event.preventDefault(); onOpen(attribute) } }}>
                <td><Checkbox hideLabel label={`Use ${attribute.label}`} checked={on} disabled={!canUse(attribute)} onChange={(next) => onChoose([attribute], next)} /></td>
                <td title={attribute.name}><span className="row" style={{ gap: 6 }}><Icon name={attribute.kind === 'numeric' ? 'hash' : 'list'} size={14} className="faint" label={attribute.kind === 'numeric' ? 'Number' : 'Category'} /><button type="button" tabIndex={-1} className="influence-link medium clip" aria-expanded={opened === attribute.name} title="Show its insights" onClick={() => onOpen(attribute)}>{attribute.label}</button></span></td>
                <td className="muted">{ORIGINS[attribute.origin]}</td>
                <td className="num">{percent(attribute.filledClosed, 0)}</td>
                <td className="num">{percent(attribute.filledOpen, 0)}</td>
                <td className="num">{count(attribute.distinct)}</td>
                <td className="num">{attribute.singleAuc === null ? <span className="faint">–</span> : fixed(attribute.singleAuc)}</td>
                <td title={attribute.note}>{attribute.suspect ? <span className="row suspect"><Icon name="warn" size={14} /><span className="clip">{attribute.note || 'may know the outcome'}</span></span> : attribute.note}</td>
              </tr>
            )
          }}
        </VirtualBody>
      </PlainTable>
      {attributes.length === 0 && <p className="muted tab-pad">{empty}</p>}
    </div>
  )
}
