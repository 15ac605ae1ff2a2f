import { Handle, type Node, type NodeProps, Position } from '@xyflow/react'
import { memo, type MouseEvent } from 'react'
import { cx } from '#renderer/ui/cx.ts'
import { Icon } from '#renderer/ui/icon.tsx'
import { BranchBody } from './branch-body.tsx'
import { useCanvas } from './canvas-state.ts'
import { tileLabel } from './tile-label.ts'
import { TileProblem } from './tile-problem.tsx'
import { CONDITION_WIDTH, ACTION_WIDTH, portOf, tileSize } from './tile-size.ts'
import type { ActionTile, ConditionTile } from './tile-view.ts'

interface TileData extends Record<string, unknown> {
  /** Words of the tile at the other end of its line. */
  readonly joined: string | null
}
export type ConditionNode = Node<TileData & { readonly tile: ConditionTile }, 'condition'>
export type ActionNode = Node<TileData & { readonly tile: ActionTile }, 'action'>
export type TileNode = ConditionNode | ActionNode

function useTile(id: string): { readonly className: string; readonly port: boolean } {
  const selected = useCanvas((state) => state.selected.has(id))
  const active = useCanvas((state) => state.active === id)
  const dropOn = useCanvas((state) => state.dropOn === id)
  const port = useCanvas((state) => !state.readOnly)
  return { className: cx(selected && 'selected', active && 'active', dropOn && 'drop'), port }
}

const ConditionNodeView = memo(function ConditionNodeView({ data }: NodeProps<ConditionNode>) {
  const { tile, joined } = data
  const { branch } = tile
  const { className, port } = useTile(tile.id)
  const acts = useCanvas((state) => state.acts)
  const toggle = (event: MouseEvent): void => { event.stopPropagation(); acts.onCollapse(tile.id) }
  return (
    <div className={cx('tile', 'condition', branch.collapsed && 'collapsed', branch.problem !== null && 'wrong', className)} id={`tile-${tile.id}`} data-tile={tile.id} role="group" aria-label={tileLabel(tile, joined)}>
      <header>
        <span className="tile-mark"><Icon name="condition" /></span>
        <span className="grow clip" title={branch.title}>{branch.title}</span>
        {branch.collapsed && <span className="tag">{branch.conditions === 1 ? '1 condition' : `${branch.conditions} conditions`}</span>}
        <span className="tile-count">{branch.count}</span>
        <button type="button" tabIndex={-1} className="tile-chevron nodrag" title={branch.collapsed ? 'Expand (Space)' : 'Collapse (Space)'} onClick={toggle}><Icon name={branch.collapsed ? 'right' : 'down'} label={branch.collapsed ? 'Expand' : 'Collapse'} /></button>
      </header>
      {branch.problem !== null && <TileProblem sentence={branch.problem} width={CONDITION_WIDTH} />}
      {!branch.collapsed && <BranchBody branch={branch} width={CONDITION_WIDTH} />}
      <Handle type="source" position={Position.Right} isConnectable={port} className={joined === null ? undefined : 'joined'} style={{ top: portOf(tileSize(tile)) - 1 }} />
    </div>
  )
})

const ActionNodeView = memo(function ActionNodeView({ data }: NodeProps<ActionNode>) {
  const { tile, joined } = data
  const { className, port } = useTile(tile.id)
  return (
    <div className={cx('tile', 'act', tile.problem !== null && 'wrong', className)} id={`tile-${tile.id}`} data-tile={tile.id} role="group" aria-label={tileLabel(tile, joined)}>
      <header><span className={cx('tile-mark', tile.sign)}><Icon name="action" /></span><span className="grow clip">{tile.title}</span><span className="tile-count">{tile.count}</span></header>
      <p className="tile-line" title={tile.line}>{tile.line}</p>
      {tile.problem !== null && <TileProblem sentence={tile.problem} width={ACTION_WIDTH} />}
      <Handle type="target" position={Position.Left} isConnectable={port} className={joined === null ? undefined : 'joined'} style={{ top: portOf(tileSize(tile)) - 1 }} />
    </div>
  )
})

/** Constant, so that no tile is made anew when the canvas is drawn again. */
export const TILE_NODES = { condition: ConditionNodeView, action: ActionNodeView }
