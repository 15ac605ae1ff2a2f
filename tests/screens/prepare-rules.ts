import { readFileSync } from 'node:fs'
import { finished, openWorkspace } from '../support/workspace.ts'

/** The scoring models of resources/examples, in the order in which they get their numbers. */
export const EXAMPLES = ['whole-account', 'account-interest', 'engaged-contacts', 'fresh-engagement'] as const

/** The model that is live and has a draft as well. */
export const WITH_DRAFT = EXAMPLES.indexOf('fresh-engagement') + 1
/** A model that is live and can only be read. */
export const ONLY_LIVE = EXAMPLES.indexOf('engaged-contacts') + 1

export const exampleText = (name: (typeof EXAMPLES)[number]): string => readFileSync(new URL(`../../resources/examples/${name}.rules`, import.meta.url), 'utf8')

/** Puts the examples into the workspace, two of them live, one of these with a draft that gives other points. */
export async function prepareRules(folder: string, file: string): Promise<void> {
  const { client, close } = await openWorkspace({ folder, file })
  for (const name of EXAMPLES) await client.rules.putText({ text: exampleText(name) })
  for (const modelId of [EXAMPLES.indexOf('account-interest') + 1, ONLY_LIVE, WITH_DRAFT]) await finished(client, (await client.rules.publish({ modelId })).jobId)
  await client.rules.putText({ text: exampleText('fresh-engagement').replace('add 8 points', 'add 10 points').replace('add 15 points', 'add 20 points') })
  await close()
}
