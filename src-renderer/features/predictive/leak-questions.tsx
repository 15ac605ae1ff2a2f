import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Attribute } from '#shared/contract/index'
import { LEAK_ANSWERS, type LeakAnswer } from '#shared/domain/predictive/leak-answer'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { plural } from '#renderer/ui/format/numbers.ts'
import { Notice } from '#renderer/ui/notice.tsx'
import { Section } from '#renderer/ui/section.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { SidePanel } from '#renderer/ui/side-panel.tsx'

const WORDS: Readonly<Record<LeakAnswer, string>> = { creation: 'When the record is created', open: 'While the record is open', closing: 'At closing or later', unknown: 'I do not know' }
const CHOICES = LEAK_ANSWERS.map((value) => ({ value, label: WORDS[value] }))

/** The attributes that a person is asked about, and those that were answered. */
export function asksAbout(attributes: readonly Attribute[]): { readonly open: readonly Attribute[]; readonly answered: readonly Attribute[] } {
  return { open: attributes.filter((attribute) => attribute.asks), answered: attributes.filter((attribute) => attribute.answer !== null) }
}

/** Asks when the worst suspects are filled in; the answer is kept with the column and decides whether it is used. */
export function LeakQuestions({ attributes }: { readonly attributes: readonly Attribute[] }) {
  const queries = useQueryClient()
  const answer = useMutation(api.predictive.answer.mutationOptions({ onSuccess: () => queries.invalidateQueries({ queryKey: api.predictive.attributes.key() }) }))
  const { open, answered } = asksAbout(attributes)
  const field = (attribute: Attribute) => {
    const { column } = attribute
    return column !== null && (
      <SelectField
        key={attribute.name}
        small
        label={attribute.label}
        value={attribute.answer}
        placeholder="When is it filled in?"
        choices={CHOICES}
        help={attribute.note}
        onChange={(value) => { const given = LEAK_ANSWERS.find((known) => known === value); if (given) answer.mutate({ ...column, answer: given }) }}
      />
    )
  }
  return (
    <SidePanel label="When are they filled in?" size="properties">
      <Section title="When is it filled in?" note={open.length > 0 ? plural(open.length, 'question') : undefined} first>
        {answer.error && <Notice tone="bad" title="The answer was not kept.">{sentenceOf(answer.error)}</Notice>}
        {open.length === 0 ? <p className="muted">Every suspect that was asked about has its answer.</p> : <div className="panel-form leak-questions">{open.map(field)}</div>}
      </Section>
      {answered.length > 0 && <Section title="Answered"><div className="panel-form leak-questions">{answered.map(field)}</div></Section>}
    </SidePanel>
  )
}
