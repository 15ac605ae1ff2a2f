import { readFileSync } from 'node:fs'
import { ruleModelSchema } from '#shared/contract/rule-tree'
import type { RuleModel, RuleProblem } from '#shared/domain/rules/tree'
import { present } from '#shared/lib/assert'
import { Problem } from '#main/db/errors'
import type { Command, Session } from '../command.ts'
import { followJob, followRest } from '../follow-job.ts'
import { count, layFacts, layTable, moment } from '../layout.ts'
import { parseJsonFile } from '../read-json.ts'
import { exactWords } from '../words.ts'
import { findRules } from './find-rules.ts'

const modelWord = (words: readonly string[]): string => present(exactWords(words, ["The rule model's number or name"])[0], 'the rule model')

export const rulesPut: Command = {
  name: 'rules put',
  usage: 'rules put FILE',
  summary: 'Make the rule model of a file, in text form or as a JSON tree, or replace the draft of the model of that name.',
  options: {},
  async run({ words, open }) {
    const file = present(exactWords(words, ['FILE'])[0], 'the file')
    const text = readText(file)
    const tree = text.trimStart().startsWith('{') ? parseJsonFile<RuleModel>(file, ruleModelSchema) : null
    const session = await open()
    const saved = tree === null ? await session.client.rules.putText({ text }) : await putTree(session, tree)
    const { summary } = await session.client.rules.get({ modelId: saved.modelId })
    const errors = saved.problems.filter(({ severity }) => severity === 'error')
    const next = errors.length === 0 ? `Publish it with "sextant rules publish ${summary.id}".` : `It cannot go live yet: see "sextant rules check ${summary.id}".`
    return { json: { ...saved, name: summary.name }, text: [`Rule model ${summary.id}, ${summary.name}, was saved. ${next}`, ...problemLines(saved.problems)].join('\n') }
  },
}

/** Makes the model, or replaces the draft of the one of that name; where its tiles stand is kept. */
async function putTree({ client }: Session, tree: RuleModel): Promise<Awaited<ReturnType<Session['client']['rules']['create']>>> {
  const name = tree.name.trim().toLowerCase()
  const same = (await client.rules.list()).find((model) => model.name.toLowerCase() === name)
  if (same === undefined) return client.rules.create({ tree })
  const { draft } = await client.rules.edit({ modelId: same.id })
  const { layout, revision } = present(draft, 'the draft that editing begins')
  return client.rules.saveDraft({ modelId: same.id, tree, layout, basedOn: revision })
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/u, '')
  } catch {
    throw new Problem('BAD_INPUT', `${file} cannot be read. Check the name and that you may read it.`)
  }
}

export const rulesCheck: Command = {
  name: 'rules check',
  usage: 'rules check MODEL',
  summary: 'Check a rule model, given by number or name, for errors; the exit code is 1 when there are errors.',
  options: {},
  async run({ words, open }) {
    const word = modelWord(words)
    const session = await open()
    const { id, name } = await findRules(session, word)
    const problems = await session.client.rules.check({ modelId: id })
    const isFine = !problems.some(({ severity }) => severity === 'error')
    return { json: { modelId: id, name, ok: isFine, problems }, text: problems.length === 0 ? `${name} has no errors.` : problemLines(problems).join('\n'), exitCode: isFine ? 0 : 1 }
  },
}

const problemLines = (problems: readonly RuleProblem[]): string[] => problems.map(({ severity, at, sentence }) => `${severity === 'error' ? 'Error' : 'Warning'} at ${at}: ${sentence}`)

export const rulesPublish: Command = {
  name: 'rules publish',
  usage: 'rules publish MODEL',
  summary: 'Take the draft of a rule model live: score all leads with it, then replace the live version.',
  options: {},
  async run({ words, open }) {
    const word = modelWord(words)
    const session = await open()
    const { id } = await findRules(session, word)
    const { jobId } = await session.client.rules.publish({ modelId: id })
    await followJob(session, jobId)
    await followRest(session)
    const { summary } = await session.client.rules.get({ modelId: id })
    return {
      json: { modelId: id, jobId, version: summary.liveVersion, scored: summary.scored, salesReady: summary.salesReady },
      text: `Version ${summary.liveVersion ?? '–'} of ${summary.name} is live; ${count(summary.scored)} leads have its score, ${count(summary.salesReady)} are sales-ready by it.`,
    }
  },
}

export const rulesStop: Command = {
  name: 'rules stop',
  usage: 'rules stop MODEL',
  summary: 'Stop a live rule model; its scores are removed unless the options say otherwise.',
  options: {},
  async run({ words, open }) {
    const word = modelWord(words)
    const session = await open()
    const { id, name } = await findRules(session, word)
    const { jobId } = await session.client.rules.stop({ modelId: id })
    const { result } = await followJob(session, jobId)
    const removed = Number(result?.['removed'] ?? 0)
    return { json: { modelId: id, jobId, removed }, text: `${name} is stopped; ${count(removed)} of its scores were removed.` }
  },
}

export const rulesShow: Command = {
  name: 'rules show',
  usage: 'rules show MODEL',
  summary: 'Show a rule model in its text form, which "rules put" takes; with --json also its tree, state and versions.',
  options: {},
  async run({ words, open }) {
    const word = modelWord(words)
    const session = await open()
    const { id } = await findRules(session, word)
    const [detail, { text }] = await Promise.all([session.client.rules.get({ modelId: id }), session.client.rules.text({ modelId: id })])
    const { summary } = detail
    session.terminal.err.write(
      `${layFacts([
        ['Rule model', `${summary.id} ${summary.name}`],
        ['State', summary.error === null ? summary.state : `${summary.state}: ${summary.error}`],
        ['Live', summary.liveVersion === null ? 'no' : `version ${summary.liveVersion}, since ${moment(summary.publishedAt) ?? '–'}`],
        ['Draft', summary.draftVersion === null ? 'none' : `version ${summary.draftVersion}`],
        ['Scored', `${count(summary.scored)} leads, ${count(summary.salesReady)} sales-ready`],
      ])}\n`,
    )
    return { json: { ...detail, text }, text: text.trimEnd() }
  },
}

export const rulesList: Command = {
  name: 'rules list',
  usage: 'rules list',
  summary: 'List the rule models.',
  options: {},
  async run({ words, open }) {
    exactWords(words, [])
    const session = await open()
    const models = await session.client.rules.list()
    const columns = [{ title: 'Model', align: 'right' }, { title: 'Name' }, { title: 'Target' }, { title: 'State' }, { title: 'Groups', align: 'right' }, { title: 'Scored', align: 'right' }, { title: 'Sales-ready', align: 'right' }, { title: 'Changed' }] as const
    const rows = models.map((model) => [model.id, model.name, model.target, model.state, model.groups, count(model.scored), count(model.salesReady), moment(model.updatedAt)])
    return { json: models, text: rows.length === 0 ? 'There are no rule models.' : layTable(columns, rows) }
  },
}
