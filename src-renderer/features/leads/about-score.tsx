import { useQuery } from '@tanstack/react-query'
import type { Explanation } from '#shared/contract/index'
import { api } from '#renderer/rpc/client.ts'
import { Section } from '#renderer/ui/section.tsx'
import css from './panel.module.css'

interface AboutScoreProps {
  readonly explanation: Explanation
  /** The score as shown, in whole points. */
  readonly score: number
}

const NOUNS = { lead: { one: 'lead', many: 'leads', verb: 'qualified' }, opportunity: { one: 'opportunity', many: 'opportunities', verb: 'were won' } } as const

/** What the number, the letter and the arrow mean, and when they change, for someone who sees them for the first time. */
export function AboutScore({ explanation, score }: AboutScoreProps) {
  const { scoredBy, entity } = explanation
  const { one, many, verb } = NOUNS[entity]
  const model = useQuery({ ...api.predictive.get.queryOptions({ input: { modelId: scoredBy?.modelId ?? 0 } }), enabled: scoredBy !== null }).data
  const cuts = model?.versions.find(({ number }) => number === scoredBy?.version)?.gradeCuts ?? []
  return (
    <Section title="About the score">
      <ul className={css.about}>
        <li>50 is an average {one}. {score} means: if half of all {many} {verb}, {score} of 100 like this one would.</li>
        {cuts.length > 0 && <li>Grades: {cuts.map(({ grade, from }, index) => `${grade} ${index === cuts.length - 1 ? 'below that' : `from ${Math.round(from)}`}`).join(', ')}.</li>}
        <li>The trend compares it with the last score of an earlier day; within 2 points it is steady.</li>
        <li>It changes at once when the {one} is edited here, after each import, and every day.</li>
      </ul>
    </Section>
  )
}
