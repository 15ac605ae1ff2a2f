import type { Model, Version } from './model-header.tsx'

/** Said before a model with a poor verdict is published. */
export const POOR = 'Its verdict is Not ready: it ranks little better than chance, so look at its numbers first.'

interface PublishWords {
  readonly verb: 'Publish' | 'Restore'
  /** Why it cannot be published now, null when it can. */
  readonly off: string | null
  /** What it does. */
  readonly sentence: string
}

/** What can be done with a version: a trained one is published, one that was replaced or set aside is restored. */
export function publishWords(model: Pick<Model, 'published' | 'latest'>, version: Pick<Version, 'state' | 'number' | 'report'>): PublishWords {
  const verb = version.state === 'retired' ? 'Restore' : 'Publish'
  const instead = model.published ? `Version ${version.number} scores instead of version ${model.published.version}, which is kept.` : `Version ${version.number} begins to score.`
  const poor = version.report?.verdict === 'not_ready' ? ` ${POOR}` : ''
  return { verb, off: whyNot(model, version), sentence: `${instead}${poor}` }
}

function whyNot(model: Pick<Model, 'latest'>, { state, number, report }: Pick<Version, 'state' | 'number' | 'report'>): string | null {
  switch (state) {
    case 'published':
      return `Version ${number} is published; retrain or edit first`
    case 'training':
    case 'failed':
    case 'cancelled':
      return `Version ${number} is not trained`
    case 'trained':
    case 'retired':
      if (report?.verdict === 'no_signal') return 'It found no usable signal'
      return model.latest?.state === 'training' ? 'It is being trained; wait until that is done' : null
  }
}
