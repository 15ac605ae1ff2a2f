import { useCanvas } from './canvas-state.ts'

/** The condition under the pointer while it is dragged out of its tile. */
export function Carried() {
  const carried = useCanvas((state) => state.carried)
  const inside = useCanvas((state) => state.dropOn !== null)
  if (carried === null) return null
  return <div className="canvas-carried" style={{ transform: `translate(${carried.x}px, ${carried.y}px)` }}><b className="clip">{carried.title}</b><span>{inside ? 'moves in here' : 'becomes a tile of its own'}</span></div>
}
