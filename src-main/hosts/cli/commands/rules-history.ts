import { ruleSuggestionSchema } from '#shared/contract/rule-history'
import type { RuleBacktest, RuleSuggestion } from '#shared/contract/index'
import { signed as points } from '#shared/domain/rules/history/verdicts'
import { present } from '#shared/lib/assert'
import { Problem } from '#main/db/errors'
import { UsageError, type Command } from '../command.ts'
import { followJob } from '../follow-job.ts'
import { count, decimal, layFacts, layTable, moment, percent, signed } from '../layout.ts'
import { exactWords, textOption } from '../words.ts'
import { findModel } from './find-model.ts'
import { findRules } from './find-rules.ts'

export const rulesBacktest: Command = {
  name: 'rules backtest',
  usage: 'rules backtest NAME',
  summary: 'Judge a rule model, given by number or name, by closed leads as of moments at which they were open: figures, each group, suggested points.',
  options: {},
  async run({ words, open }) {
    const word = present(exactWords(words, ["The rule model's number or name"])[0], 'the rule model')
    const session = await open()
    const { id, name } = await findRules(session, word)
    const { jobId } = await session.client.ruleHistory.backtest({ modelId: id })
    await followJob(session, jobId)
    const { report } = await session.client.ruleHistory.report({ modelId: id })
    const found = present(report, 'the report of a backtest that ended')
    return { json: { ...found, name }, text: backtestText(name, found) }
  },
}

/** Every number of the History tab. */
function backtestText(name: string, report: RuleBacktest): string {
  const { suggested } = report
  const facts = layFacts([
    ['Rule model', `${name}, version ${report.version}, judged ${moment(report.judgedAt) ?? '–'}`],
    ['Judged on', `${count(report.leads)} of ${count(report.closed)} closed leads, ${count(report.positives)} qualified (${percent(report.rate) ?? '–'})`],
    ['Not scored', report.unscored.length === 0 ? 'none' : report.unscored.map(({ reason, leads }) => `${reason} ${count(leads)}`).join(', ')],
    ['AUC', `${report.auc.toFixed(3)} (95 %: ${report.aucLow.toFixed(3)} to ${report.aucHigh.toFixed(3)})`],
    ['Lift', `${report.lift10.toFixed(2)} in the best tenth, ${report.lift20.toFixed(2)} in the best fifth`],
    ['Suggested points', suggested === null ? 'none' : `AUC ${suggested.suggestedAuc.toFixed(3)} on leads they were not fitted to, ${suggested.givenAuc.toFixed(3)} with the given ones`],
  ])
  const grades = layTable(
    [{ title: 'Grade' }, { title: 'Leads', align: 'right' }, { title: 'Qualified', align: 'right' }, { title: 'Rate', align: 'right' }],
    report.grades.map(({ name: grade, leads, positives }) => [grade ?? 'no grade', count(leads), count(positives), leads === 0 ? null : percent(positives / leads)]),
  )
  const groups = layTable(
    [{ title: 'Group' }, { title: 'Fired', align: 'right' }, { title: 'Rate', align: 'right' }, { title: 'Others', align: 'right' }, { title: 'Lift', align: 'right' }, { title: 'Points', align: 'right' }, { title: 'Worth', align: 'right' }, { title: 'Suggested', align: 'right' }, { title: 'Verdict' }],
    report.groups.map((group) => [
      group.label,
      count(group.fired),
      group.fired === 0 ? null : percent(group.firedPositives / group.fired),
      group.others === 0 ? null : percent(group.othersPositives / group.others),
      decimal(group.lift?.value ?? null, 2),
      points(group.given),
      group.worth === null ? null : signed(group.worth.points),
      group.suggested === null ? null : points(group.suggested),
      group.sentence,
    ]),
  )
  return [facts, ...(report.grades.length === 0 ? [] : ['', grades]), '', groups, ...report.notes].join('\n')
}

export const rulesSuggest: Command = {
  name: 'rules suggest',
  usage: 'rules suggest [--model MODEL]',
  summary: 'Turn a trained predictive model of leads into the draft of a rule model, and tell how much of its AUC is lost.',
  options: { model: { type: 'string' } },
  optionLines: ['--model MODEL      predictive model, by number or name; the published one that comes first when left out'],
  async run({ words, values, open }) {
    exactWords(words, [])
    const wanted = textOption(values, 'model')
    if (wanted === '') throw new UsageError('--model needs the number or name of a predictive model.')
    const session = await open()
    const sources = await session.client.ruleHistory.sources()
    const modelId = wanted === undefined ? sources[0]?.modelId : (await findModel(session, wanted)).id
    if (modelId === undefined) throw new Problem('NOT_FOUND', 'There is no trained predictive model of leads yet. Train one with "sextant model create --entity lead".')
    const { jobId } = await session.client.ruleHistory.suggest({ modelId })
    const job = await followJob(session, jobId)
    const made = ruleSuggestionSchema.parse(job.result)
    return { json: made, text: suggestionText(made) }
  },
}

function suggestionText(made: RuleSuggestion): string {
  const leftOut = layTable([{ title: 'Left out' }, { title: 'Influence', align: 'right' }, { title: 'Why' }], made.leftOut.map(({ label, influence, reason }) => [label, decimal(influence), reason]))
  const text = [
    `Rule model ${made.modelId}, ${made.name}, is a draft with ${made.groups} groups. See it with "sextant rules show ${made.modelId}".`,
    `On ${count(made.leads)} closed leads that both have learned from: AUC ${made.predictiveAuc.toFixed(3)} of ${made.predictiveName}, version ${made.predictiveVersion}, and ${made.rulesAuc.toFixed(3)} of the rules; ${made.lost.value.toFixed(3)} lost (95 %: ${made.lost.low.toFixed(3)} to ${made.lost.high.toFixed(3)}).`,
  ]
  return [...text, ...(made.leftOut.length === 0 ? [] : ['', leftOut])].join('\n')
}
