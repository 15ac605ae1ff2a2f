import { useQuery } from '@tanstack/react-query'
import type { Readiness } from '#shared/contract/index'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { useMay } from '#renderer/rpc/use-workspace.ts'
import { Button } from '#renderer/ui/button.tsx'
import { count } from '#renderer/ui/format/numbers.ts'
import { Icon } from '#renderer/ui/icon.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { SkeletonRows } from '#renderer/ui/skeleton.tsx'
import { firstWords } from './first-words.ts'
import { ENTITY_WORDS } from './model-words.ts'
import { QuickSetupButton } from './quick-setup.tsx'
import { WindowTable } from './window-table.tsx'
import { beginModel } from './wizard-store.ts'

/** Before the first model of a kind: what one does, whether the closed records are enough for one, and two ways to it. */
export function FirstModel({ entity }: { readonly entity: ScoredEntity }) {
  const readiness = useQuery(api.predictive.readiness.queryOptions({ input: { entity, processId: null } }))
  const { title, steps } = firstWords(entity)
  return (
    <div className="first-model">
      <h2>{title}</h2>
      <ol className="first-steps" aria-label="How it works">
        {steps.map(({ name, words }, index) => <li key={name}><span className="mark" aria-hidden>{index + 1}</span><div><h3>{name}</h3><p>{words}</p></div></li>)}
      </ol>
      {readiness.error && <Notice tone="bad" title="The closed records could not be counted." actions={<Button small onClick={() => void readiness.refetch()}>Try again</Button>}>{sentenceOf(readiness.error)}</Notice>}
      {readiness.data === undefined ? !readiness.error && <SkeletonRows rows={7} /> : <Begin readiness={readiness.data} />}
    </div>
  )
}

function Begin({ readiness }: { readonly readiness: Readiness }) {
  const { entity, leftOut, filtered } = readiness
  const admin = useMay('admin')
  const { many } = ENTITY_WORDS[entity]
  const options = useQuery(api.predictive.options.queryOptions()).data
  const columns = useQuery(api.predictive.outcomes.queryOptions({ input: { entity } })).data ?? []
  const { lacking, check } = firstWords(entity, readiness)
  const begin = (): void => beginModel(entity)
  return (
    <>
      <p className={lacking === undefined ? 'row first-check up' : 'row first-check warn'}><Icon name={lacking === undefined ? 'check' : 'warn'} />{check}</p>
      <ul className="ways" aria-label="Ways to a first model">
        <li>
          <Icon name="predictive" />
          <div><h3>Step by step</h3><p>Look at the choices before anything is trained; every one of them is filled in already.</p></div>
          <Button variant="primary" href="#/models/new" onClick={begin} disabled={lacking !== undefined} reason={lacking ?? (admin ? undefined : 'Needs an administrator')}>Get started</Button>
        </li>
        <li>
          <Icon name="play" />
          <div><h3>Quick setup</h3><p>A model with the defaults is trained and published at once, unless it finds no usable signal; it retrains itself every 15 days.</p></div>
          <QuickSetupButton entity={entity} off={lacking} />
        </li>
        {lacking !== undefined && (
          <li>
            <Icon name="file" />
            <div><h3>More closed {many}</h3><p>Import older ones, with how they ended and when they were created and closed.{options?.buildFirst && ' Once an import has brought enough, a first model is trained by itself and waits here for publication.'}</p></div>
            <Button variant={admin ? 'primary' : 'default'} href="#/data/import" reason={admin ? undefined : 'Needs an administrator'}>Import a file</Button>
          </li>
        )}
        {lacking !== undefined && filtered.ofClosed + filtered.ofOpen > 0 && columns.length > 0 && (
          <li>
            <Icon name="list" />
            <div><h3>Another outcome</h3><p>Another column than the state may say how {many} ended, such as {columns[0]?.label}.</p></div>
            <Button href="#/models/new" onClick={begin} reason={admin ? undefined : 'Needs an administrator'}>Choose the column</Button>
          </li>
        )}
      </ul>
      <section aria-label="Data check" className="data-check">
        <h3>Data check</h3>
        <WindowTable label="Data check" readiness={readiness} />
        {leftOut.length > 0 && <p className="t1 muted">Left out of these counts: {leftOut.map(({ reason, count: records }) => `${count(records)} ${reason.charAt(0).toLowerCase()}${reason.slice(1)}`).join('; ')}.</p>}
      </section>
    </>
  )
}
