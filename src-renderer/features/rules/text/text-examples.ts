import type { RuleContext } from '#shared/domain/rules/context'
import { emptyModel } from '#shared/domain/rules/edit'
import { recipesFor } from '#shared/domain/rules/recipes'
import { printRules } from '#shared/domain/rules/text/print'
import type { BranchNode, ConditionNode, RuleAction, RuleTarget } from '#shared/domain/rules/tree'

export interface TextExample {
  readonly key: string
  /** What the example shows. */
  readonly title: string
  /** One group as it is written, without a line end behind it. */
  readonly text: string
}

/** Groups that show how each kind of rule is written, in the words of this workspace; they are printed like the model itself, so that all of them can be read. */
export function textExamples(target: RuleTarget, known: RuleContext): readonly TextExample[] {
  const recipes = new Map(recipesFor(target).map(({ key, node }) => [key, node]))
  const [clicked, often, form, silent] = ['clicked_mail', 'frequent_visitor', 'form', 'silent'].map((key) => recipes.get(key))
  const attribute = recipes.get('senior') ?? recipes.get('large')
  const written = (key: string, title: string, label: string, nodes: readonly (ConditionNode | undefined)[], action: Partial<RuleAction> & { readonly points: number }): TextExample[] => {
    const children = nodes.flatMap((node) => (node === undefined ? [] : [{ ...node, label: '' }]))
    const [only] = children
    if (only === undefined) return []
    const isBranch = children.length === 1 && (only.kind === 'all' || only.kind === 'any')
    const condition: BranchNode = isBranch ? { ...only, label } : { kind: 'all', id: 'group', label, children }
    return [{ key, title, text: groupText(target, known, condition, { id: 'action', cap: null, decay: null, ...action }) }]
  }
  return [
    ...written('each', 'Points every time', 'Clicks', [clicked], { points: 5 }),
    ...written('least', 'Once, when it happened often enough', 'Visits often', [often], { points: 10 }),
    ...written('limits', 'A limit, and points that fade', 'Forms', [form], { points: 12, cap: 36, decay: { percent: 20, days: 30 } }),
    ...written('attribute', 'What is known about the record', attribute?.label ?? '', [attribute], { points: 10 }),
    ...written('all', 'Several things together', 'Visits and writes', [often, form], { points: 15 }),
    ...written('none', 'Fewer points for what did not happen', 'Silent', [silent], { points: -10 }),
  ]
}

function groupText(target: RuleTarget, known: RuleContext, condition: BranchNode, action: RuleAction): string {
  const text = printRules({ ...emptyModel('Example', target), groups: [{ id: 'example', condition, action }] }, known)
  return text.slice(text.indexOf('When ')).trimEnd()
}

/** The text with the example as its last group, before the grades, and where the example stands in it. */
export function withExample(text: string, example: string): { readonly text: string; readonly from: number; readonly to: number } {
  const grades = /^Grades[ \t]*$/imu.exec(text)?.index ?? text.length
  const [before, after] = [text.slice(0, grades).trimEnd(), text.slice(grades).trimStart()]
  const from = before === '' ? 0 : before.length + 2
  return { text: `${before}${before === '' ? '' : '\n\n'}${example}\n${after === '' ? '' : `\n${after}`}`, from, to: from + example.length }
}
