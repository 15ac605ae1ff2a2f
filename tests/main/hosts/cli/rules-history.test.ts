import { describe, expect, it } from 'vitest'
import { modelConfigSchema } from '#shared/contract/predictive'
import type { RuleBacktest, RuleSuggestion } from '#shared/contract/index'
import { modelTrain } from '#main/hosts/cli/commands/model'
import { rulesBacktest, rulesSuggest } from '#main/hosts/cli/commands/rules-history'
import { sampleSession } from '../../../support/command-line.ts'

const { run, session } = sampleSession('history', 450)

// In order: each command works on what the ones before it have left.
describe('rules and history on the command line', () => {
  it('say what is missing', async () => {
    await expect(run(rulesSuggest, [])).rejects.toThrow('no trained predictive model of leads yet')
    await expect(run(rulesSuggest, ['now'])).rejects.toThrow('"now" is not expected here')
    await expect(run(rulesSuggest, [], { model: 'Nobody' })).rejects.toThrow('There is no model Nobody')
    await expect(run(rulesBacktest, [])).rejects.toThrow("The rule model's number or name is missing")
    await expect(run(rulesBacktest, ['Nobody'])).rejects.toThrow('There is no rule model Nobody')
  })

  it('suggest a draft from a model by its name, and tell what was lost', async () => {
    await session().client.predictive.create({ entity: 'lead', name: 'First', config: modelConfigSchema.parse({ bags: 2 }) })
    await run(modelTrain, ['First'])
    const { json, text } = await run(rulesSuggest, [], { model: 'First' })
    const made = json as RuleSuggestion
    expect(text).toContain(`Rule model ${made.modelId}, First as rules, is a draft with ${made.groups} groups.`)
    expect(text).toContain(`AUC ${made.predictiveAuc.toFixed(3)} of First, version 1, and ${made.rulesAuc.toFixed(3)} of the rules`)
    expect((await session().client.rules.get({ modelId: made.modelId })).summary).toMatchObject({ name: 'First as rules', state: 'draft' })
  }, 60_000)

  it('judge it by history, with every group', async () => {
    const { json, text } = await run(rulesBacktest, ['First as rules'])
    const report = json as RuleBacktest
    expect(text).toContain(`${report.auc.toFixed(3)} (95 %: ${report.aucLow.toFixed(3)} to ${report.aucHigh.toFixed(3)})`)
    expect(text).toContain(`${report.leads} of ${report.closed} closed leads, ${report.positives} qualified`)
    for (const { label, sentence } of report.groups) expect(text).toMatch(new RegExp(`${label.replaceAll(/[^\w ]/gu, '.')}.*${sentence.replaceAll(/[^\w ]/gu, '.')}`, 'u'))
    for (const { name } of report.grades) expect(text).toContain(name ?? 'no grade')
  })
})
