import './rules-pages.css'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import type { RuleContext } from '#shared/domain/rules/context'
import { type BranchNode, NO_SETTINGS, RULE_TARGETS, type RuleModel, type RuleTarget } from '#shared/domain/rules/tree'
import { numberingOf } from '#shared/domain/rules/edit'
import { validateRules } from '#shared/domain/rules/validate'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { useMay } from '#renderer/rpc/use-workspace.ts'
import { Button } from '#renderer/ui/button.tsx'
import { count } from '#renderer/ui/format/numbers.ts'
import { Notice } from '#renderer/ui/notice.tsx'
import { PageHeader } from '#renderer/ui/page-header.tsx'
import { Radio } from '#renderer/ui/radio.tsx'
import { SkeletonRows } from '#renderer/ui/skeleton.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { ConditionEditor } from '#renderer/conditions/tree/condition-editor.tsx'
import { leftOut, TARGET_WORDS } from './rule-words.ts'

const OPEN_LEADS: BranchNode = {
  kind: 'all',
  id: 'n1',
  label: '',
  children: [{ kind: 'attribute', id: 'n2', label: '', expressions: [{ id: 'n3', lookups: [], column: 'state', operator: 'equals', values: ['open'], unit: null }] }],
}

/** The creation card: a name, whom it is about, and which leads it scores. */
export default function NewRulesPage() {
  const tables = useQuery(api.catalog.tables.queryOptions())
  return (
    <>
      <PageHeader crumb={{ label: 'Scoring models', href: '#/rules' }} title="New scoring model" sentence="Name it and say which leads it scores; the points come next" ruled />
      {tables.error && <div className="tab-pad"><Notice tone="bad" title="The catalog could not be read.">{sentenceOf(tables.error)}</Notice></div>}
      {tables.data === undefined && !tables.error && <SkeletonRows rows={6} />}
      {tables.data && <Card known={{ tables: tables.data, businessUnits: [] }} />}
    </>
  )
}

function Card({ known }: { readonly known: RuleContext }) {
  const [name, setName] = useState('')
  const [touched, setTouched] = useState(false)
  const [target, setTarget] = useState<RuleTarget>('lead')
  const [audience, setAudience] = useState(OPEN_LEADS)
  const queries = useQueryClient()
  const [, navigate] = useLocation()
  const may = useMay('market')
  const models = useQuery(api.rules.list.queryOptions()).data ?? []
  const tree = useMemo<RuleModel>(() => ({ name: name.trim(), description: '', target, audience, groups: [], grades: [], settings: NO_SETTINGS }), [name, target, audience])
  const problems = useMemo(() => validateRules(tree, known), [tree, known])
  const reached = useQuery({ ...api.rules.simulate.queryOptions({ input: { tree } }), placeholderData: (before) => before })
  const create = useMutation(api.rules.create.mutationOptions({
    onSuccess: async ({ modelId }) => {
      await queries.invalidateQueries({ queryKey: api.rules.key() })
      navigate(`/rules/${modelId}`)
    },
  }))
  const taken = models.some((model) => model.name.toLowerCase() === tree.name.toLowerCase())
  const nameError = tree.name === '' ? 'Enter a name' : taken ? 'A model of this name exists; choose another name' : null
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTouched(true)
    if (nameError === null && may) create.mutate({ tree })
  }
  return (
    <form className="main" onSubmit={submit} style={{ display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0 }}>
      <div className="scroll">
        <div className="rules-form">
          <TextField label="Name" hint={`${count(name.length)} of 100`} maxLength={100} autoFocus value={name} onChange={(next) => { setName(next); create.reset() }} onBlur={() => setTouched(name !== '' || touched)} error={touched ? nameError : null} placeholder="Engagement and fit" />
          <div className="rules-targets" role="radiogroup" aria-label="Whom its conditions are about">
            <h2>Whom are its conditions about?</h2>
            {RULE_TARGETS.map((each) => <Radio key={each} name="target" checked={target === each} onChange={() => setTarget(each)} label={<><span className="medium">{TARGET_WORDS[each].label}</span><p>{TARGET_WORDS[each].scores}</p></>} />)}
          </div>
          <section className="rules-list" aria-label="Audience">
            <h2>Which leads does it score?</h2>
            <ConditionEditor value={audience} onChange={setAudience} known={known} problems={problems} readOnly={!may} table="lead" gatesOnly nextId={numberingOf(tree)} />
            <p className="t1 muted" role="status">{reached.data === undefined ? ' ' : reached.data.scored === 0 && reached.data.leads > 0 ? `Nobody would be scored: ${leftOut(reached.data.unscored)}. Loosen the conditions, or choose whom else they are about.` : `${count(reached.data.scored)} of ${count(reached.data.leads)} leads match now.`}</p>
          </section>
        </div>
      </div>
      <div className="panel-foot">
        <span className="grow">{create.error && <span className="field-error" role="alert">{sentenceOf(create.error)}</span>}</span>
        <Button href="#/rules">Cancel</Button>
        <Button variant="primary" type="submit" busy={create.isPending} reason={may ? undefined : 'Needs a marketer or an administrator'}>Create</Button>
      </div>
    </form>
  )
}
