import type { VersionComparison } from '#shared/contract/index'
import { percent, plural, points } from '#renderer/ui/format/numbers.ts'
import { type PlainColumn, PlainTable } from '#renderer/ui/plain-table.tsx'

/** Attributes that are shown. */
const MOST = 10

/** The attributes whose share of the influence differs most between two versions. */
export function InfluenceChanges({ influence, columns }: Pick<VersionComparison, 'influence'> & { readonly columns: readonly PlainColumn[] }) {
  const changed = influence.filter((item) => item.active !== item.other)
  if (changed.length === 0) return <p className="muted">Every attribute has the same share of the influence.</p>
  return (
    <>
      <p><span className="medium">Share of the influence:</span> {changed.length <= MOST ? `${plural(changed.length, 'attribute')} changed` : `the ${MOST} of ${changed.length} attributes that changed most`}.</p>
      <PlainTable label="Shares of the influence" columns={columns} inset>
        <tbody>
          {changed.slice(0, MOST).map((item) => (
            <tr key={item.name}>
              <td title={item.label}>{item.label}</td>
              <td className="num"><Share of={item.active} /></td>
              <td className="num"><Share of={item.other} /></td>
              <td className="num muted">{points(100 * ((item.other ?? 0) - (item.active ?? 0)))}</td>
            </tr>
          ))}
        </tbody>
      </PlainTable>
    </>
  )
}

function Share({ of }: { readonly of: number | null }) {
  return of === null ? <span className="faint">not used</span> : percent(of)
}
