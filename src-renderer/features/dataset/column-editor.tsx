import type { Inspection } from '#shared/contract/index'
import { type CatalogTable, KNOWN_WHEN } from '#shared/domain/catalog/types'
import { Button, IconButton } from '#renderer/ui/button.tsx'
import { KNOWN_HELP, KNOWN_WORDS } from '#renderer/ui/column-words.ts'
import { count, percent, plural } from '#renderer/ui/format/numbers.ts'
import { Section } from '#renderer/ui/section.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { SidePanel } from '#renderer/ui/side-panel.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { DateFormats } from './date-formats.tsx'
import { edit, selectColumn, useImport } from './import-store.ts'
import { LookupFields } from './lookup-fields.tsx'
import type { ColumnMapping } from './mapping-edit.ts'
import { MissingEditor } from './missing-cell.tsx'
import { ValueMap } from './value-map.tsx'

interface ColumnEditorProps {
  readonly column: ColumnMapping
  readonly source: Inspection['columns'][number]
  /** Further columns that it fills. */
  readonly also: readonly ColumnMapping[]
  readonly table: CatalogTable | undefined
  readonly tables: readonly CatalogTable[]
}

/** Everything about one column of the file, beside its row. */
export function ColumnEditor({ column, source, also, table, tables }: ColumnEditorProps) {
  const sources = useImport((state) => state.inspection?.columns ?? [])
  const target = table?.columns.find((found) => found.name === column.target)
  const type = target?.type ?? column.type ?? source.detectedType
  const head = (
    <div className="panel-top">
      <h2 className="grow clip" title={source.source}>{source.source}</h2>
      <IconButton icon="x" label="Close" onClick={() => selectColumn(source.source, false)} />
    </div>
  )
  if (column.ignore === true) return <SidePanel label={`Settings of ${source.source}`} size="properties" head={head}><Section first><p className="muted">This column is not imported. Choose where it goes in its row to take it back.</p></Section></SidePanel>
  const known = column.knownWhen ?? target?.knownWhen ?? 'snapshot'
  return (
    <SidePanel label={`Settings of ${source.source}`} size="properties" head={head}>
      <Section first>
        <div className="panel-form">
          <p className="muted">{count(source.distinct)} different values, {percent(source.filled, 0)} filled in the rows looked at.</p>
          {target === undefined && <TextField label="Label of the new column" value={column.label ?? source.source} maxLength={120} onChange={(label) => edit({ do: 'label', source: source.source, label })} help={`Kept as ${column.target ?? ''}`} />}
          {target === undefined && <SelectField label="When is it filled in?" value={known} choices={KNOWN_WHEN.map((value) => ({ value, label: KNOWN_WORDS[value] }))} onChange={(value) => { const next = KNOWN_WHEN.find((name) => name === value); if (next) edit({ do: 'known', source: source.source, known: next }) }} help={KNOWN_HELP[known]} />}
          {target !== undefined && <p className="t1 faint">{KNOWN_WORDS[target.knownWhen]}. {KNOWN_HELP[target.knownWhen]} The Data page changes this.</p>}
        </div>
      </Section>
      {(type === 'date' || type === 'datetime') && <Section title="Date formats" note="tried in this order"><DateFormats column={column} source={source} /></Section>}
      {type === 'lookup' && <Section title="Which record is meant"><LookupFields column={column} table={target?.lookupTable ?? null} tables={tables} /></Section>}
      {also.length > 0 && (
        <Section title="Also goes into" note="as the loaded mapping says">
          {also.map(({ target = '', values = {} }) => {
            const label = table?.columns.find((found) => found.name === target)?.label ?? target
            const replaced = Object.keys(values).length
            return <p key={target} className="also-into"><span className="grow">{label}{replaced > 0 && <span className="faint">, {plural(replaced, 'value')} replaced</span>}</span><Button small onClick={() => edit({ do: 'no-longer-also', source: source.source, target })}>Leave out {label}</Button></p>
          })}
        </Section>
      )}
      <Section title="Missing is"><MissingEditor source={source} column={column} sources={sources} /></Section>
      <Section title="Replace values" note={source.topValues.length < source.distinct ? `the ${source.topValues.length} most frequent of ${count(source.distinct)}` : undefined}>
        <ValueMap column={column} source={source} options={target?.options ?? []} />
      </Section>
    </SidePanel>
  )
}
