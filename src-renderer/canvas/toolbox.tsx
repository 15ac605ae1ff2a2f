import type { DragEvent } from 'react'
import { cx } from '#renderer/ui/cx.ts'
import type { IconName } from '#renderer/ui/icon-paths.ts'
import { Icon } from '#renderer/ui/icon.tsx'
import { TOOL_TYPE } from './use-drops.ts'

export interface ToolEntry {
  readonly id: string
  readonly label: string
  readonly icon: IconName
  readonly tone?: 'plus' | undefined
  readonly hotkey?: string | undefined
  readonly detail?: string | undefined
}

/** A tool: dragged to the canvas, or pressed to put its tile where there is room. `onDragged` is told whether it was dropped where it could be. */
export function Tool({ tool, onUse, onDragged }: { readonly tool: ToolEntry; readonly onUse: () => void; readonly onDragged?: (dropped: boolean) => void }) {
  const start = (event: DragEvent): void => {
    event.dataTransfer.setData(TOOL_TYPE, tool.id)
    event.dataTransfer.effectAllowed = 'copy'
    // what the tool lies in may cover the canvas; it is hidden once the browser has its picture of the tool
    setTimeout(() => { document.body.dataset['tool'] = '' })
  }
  const end = (event: DragEvent): void => {
    delete document.body.dataset['tool']
    onDragged?.(event.dataTransfer.dropEffect !== 'none')
  }
  return (
    <button type="button" className="tool" draggable onDragStart={start} onDragEnd={end} onClick={onUse} title={tool.detail ?? `${tool.label}: drag it to the canvas`}>
      <span className={cx('tile-mark', tool.tone)}><Icon name={tool.icon} /></span>
      <span className="grow clip">{tool.label}</span>
      {tool.hotkey !== undefined && <kbd>{tool.hotkey}</kbd>}
    </button>
  )
}
