import type { RuleContext } from '../context.ts'
import { NO_SETTINGS, type RuleModel } from '../tree.ts'
import { Document } from './document.ts'
import { readSection, type Draft } from './read-section.ts'
import type { Span, Spans, Trouble, Wish } from './reader.ts'
import { tokenize, type Line, type TextProblem } from './tokens.ts'

interface Read<Model> {
  readonly model: Model
  readonly problems: readonly TextProblem[]
  /** Where the parts of the model are written, by the ids that they have in it. */
  readonly spans: Spans
}

/** Reads a model from its text form. The model is null as soon as there is one problem, so that nothing is ever saved but what was meant. */
export function parseRules(text: string, known: RuleContext): Read<RuleModel | null> {
  const { model, problems, spans } = readRules(text, known)
  return { model: problems.length === 0 ? model : null, problems, spans }
}

/** The best reading of a text, for previews while it is being typed; what could not be read is left out of the model and reported, in the order of the text. */
export function readRules(text: string, known: RuleContext, wish: Wish | null = null): Read<RuleModel> {
  const { lines, problems } = tokenize(text)
  const troubles: Trouble[] = []
  const spans = new Map<string, Span>()
  let last = 0
  const nextId = (): string => {
    last += 1
    return `n${last}`
  }
  const draft: Draft = {
    name: '', description: '', target: 'lead', audience: { kind: 'all', id: nextId(), label: '', children: [] }, groups: [], grades: [], settings: { ...NO_SETTINGS }, said: new Set(),
  }
  const document = new Document(text, joined(lines), troubles, wish, spans, known, nextId)
  while (!document.done) readSection(document, draft)
  if (!draft.said.has('model') && wish === null) troubles.push({ from: 0, to: lines[0]?.to ?? 0, sentence: 'A model begins with its name and whom it is about: Model "Name" for leads, for contacts or for accounts.' })
  const { said: _said, ...model } = draft
  const all = [...problems, ...troubles.map((trouble) => ({ ...trouble, line: lineAt(text, trouble.from) }))]
  return { model, problems: all.sort((one, other) => one.from - other.from || one.to - other.to), spans }
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

/** Lines that begin with "where" or "and" go on with the line above. */
function joined(lines: readonly Line[]): readonly Line[] {
  const whole: Line[] = []
  for (const line of lines) {
    const above = whole.at(-1)
    const first = line.tokens[0]
    const goesOn = first?.kind === 'word' && (first.value === 'where' || first.value === 'and')
    if (goesOn && above !== undefined) whole[whole.length - 1] = { ...above, tokens: [...above.tokens, ...line.tokens], to: line.to }
    else whole.push(line)
  }
  return whole
}
