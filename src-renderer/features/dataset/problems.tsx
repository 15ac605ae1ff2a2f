import type { ReactNode } from 'react'
import type { Inspection } from '#shared/contract/index'
import type { CatalogTable } from '#shared/domain/catalog/types'
import { Button } from '#renderer/ui/button.tsx'
import { count } from '#renderer/ui/format/numbers.ts'
import { Icon } from '#renderer/ui/icon.tsx'
import { Section } from '#renderer/ui/section.tsx'
import { type Checking, checkPhase } from './checking.ts'
import type { CheckProblem } from './check-result.ts'
import { edit, selectColumn } from './import-store.ts'
import type { Mapping } from './mapping-edit.ts'
import { doubleTargets } from './mapping-fit.ts'
import { actionsFor } from './problem-words.ts'

interface ProblemsProps {
  readonly inspection: Inspection
  readonly mapping: Mapping
  readonly table: CatalogTable | undefined
  readonly checking: Checking
}

const MOST = 60

/** What to settle before the import and what to know, with what can be done about it. */
export function Problems({ inspection, mapping, table, checking }: ProblemsProps) {
  const done = checkPhase(checking) === 'done'
  const found = done ? (checking.result?.problems ?? []) : []
  const doubles = [...doubleTargets(mapping)]
  const notes = [...inspection.notes, ...(done ? (checking.result?.notes ?? []) : [])]
  const columnNotes = inspection.columns.filter((source) => source.notes.length > 0 && mapping.columns.some((column) => column.source === source.source && column.ignore !== true))
  const settle = found.length + doubles.length
  const know = notes.length + columnNotes.length
  const summary = settle === 0 && know === 0 ? 'none' : [settle > 0 && `${count(settle)} to settle`, know > 0 && `${count(know)} to know`].filter(Boolean).join(', ')
  return (
    <Section title="Problems" note={summary} first>
      {settle + know === 0 && <p className="muted">{done ? 'Every row can be read.' : 'Nothing stood out in the rows looked at so far.'}</p>}
      <ul className="probs">
        {doubles.map((target) => <Item key={target} tone="dn" title={`${table?.columns.find((column) => column.name === target)?.label ?? target} is filled twice`} source={mapping.columns.findLast((column) => column.target === target)?.source}>Choose which of the two columns goes into it.</Item>)}
        {found.slice(0, MOST).map((problem) => <FoundProblem key={`${problem.column}-${problem.kind}-${problem.firstRow}`} problem={problem} mapping={mapping} />)}
        {columnNotes.map((source) => <Item key={`note-${source.source}`} tone="warn" title={source.source} source={source.source}>{source.notes.join(' ')}</Item>)}
        {notes.map((note) => <Item key={note} tone="warn">{note}</Item>)}
      </ul>
      {found.length > MOST && <p className="t1 faint">{count(found.length - MOST)} more kinds of problems are listed with the rejected rows after the import.</p>}
    </Section>
  )
}

function FoundProblem({ problem, mapping }: { readonly problem: CheckProblem; readonly mapping: Mapping }) {
  const column = mapping.columns.find((found) => found.source === problem.column)
  const { blank, ignoreColumn } = actionsFor(problem, mapping.key, column?.target)
  return (
    <Item
      tone="dn"
      title={`${problem.column}: ${count(problem.count)} ${problem.count === 1 ? 'value' : 'values'}`}
      source={column?.source}
      row={problem.firstRow}
      actions={
        column !== undefined && (
          <>
            {blank !== null && <Button small onClick={() => edit({ do: 'missing-in', sources: [column.source], marker: blank })} title={`Read “${blank}” as missing`}>Leave blank</Button>}
            {ignoreColumn && <Button small onClick={() => edit({ do: 'ignore', source: column.source })}>Leave the column out</Button>}
          </>
        )
      }
    >
      {problem.sentence}
    </Item>
  )
}

interface ItemProps {
  readonly tone: 'dn' | 'warn'
  readonly title?: string
  readonly source?: string | undefined
  readonly row?: number
  readonly children: ReactNode
  readonly actions?: ReactNode
}

function Item({ tone, title, source, row, children, actions }: ItemProps) {
  return (
    <li>
      <span className={tone}><Icon name={tone === 'dn' ? 'warn' : 'info'} /></span>
      <div className="grow">
        {title !== undefined && (source === undefined ? <b className="medium">{title}</b> : <button type="button" className="at" onClick={() => selectColumn(source, false, row)}>{title}</button>)}
        <p>{children}</p>
        {actions && <div className="acts">{actions}</div>}
      </div>
    </li>
  )
}
