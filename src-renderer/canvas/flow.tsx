import '@xyflow/react/dist/base.css'
import './canvas.css'
import './tile.css'
import { Background, BackgroundVariant, ConnectionLineType, MiniMap, ReactFlow, ReactFlowProvider, SelectionMode } from '@xyflow/react'
import { type ClipboardEvent, type KeyboardEvent, memo, type ReactNode, type Ref, useRef } from 'react'
import { Carried } from './carried.tsx'
import { CanvasContext, type CanvasActs } from './canvas-state.ts'
import { useMapChoice } from './map-choice.ts'
import { TILE_NODES, type TileNode } from './tile-nodes.tsx'
import { GRID } from './tile-size.ts'
import type { Drawing } from './tile-view.ts'
import { useCanvasStore } from './use-canvas-store.ts'
import { useDrops } from './use-drops.ts'
import { useFlowEvents } from './use-flow-events.ts'
import { type CanvasHandle, useCanvasHandle } from './use-handle.ts'
import { usePointerFocus } from './use-pointer-focus.ts'
import { LARGEST_ZOOM, SMALLEST_ZOOM } from './viewport.ts'
import { ZoomBar } from './zoom-bar.tsx'

interface CanvasProps {
  readonly drawing: Drawing
  readonly selected: readonly string[]
  /** The tile that keys act on; it is read out while the canvas has the focus. */
  readonly active: string | null
  readonly readOnly: boolean
  /** The counts are of an older tree and will be replaced. */
  readonly stale: boolean
  readonly label: string
  readonly acts: CanvasActs
  readonly onKeyDown: (event: KeyboardEvent) => void
  readonly onCopy: (event: ClipboardEvent) => void
  readonly onCut?: ((event: ClipboardEvent) => void) | undefined
  readonly onPaste?: ((event: ClipboardEvent) => void) | undefined
  readonly handle: Ref<CanvasHandle>
  /** What floats over it. */
  readonly children?: ReactNode
}

const SNAP: [number, number] = [GRID, GRID]
const MULTI = ['Control', 'Meta', 'Shift']
const PAN_BUTTONS = [1, 2]

/** The canvas: one stop of the Tab key; arrows move inside it. Wheel pans, Ctrl and wheel zoom, dragging on empty ground selects. */
export function Canvas(props: CanvasProps) {
  return <ReactFlowProvider><Sheet {...props} /></ReactFlowProvider>
}

function Sheet({ drawing, selected, active, readOnly, stale, label, acts, onKeyDown, onCopy, onCut, onPaste, handle, children }: CanvasProps) {
  const root = useRef<HTMLDivElement>(null)
  const store = useCanvasStore({ acts, selected, active, readOnly, drawing })
  const { parts, events } = useFlowEvents(store, drawing, selected)
  const drops = useDrops(store)
  const first = useCanvasHandle(handle, root, store)
  usePointerFocus(root)
  return (
    <CanvasContext value={store}>
      <ReactFlow<TileNode>
        ref={root}
        className={`canvas${stale ? ' stale' : ''}${readOnly ? ' read-only' : ''}`}
        nodes={parts.nodes}
        edges={parts.edges}
        nodeTypes={TILE_NODES}
        {...events}
        {...drops}
        onInit={first}
        snapToGrid
        snapGrid={SNAP}
        minZoom={SMALLEST_ZOOM}
        maxZoom={LARGEST_ZOOM}
        nodesDraggable={!readOnly}
        nodesConnectable={!readOnly}
        edgesReconnectable={!readOnly}
        nodesFocusable={false}
        edgesFocusable={false}
        disableKeyboardA11y
        selectNodesOnDrag={false}
        selectionOnDrag
        selectionMode={SelectionMode.Partial}
        panOnScroll
        panOnDrag={PAN_BUTTONS}
        zoomOnDoubleClick={false}
        zoomActivationKeyCode={MULTI.slice(0, 2)}
        multiSelectionKeyCode={MULTI}
        deleteKeyCode={null}
        selectionKeyCode={null}
        panActivationKeyCode={null}
        connectionLineType={ConnectionLineType.SmoothStep}
        connectionRadius={36}
        reconnectRadius={12}
        elevateNodesOnSelect={false}
        onlyRenderVisibleElements={drawing.tiles.length > 60}
        proOptions={PRO}
        tabIndex={0}
        aria-label={label}
        aria-activedescendant={active === null ? undefined : `tile-${active}`}
        onKeyDown={onKeyDown}
        onCopy={onCopy}
        onCut={onCut}
        onPaste={onPaste}
      >
        <Ground />
      </ReactFlow>
      <ZoomBar handle={handle} />
      <Carried />
      {children}
    </CanvasContext>
  )
}

/** The attribution of React Flow stands in the licences of the application. */
const PRO = { hideAttribution: true }

const minimapClass = (node: TileNode): string => (node.type === 'condition' ? 'map-condition' : node.data.tile.sign === 'plus' ? 'map-plus' : 'map-less')

const Ground = memo(function Ground() {
  const { shown } = useMapChoice()
  return (
    <>
      <Background variant={BackgroundVariant.Dots} gap={GRID} size={1.6} offset={GRID / 2} />
      {shown && <MiniMap<TileNode> className="canvas-map" position="bottom-right" pannable zoomable nodeClassName={minimapClass} nodeBorderRadius={12} ariaLabel="Minimap" style={{ width: 168, height: 104 }} offsetScale={4} />}
    </>
  )
})
