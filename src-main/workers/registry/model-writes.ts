import { quickSetup, saveModelOptions } from '#main/db/queries/models-first'
import { beginRetraining, revertModel, setRetraining } from '#main/db/queries/retrain-write'
import type { Write } from '../context.ts'

const retrain: Write<Parameters<typeof beginRetraining>[1], { jobId: number }> = (db, input, context) => {
  for (const topic of ['models', 'jobs'] as const) context.changed(topic)
  return beginRetraining(db, input, context)
}

const retraining: Write<Parameters<typeof setRetraining>[1], ReturnType<typeof setRetraining>> = (db, input, context) => {
  context.changed('models')
  return setRetraining(db, input, context)
}

const revert: Write<{ modelId: number }, ReturnType<typeof revertModel>> = (db, input, context) => {
  context.changed('models')
  return revertModel(db, input, context)
}

const quick: Write<Parameters<typeof quickSetup>[1], ReturnType<typeof quickSetup>> = (db, input, context) => {
  for (const topic of ['models', 'jobs'] as const) context.changed(topic)
  return quickSetup(db, input, context)
}

const saveOptions: Write<Parameters<typeof saveModelOptions>[1], ReturnType<typeof saveModelOptions>> = (db, input, context) => {
  context.changed('models')
  return saveModelOptions(db, input, context)
}

/** The named writes that keep models up to date and set up first ones. */
export const modelWrites = {
  'predictive.retrain': retrain,
  'predictive.setRetraining': retraining,
  'predictive.revert': revert,
  'predictive.quickSetup': quick,
  'predictive.saveOptions': saveOptions,
} as const
