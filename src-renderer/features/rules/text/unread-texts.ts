import type { RuleModel } from '#shared/domain/rules/tree'

/** Texts that could not be read yet when people turned to another view, by model; they are there again as long as the model is the same. */
class UnreadTexts {
  private readonly kept = new Map<string, { readonly of: RuleModel; readonly text: string }>()

  keep(model: string, of: RuleModel, text: string): void {
    this.kept.set(model, { of, text })
  }

  of(model: string, tree: RuleModel): string | null {
    const found = this.kept.get(model)
    return found?.of === tree ? found.text : null
  }

  forget(model: string): void {
    this.kept.delete(model)
  }
}

export const unreadTexts = new UnreadTexts()
