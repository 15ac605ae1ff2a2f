import { addAccount, addContact, addSetup, customerCounts, type SampleOptions } from './company.ts'
import { streamFor } from './draw.ts'
import { leadAt } from './lead-plan.ts'
import { addLead } from './lead-rows.ts'
import { opportunitiesOf } from './opportunity-plan.ts'
import { addOpportunity } from './opportunity-rows.ts'
import { addRun } from './processes.ts'
import { RowSink, type SampleRows } from './rows.ts'

export const SAMPLE_COMPANY = 'Corvane Sales'

/** One piece of the sample company; tables stand parents before children. */
export interface SampleChunk {
  readonly tables: readonly SampleRows[]
  /** Leads made so far. */
  readonly leadsDone: number
}

const customersPerChunk = 2000
const leadsPerChunk = 500

/**
 * The sample company piece by piece, each small enough to hold in memory: users and processes, accounts,
 * contacts, then leads with all that belongs to them. The same options give the same rows on every machine.
 */
export function* sampleChunks(options: SampleOptions): Generator<SampleChunk, void, void> {
  const sink = new RowSink()
  addSetup(sink, options.now)
  yield { tables: sink.take(), leadsDone: 0 }

  const counts = customerCounts(options.leads)
  for (const [count, add] of [[counts.accounts, addAccount], [counts.contacts, addContact]] as const) {
    for (let index = 0; index < count; index += 1) {
      add(sink, options, index)
      if ((index + 1) % customersPerChunk === 0) yield { tables: sink.take(), leadsDone: 0 }
    }
    yield { tables: sink.take(), leadsDone: 0 }
  }

  let opportunityId = 0
  let runId = 0
  for (let index = 0; index < options.leads; index += 1) {
    const lead = leadAt(options, index)
    const random = streamFor(options.seed, 'rows', index)
    addLead(sink, random, lead, options.now)
    if (random.next() < 0.9) {
      runId += 1
      addRun(sink, random, runId, { process: 0, recordId: lead.id, createdAt: lead.createdAt, plannedEnd: lead.plannedClose, positive: lead.qualified, interest: lead.interest, now: options.now })
    }
    for (const opportunity of opportunitiesOf(options, lead, index)) {
      opportunityId += 1
      runId += 1
      addOpportunity(sink, random, opportunityId, opportunity, options.now)
      addRun(sink, random, runId, {
        process: 1, recordId: opportunityId, createdAt: opportunity.createdAt, plannedEnd: opportunity.plannedClose, positive: opportunity.won, interest: opportunity.interest, now: options.now,
      })
    }
    if ((index + 1) % leadsPerChunk === 0) yield { tables: sink.take(), leadsDone: index + 1 }
  }
  yield { tables: sink.take(), leadsDone: options.leads }
}
