import { find } from '#shared/domain/rules/tiles'
import type { RuleModel, RuleProblem } from '#shared/domain/rules/tree'
import { nodeTitle } from '#shared/domain/rules/words'
import { Button } from '#renderer/ui/button.tsx'
import { plural } from '#renderer/ui/format/numbers.ts'
import { Icon } from '#renderer/ui/icon.tsx'
import { Popover } from '#renderer/ui/popover.tsx'
import { Tag } from '#renderer/ui/tag.tsx'
import type { CanvasHandle } from '#renderer/canvas/use-handle.ts'
import { type ModelStore, useModel, useModelStore } from './model-store.ts'

/** Lists every problem; each leads to the tile that it belongs to. */
export function ModelProblems({ canvas }: { readonly canvas: () => CanvasHandle | null }) {
  const store = useModelStore()
  const problems = useModel((state) => state.problems)
  const tree = useModel((state) => state.draft.tree)
  const tables = useModel((state) => state.known.tables)
  const errors = problems.filter((problem) => problem.severity === 'error').length
  const badge = errors > 0 ? errors : problems.length
  return (
    <Popover
      label="Errors"
      width={380}
      position="bottom-end"
      target={({ opened, toggle }) => (
        <Button onClick={toggle} expanded={opened} hasPopup="dialog" label={`Check for errors: ${plural(errors, 'error')}, ${plural(problems.length - errors, 'warning')}`}>
          Check for errors {badge > 0 && <Tag tone="care">{badge}</Tag>}
        </Button>
      )}
    >
      {(close) => problems.length === 0 ? <p><span className="up"><Icon name="check" /></span> No errors. The draft can go live.</p> : (
        <>
          <p className="problem-head">{plural(errors, 'error')}{problems.length > errors && ` and ${plural(problems.length - errors, 'warning')}`}. {errors > 0 ? 'Errors must be mended before it goes live.' : 'A warning does not keep it from going live.'}</p>
          <ul className="problem-list">
            {problems.map((problem, index) => (
              <li key={`${problem.at}${problem.code}${index}`}>
                <button type="button" onClick={() => { close(); requestAnimationFrame(() => jumpTo(store, problem, canvas())) }}>
                  <Icon name={problem.severity === 'error' ? 'warn' : 'info'} />
                  <span><b>{ownerName(tree, problem.at, tables)}</b><span>{problem.sentence}</span></span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </Popover>
  )
}

function ownerName(tree: RuleModel, at: string, tables: Parameters<typeof nodeTitle>[0]): string {
  const found = find(tree, at)
  switch (found?.kind) {
    case 'node':
      return found.group === null ? 'Audience' : nodeTitle(tables, tree.target, found.node)
    case 'expression':
      return found.group === null ? 'Audience' : nodeTitle(tables, tree.target, found.node)
    case 'group':
      return found.group.condition.label || 'Condition'
    case 'action':
      return `Action of ${found.group.condition.label || 'a condition'}`
    case 'grade':
      return `Grade ${found.grade.name}`
    case undefined:
      return at === 'audience' ? 'Audience' : at === 'grades' ? 'Grades' : at === 'name' ? 'Name' : 'Settings'
  }
}

/** Shows where a problem is and puts the focus there. */
function jumpTo(store: ModelStore, problem: RuleProblem, canvas: CanvasHandle | null): void {
  const { acts } = store
  const { draft: { tree } } = store.getState()
  const found = find(tree, problem.at)
  // the text has all parts of the model, also those that stand in panels elsewhere
  if (store.getState().view === 'text') return acts.open(problem.at)
  if (found?.kind === 'grade' || problem.at === 'grades') return acts.show({ panel: 'grades' })
  if (problem.at === 'settings' || problem.at === 'name') return acts.show({ panel: 'settings' })
  const owner = found?.kind === 'group' ? found.group.condition.id : found?.kind === 'expression' ? found.node.id : problem.at
  const inAudience = problem.at === 'audience' || ((found?.kind === 'node' || found?.kind === 'expression') && found.group === null)
  acts.open(inAudience ? 'audience' : owner, problem.at)
  if (!inAudience) canvas?.show(owner)
}
