import type { ModelReport } from '#shared/contract/index'
import { type PlainColumn, PlainTable } from '#renderer/ui/plain-table.tsx'
import { InfluenceFigure } from './influence-figure.tsx'
import { comparison, metricLines, type OutcomeWords } from './report-words.ts'

const COLUMNS: readonly PlainColumn[] = [
  { id: 'name', label: 'Number', width: 124 },
  { id: 'value', label: 'This model', width: 84, align: 'right' },
  { id: 'baseline', label: 'Logistic', width: 76, align: 'right', title: 'A logistic regression on the same data' },
  { id: 'words', label: 'What it says' },
]

/** Every number with a sentence, and what moves the score. */
export function OverviewTab({ report, words }: { readonly report: ModelReport; readonly words: OutcomeWords }) {
  return (
    <div className="model-overview">
      <section aria-label="Numbers">
        <h2>{report.verdictSentence}</h2>
        <p className="under">{comparison(report)}</p>
        <PlainTable label="Numbers of the report" columns={COLUMNS} inset>
          <tbody>
            {metricLines(report, words).map((line) => (
              <tr key={line.name}><td className="medium">{line.name}</td><td className="num">{line.value}</td><td className="num muted">{line.baseline ?? ''}</td><td className="muted">{line.words}</td></tr>
            ))}
          </tbody>
        </PlainTable>
        {report.notes.length > 0 && <ul className="plain-notes" style={{ marginTop: 16 }}>{report.notes.map((note) => <li key={note}>{note}</li>)}</ul>}
      </section>
      <section aria-label="Influence"><InfluenceFigure report={report} /></section>
    </div>
  )
}
