import { Fragment, memo, type MouseEvent } from 'react'
import { cx } from '#renderer/ui/cx.ts'
import { Icon } from '#renderer/ui/icon.tsx'
import { useCanvas } from './canvas-state.ts'
import { useCarry } from './use-carry.ts'
import { childLabel } from './tile-label.ts'
import { TileProblem } from './tile-problem.tsx'
import type { BranchView, ChildView, LeafView } from './tile-view.ts'

const INSET = 14

/** The conditions of a branch with "and" or "or" between them; the word is a button that changes it. */
export function BranchBody({ branch, width }: { readonly branch: BranchView; readonly width: number }) {
  if (branch.children.length === 0) return <div className="tile-list"><p className="tile-empty">Drop a condition here</p></div>
  return (
    <div className="tile-list">
      {branch.children.map((child, index) => (
        <Fragment key={child.id}>
          {index > 0 && <JoinWord branchId={branch.id} word={branch.join} />}
          <Child child={child} width={width - INSET} />
        </Fragment>
      ))}
    </div>
  )
}

function JoinWord({ branchId, word }: { readonly branchId: string; readonly word: 'and' | 'or' }) {
  const readOnly = useCanvas((state) => state.readOnly)
  const acts = useCanvas((state) => state.acts)
  if (readOnly) return <span className="tile-join">{word}</span>
  const change = (event: MouseEvent): void => { event.stopPropagation(); acts.onJoin(branchId) }
  return <button type="button" tabIndex={-1} className="tile-join nodrag" title={word === 'and' ? 'All must hold; click for any' : 'Any may hold; click for all'} onClick={change}>{word}</button>
}

const Child = memo(function Child({ child, width }: { readonly child: ChildView; readonly width: number }) {
  return child.kind === 'leaf' ? <Leaf leaf={child} width={width} /> : <Branch branch={child} width={width} />
})

/** Classes and clicks that every part of a tile shares. */
function usePart(child: ChildView) {
  const { id } = child
  const onPointerDown = useCarry(child)
  const carried = useCanvas((state) => state.carried?.id === id)
  const selected = useCanvas((state) => state.selected.has(id))
  const active = useCanvas((state) => state.active === id)
  const dropOn = useCanvas((state) => state.dropOn === id)
  const acts = useCanvas((state) => state.acts)
  const all = useCanvas((state) => state.selected)
  const onClick = (event: MouseEvent): void => {
    event.stopPropagation()
    const others = [...all].filter((other) => other !== id)
    const adds = event.ctrlKey || event.metaKey || event.shiftKey
    acts.onSelect(adds ? (all.has(id) ? others : [...others, id]) : [id])
  }
  const onDoubleClick = (event: MouseEvent): void => { event.stopPropagation(); acts.onOpen(id) }
  return { className: cx(selected && 'selected', active && 'active', dropOn && 'drop', carried && 'carried'), attributes: { id: `tile-${id}`, 'data-tile': id, role: 'group', onPointerDown, onClick, onDoubleClick } as const }
}

function Leaf({ leaf, width }: { readonly leaf: LeafView; readonly width: number }) {
  const part = usePart(leaf)
  return (
    <div className={cx('tile-leaf nodrag', leaf.problem !== null && 'wrong', part.className)} {...part.attributes} aria-label={childLabel(leaf)}>
      <div className="tile-row"><b className="clip">{leaf.title}</b><span className="tile-count">{leaf.count}</span></div>
      {leaf.lines.map((line, index) => <p key={index} className="clip" title={line}>{line}</p>)}
      {leaf.problem !== null && <TileProblem sentence={leaf.problem} width={width} />}
    </div>
  )
}

function Branch({ branch, width }: { readonly branch: BranchView; readonly width: number }) {
  const part = usePart(branch)
  const acts = useCanvas((state) => state.acts)
  const toggle = (event: MouseEvent): void => { event.stopPropagation(); acts.onCollapse(branch.id) }
  return (
    <div className={cx('tile-branch nodrag', branch.problem !== null && 'wrong', part.className)} {...part.attributes} aria-label={childLabel(branch)}>
      <div className="tile-row">
        <b className="clip">{branch.title}</b>
        {branch.collapsed && <span className="tag">{branch.conditions === 1 ? '1 condition' : `${branch.conditions} conditions`}</span>}
        <span className="tile-count">{branch.count}</span>
        <button type="button" tabIndex={-1} className="tile-chevron nodrag" title={branch.collapsed ? 'Expand (Space)' : 'Collapse (Space)'} onClick={toggle}><Icon name={branch.collapsed ? 'right' : 'down'} label={branch.collapsed ? 'Expand' : 'Collapse'} /></button>
      </div>
      {branch.problem !== null && <TileProblem sentence={branch.problem} width={width} />}
      {!branch.collapsed && <BranchBody branch={branch} width={width} />}
    </div>
  )
}
