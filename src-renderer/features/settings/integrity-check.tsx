import { useQuery } from '@tanstack/react-query'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Icon } from '#renderer/ui/icon.tsx'
import { Notice } from '#renderer/ui/notice.tsx'

/** Reads the whole workspace file and says what holds and what does not. */
export function IntegrityCheck() {
  const check = useQuery(api.workspace.check.queryOptions({ enabled: false, gcTime: Infinity }))
  const bad = check.data?.checks.filter((found) => !found.ok).length ?? 0
  return (
    <>
      <p className="muted">Reads the whole file: its pages, its links between records, and what scores and histories must add up to. It changes nothing.</p>
      <Button icon="check" busy={check.isFetching} onClick={() => void check.refetch()}>{check.isFetching ? 'Checking' : 'Check now'}</Button>
      {check.error && <Notice tone="bad" title="The check did not finish.">{sentenceOf(check.error)}</Notice>}
      {check.data && !check.isFetching && (
        <>
          <Notice tone={check.data.ok ? 'good' : 'bad'} title={check.data.ok ? `All ${check.data.checks.length} checks passed.` : `${bad} of ${check.data.checks.length} checks failed.`}>{check.data.ok ? undefined : 'Keep a copy of the file before anything else, then import into a new workspace or restore a backup.'}</Notice>
          <ul className="check-list">
            {check.data.checks.map((found) => (
              <li key={found.name}>
                <span className={found.ok ? 'up' : 'dn'}><Icon name={found.ok ? 'check' : 'warn'} label={found.ok ? 'Passed' : 'Failed'} /></span>
                <span><span className="medium">{found.name}</span>{found.detail !== '' && <><br /><span className="t1 faint">{found.detail}</span></>}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
