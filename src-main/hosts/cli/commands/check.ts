import type { Command } from '../command.ts'
import { layTable } from '../layout.ts'
import { exactWords } from '../words.ts'

export const check: Command = {
  name: 'check',
  usage: 'check',
  summary: 'Check the workspace\'s integrity; exit code 1 when something is wrong.',
  options: {},
  async run({ words, open }) {
    exactWords(words, [])
    const session = await open()
    const verdict = await session.client.workspace.check()
    const table = layTable([{ title: 'Check' }, { title: 'Result' }, { title: 'Detail' }], verdict.checks.map((entry) => [entry.name, entry.ok ? 'ok' : 'WRONG', entry.detail]))
    const text = `${table}\n\n${verdict.ok ? 'The workspace is sound.' : 'The workspace is damaged. Restore a backup; until then change nothing.'}`
    return { json: verdict, text, exitCode: verdict.ok ? 0 : 1 }
  },
}
