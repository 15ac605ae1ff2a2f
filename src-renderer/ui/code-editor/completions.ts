import type { CompletionContext, CompletionResult, CompletionSource } from '@codemirror/autocomplete'

export interface Completions {
  /** Where the word that is completed begins. */
  readonly from: number
  readonly choices: readonly { readonly label: string; readonly detail: string; readonly insert: string }[]
}

/** Offers what fits at the caret: while a word is typed, behind a period, and whenever it is asked for. */
export function completionSource(complete: (text: string, offset: number) => Completions): CompletionSource {
  return (context: CompletionContext): CompletionResult | null => {
    const before = context.state.doc.sliceString(Math.max(0, context.pos - 1), context.pos)
    if (!context.explicit && !/[\p{L}\p{N}._]/u.test(before)) return null
    const { from, choices } = complete(context.state.doc.toString(), context.pos)
    if (choices.length === 0) return null
    return { from, options: choices.map((choice, index) => ({ label: choice.label, detail: choice.detail, apply: choice.insert, boost: -index })), filter: false }
  }
}
