import type { Explanation } from '#shared/contract/index'
import { present } from '#shared/lib/assert'
import type { Command } from '../command.ts'
import { decimal, layFacts, layTable, moment, percent, signed } from '../layout.ts'
import { entityWord, exactWords, wholeNumber } from '../words.ts'

const trendWords: Readonly<Record<NonNullable<Explanation['trend']>, string>> = { improving: 'Improving', steady: 'Steady', declining: 'Declining', not_enough_info: 'Not enough info' }
const sumTolerance = 1e-9

export const explain: Command = {
  name: 'explain',
  usage: 'explain lead|opportunity ID',
  summary: 'Show a record\'s score, grade and trend, every reason with its evidence, and the check of the sum.',
  options: {},
  async run({ words, open }) {
    const [first, id] = exactWords(words, ['lead or opportunity', 'The record\'s ID'])
    const recordId = wholeNumber(present(id, 'the ID'), 'The record\'s ID', 1)
    const entity = entityWord(first, 'The first word')
    const session = await open()
    const explanation = await session.client.scores.explain({ entity, recordId })
    return { json: explanation, text: explanationText(explanation) }
  },
}

function explanationText(explanation: Explanation): string {
  const { score, scoredBy, baseline, logit, sumError, reasons } = explanation
  const title = `${explanation.name} (${explanation.entity} ${explanation.recordId})`
  if (score === null) return `${title}\n${explanation.unscoredSentence || 'This record has no score.'}`
  const facts = layFacts([
    ['Score', `${score.toFixed(1)} of 100`],
    ['Chance', `${percent(explanation.probability)}, average ${percent(explanation.averageProbability)}`],
    ['Grade', explanation.grade],
    ['Trend', explanation.trend === null ? null : trendWords[explanation.trend]],
    ['Better than', explanation.percentile === null ? null : `${percent(explanation.percentile, 0)} of the open records with a score`],
    ['Scored by', scoredBy === null ? null : `${scoredBy.modelName}, version ${scoredBy.version}, ${moment(scoredBy.scoredAt)}`],
  ])
  const table = layTable(
    [{ title: 'Points', align: 'right' }, { title: 'Log-odds', align: 'right' }, { title: 'Reason' }, { title: 'Evidence' }],
    reasons.map((reason) => [signed(reason.points), signed(reason.contribution, 4), reason.label, reason.evidence.sentence]),
  )
  const sum = reasons.reduce((total, reason) => total + reason.contribution, 0)
  const holds = sumError !== null && Math.abs(sumError) <= sumTolerance
  const check = `Sum check: baseline ${decimal(baseline, 6)} + reasons ${sum.toFixed(6)} = log-odds ${decimal(logit, 6)}; off by ${sumError?.toExponential(1) ?? '–'}, ${holds ? 'holds' : 'DOES NOT HOLD'} (allowed ${sumTolerance}).`
  return [title, facts, '', table, '', check, ...explanation.notes].join('\n')
}
