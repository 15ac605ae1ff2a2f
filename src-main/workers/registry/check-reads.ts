import { checkScores, scoredWithoutSubject, type CheckedScores, type SubjectRange } from '#main/db/rules/check-scores'
import { liveRules } from '#main/db/rules/live-rules'
import { rangeEnds } from '#main/db/rules/score-rules'
import type { StoredRules } from '#main/db/rules/types'
import type { ReadDb } from '#main/db/handles'
import type { CallContext, Read } from '../context.ts'

/** A version that is no longer live has nothing that differs. */
const ofLive = <Input, Output>(read: (db: ReadDb, model: StoredRules, input: Input, context: CallContext) => Output, none: Output): Read<Input & { versionId: number }, Output> =>
  (db, input, context) => {
    const model = liveRules(db).find((live) => live.versionId === input.versionId)
    return model === undefined ? none : read(db, model, input, context)
  }

/** The named reads of the threads of a full rescoring, which load nothing else: to read the code of all reads takes longer than to compare many thousand scores. */
export const checkReads = {
  'rules.ends': ofLive((db, { tree }, { limit }: { limit: number }) => rangeEnds(db, tree, limit), []),
  'rules.differing': ofLive<SubjectRange, CheckedScores>(checkScores, { scored: 0, differing: [] }),
  'rules.withoutSubject': ofLive(scoredWithoutSubject, []),
} as const
