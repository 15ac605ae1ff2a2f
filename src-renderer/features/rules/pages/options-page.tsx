import './rules-pages.css'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { RuleOptions } from '#shared/contract/rule-scores'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { useMay } from '#renderer/rpc/use-workspace.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { NumberField } from '#renderer/ui/number-field.tsx'
import { PageHeader } from '#renderer/ui/page-header.tsx'
import { SkeletonRows } from '#renderer/ui/skeleton.tsx'
import { toast } from '#renderer/ui/toast.tsx'
import { Toggle } from '#renderer/ui/toggle.tsx'
import { ActionList } from './action-list.tsx'
import { Qualification } from './qualification.tsx'

/** What follows when a lead reaches a live model's threshold. */
export default function OptionsPage() {
  const options = useQuery(api.ruleScores.options.queryOptions())
  return (
    <>
      <PageHeader crumb={{ label: 'Scoring models', href: '#/rules' }} title="Sales-ready rules" sentence="What follows when a lead reaches a threshold" ruled />
      {options.error && <div className="tab-pad"><Notice tone="bad" title="The options could not be read.">{sentenceOf(options.error)}</Notice></div>}
      {options.data === undefined && !options.error && <SkeletonRows rows={6} />}
      {options.data && <Form key={JSON.stringify(options.data)} saved={options.data} />}
    </>
  )
}

function Form({ saved }: { readonly saved: RuleOptions }) {
  const [options, setOptions] = useState(saved)
  const may = useMay('market')
  const refetch = useQuery(api.ruleScores.options.queryOptions()).refetch
  const save = useMutation(api.ruleScores.saveOptions.mutationOptions({ onSuccess: async () => { await refetch(); toast('Sales-ready rules saved') } }))
  const set = (change: Partial<RuleOptions>): void => setOptions({ ...options, ...change })
  const changed = JSON.stringify(options) !== JSON.stringify(saved)
  return (
    <div className="split">
      <div className="main">
        <div className="scroll">
          <div className="rules-form">
            <section className="rules-list" aria-labelledby="ready">
              <h2 id="ready">Sales-ready</h2>
              <Toggle label="Set Sales ready as soon as one live model reaches its sales-ready score" checked={options.automaticSalesReady} disabled={!may} onChange={(automaticSalesReady) => set({ automaticSalesReady })} />
              <Toggle label="Take it away again when the score falls" checked={options.revoke} disabled={!may} onChange={(revoke) => set({ revoke })} />
              {options.revoke && (
                <div className="rules-line"><NumberField label="Points below the threshold before it goes" hint="keeps it from flickering" className="narrow" decimals={0} min={0} value={options.hysteresis} disabled={!may} onChange={(hysteresis) => set({ hysteresis: hysteresis ?? 0 })} /></div>
              )}
            </section>
            <ActionList actions={options.actions} may={may} onChange={(actions) => set({ actions })} />
            <Qualification options={options} may={may} onChange={set} />
            <section className="rules-list" aria-labelledby="stop">
              <h2 id="stop">When a model is stopped</h2>
              <Toggle label="Remove its scores from the leads" checked={options.cleanUpOnStop} disabled={!may} onChange={(cleanUpOnStop) => set({ cleanUpOnStop })} />
            </section>
          </div>
        </div>
        <div className="panel-foot">
          <span className="grow t1">{save.error ? <span className="dn" role="alert">{sentenceOf(save.error)}</span> : changed ? <span className="muted">Not saved yet</span> : <span className="faint">Saved</span>}</span>
          <Button disabled={!changed} onClick={() => { save.reset(); setOptions(saved) }}>Discard</Button>
          <Button variant="primary" busy={save.isPending} disabled={!changed} reason={may ? undefined : 'Needs a marketer or an administrator'} onClick={() => save.mutate(options)}>Save</Button>
        </div>
      </div>
    </div>
  )
}
