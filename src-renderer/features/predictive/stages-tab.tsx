import type { ModelReport } from '#shared/contract/index'
import { count, fixed } from '#renderer/ui/format/numbers.ts'
import { type PlainColumn, PlainTable } from '#renderer/ui/plain-table.tsx'
import { heatRows } from './stage-heat.ts'
import { VerdictTag } from './verdict-tag.tsx'

const COLUMNS: readonly PlainColumn[] = [
  { id: 'stage', label: 'Stage', width: 180 },
  { id: 'rows', label: 'Records', width: 80, align: 'right', title: 'Closed records seen at a moment inside the stage' },
  { id: 'won', label: 'Won', width: 72, align: 'right' },
  { id: 'auc', label: 'AUC, 95 % interval', width: 168 },
  { id: 'verdict', label: 'Verdict', width: 132 },
  { id: 'words', label: 'What it says' },
]

/** What the submodel of each stage learned from and how good it is, and what counts in which stage. */
export function StagesTab({ report }: { readonly report: NonNullable<ModelReport['stages']> }) {
  const rows = heatRows(report)
  return (
    <div className="stages-tab">
      <h2>How good each stage’s model is</h2>
      <p className="under">{report.process}. Each learned from closed records that were still in the stage after as long a time as open ones are in it now, and was measured on the newest fifth of them.</p>
      <PlainTable label="Stages" columns={COLUMNS} inset>
        <tbody>
          {report.stages.map((stage) => (
            <tr key={stage.stageId}>
              <td className="medium">{stage.name}</td>
              <td className="num">{count(stage.rows)}</td>
              <td className="num">{count(stage.positives)}</td>
              <td>{stage.measured ? <>{fixed(stage.measured.auc)} <span className="faint">{fixed(stage.measured.aucLow)} to {fixed(stage.measured.aucHigh)}</span></> : <span className="faint">–</span>}</td>
              <td>{stage.measured ? <VerdictTag verdict={stage.measured.verdict} /> : 'Pooled model'}</td>
              <td className="muted wraps">{stage.sentence}</td>
            </tr>
          ))}
        </tbody>
      </PlainTable>
      <h2>What counts in which stage</h2>
      <p className="under">Mean size of an attribute’s contribution in log-odds, the stronger the colour the larger; 0.4 moves an even chance by ten points. A stage without a model of its own shows the pooled model’s.</p>
      <PlainTable label="Influence by stage" columns={[{ id: 'attribute', label: 'Attribute', width: 240 }, ...report.stages.map(({ stageId, name }) => ({ id: String(stageId), label: name }))]} inset className="heat">
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row" title={row.name}>{row.label}</th>
              {row.cells.map((cell, index) => (
                <td key={report.stages[index]?.stageId} style={{ background: `color-mix(in srgb, var(--accent) ${cell.shade}%, transparent)` }}>{cell.influence === null ? <span className="faint">Not in it</span> : <>{cell.words} <span className="muted">{fixed(cell.influence)}</span></>}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </PlainTable>
    </div>
  )
}
