import { useQueries } from '@tanstack/react-query'
import type { CSSProperties } from 'react'
import { api } from '#renderer/rpc/client.ts'
import { count, decimal, percent } from '#renderer/ui/format/numbers.ts'
import { GradeChip } from '#renderer/ui/grade-chip.tsx'
import { Meter } from '#renderer/ui/meter.tsx'
import { type PlainColumn, PlainTable } from '#renderer/ui/plain-table.tsx'
import { bandWords, gradeBands } from './grade-bands.ts'
import type { Model, Version } from './model-header.tsx'
import { ENTITY_WORDS } from './model-words.ts'

const COLUMNS: readonly PlainColumn[] = [
  { id: 'grade', label: 'Grade', width: 72 },
  { id: 'scores', label: 'Scores', width: 120 },
  { id: 'cut', label: 'From exactly', width: 110, align: 'right' },
  { id: 'share', label: 'Share of the open ones' },
  { id: 'count', label: 'Open', width: 90, align: 'right' },
]

type BandStyle = CSSProperties & { readonly '--c': string }

/** Where each grade begins, and how many open records it holds. */
export function GradesTab({ model, version }: { readonly model: Model; readonly version: Version }) {
  const words = ENTITY_WORDS[model.entity]
  const bands = gradeBands(version.gradeCuts)
  const live = version.state === 'published'
  const pages = useQueries({ queries: bands.map((band) => ({ ...api.scores.page.queryOptions({ input: { entity: model.entity, view: 'all_open', filters: [{ column: 'grade', operator: 'eq', values: [band.grade] }], offset: 0, limit: 1 } }), enabled: live })) })
  // the list may be scored by another model of the same kind; its counts would say nothing about these grades
  const own = live && pages.every((page) => page.data !== undefined && (page.data.scoredBy === null || page.data.scoredBy.modelId === model.id))
  const total = pages.reduce((sum, page) => sum + (page.data?.total ?? 0), 0)
  if (bands.length === 0) return <div className="grades-tab"><h2 className="strong">This version has no grades</h2><p className="muted">{version.gradesSentence || 'Without a usable signal a grade would say nothing.'}</p></div>
  return (
    <div className="grades-tab">
      <h2 className="strong">{bands.length} grades, fixed when the version was published</h2>
      <p className="muted">{version.gradesSentence}</p>
      <div className="grade-bands" aria-hidden>
        {bands.toReversed().map((band) => {
          const style: BandStyle = { '--c': `var(--grade-${band.grade.toLowerCase()})`, flex: `${Math.max(band.to - band.from, 4)} 0 0` }
          return <div key={band.grade} style={style}><span className="row"><GradeChip grade={band.grade} />{bandWords(band)}</span></div>
        })}
      </div>
      <PlainTable label="Grades" columns={COLUMNS} inset>
        <tbody>
          {bands.map((band, index) => {
            const held = own ? pages[index]?.data?.total : undefined
            const share = held === undefined || total === 0 ? null : held / total
            return (
              <tr key={band.grade}>
                <td><GradeChip grade={band.grade} /></td>
                <td>{bandWords(band)}</td>
                <td className="num muted">{decimal(band.from, 2)}</td>
                <td>{share === null ? <span className="faint">–</span> : <span className="row"><Meter share={share} width={140} /><span className="num">{percent(share, 0)}</span></span>}</td>
                <td className="num">{held === undefined ? <span className="faint">–</span> : count(held)}</td>
              </tr>
            )
          })}
        </tbody>
      </PlainTable>
      <p className="t1 faint" style={{ marginTop: 8 }}>{own ? `${count(total)} open ${words.many} with a score. Scores are compared unrounded, so that ties stay together.` : live ? '' : `Shares of the open ${words.many} are shown for the published version.`}</p>
    </div>
  )
}
