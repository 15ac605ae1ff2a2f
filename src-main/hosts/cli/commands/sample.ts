import type { Command } from '../command.ts'
import { followJob, followRest } from '../follow-job.ts'
import { count, layFacts } from '../layout.ts'
import { exactWords, numberOption } from '../words.ts'

export const sample: Command = {
  name: 'sample',
  usage: 'sample [--leads N] [--seed S]',
  summary: 'Fill the workspace with the sample company, dated relative to now.',
  options: { leads: { type: 'string' }, seed: { type: 'string' } },
  optionLines: ['--leads N   leads to make, 200 to 2,000,000; 6,000 when left out', '--seed S    same seed, same company; 1 when left out'],
  async run({ words, values, open }) {
    exactWords(words, [])
    const leads = numberOption(values, 'leads', 200, 2_000_000)
    const seed = numberOption(values, 'seed', 0)
    const session = await open()
    const { jobId } = await session.client.workspace.createSample({ ...(leads === undefined ? {} : { leads }), ...(seed === undefined ? {} : { seed }) })
    const job = await followJob(session, jobId)
    await followRest(session)
    const { counts, file } = await session.client.workspace.info()
    const facts = [
      ['Workspace', file],
      ['Leads', `${count(counts.leads)}, ${count(counts.openLeads)} open`],
      ['Opportunities', `${count(counts.opportunities)}, ${count(counts.openOpportunities)} open`],
      ['Accounts', count(counts.accounts)],
      ['Contacts', count(counts.contacts)],
      ['Interactions', count(counts.interactions)],
    ] as const
    return { json: { workspace: file, counts, result: job.result }, text: layFacts(facts) }
  },
}
