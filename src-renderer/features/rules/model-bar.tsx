import { type RefObject, useEffect } from 'react'
import type { RuleDetail } from '#shared/contract/rules'
import { CONSENT_LEVELS, type RuleModel } from '#shared/domain/rules/tree'
import { describeNode } from '#shared/domain/rules/words'
import type { RuleContext } from '#shared/domain/rules/context'
import type { CanvasHandle } from '#renderer/canvas/use-handle.ts'
import { toPicture } from '#renderer/canvas/snapshot-shapes.ts'
import { themeColors } from '#renderer/canvas/snapshot-colors.ts'
import { pageMeasure, toPng } from '#renderer/canvas/snapshot-png.ts'
import { toSvg } from '#renderer/canvas/snapshot-svg.ts'
import { Button, IconButton } from '#renderer/ui/button.tsx'
import { useClock } from '#renderer/ui/format/clock.tsx'
import { moment } from '#renderer/ui/format/dates.ts'
import { Icon } from '#renderer/ui/icon.tsx'
import { saveFile } from '#renderer/ui/save-file.ts'
import type { Autosave } from './autosave.ts'
import type { CanvasCommands } from './canvas-acts.ts'
import { CanvasToolbar, UndoButtons } from './canvas-toolbar.tsx'
import { useModel, useModelStore } from './model-store.ts'
import { SaveNotice } from './model-save.tsx'
import type { FullScreen } from './use-full-screen.ts'

interface ModelBarProps {
  readonly detail: RuleDetail
  readonly autosave: Autosave
  readonly commands: CanvasCommands
  readonly canvas: RefObject<CanvasHandle | null>
  readonly fullScreen: FullScreen
  /** Is told where the commands of the text go, while the text is shown. */
  readonly textBar: (bar: HTMLElement | null) => void
}

/** Commands of the canvas at the left; whom the model scores, and when it was saved, at the right. */
export function ModelBar({ detail, autosave, commands, canvas, fullScreen, textBar }: ModelBarProps) {
  const store = useModelStore()
  const view = useModel((state) => state.view)
  const tree = useModel((state) => state.draft.tree)
  const known = useModel((state) => state.known)
  const readOnly = useModel((state) => state.readOnly)
  const audience = audienceWords(tree, known)
  const picture = (kind: 'svg' | 'png'): void => {
    const { drawing, draft } = store.getState()
    const shapes = toPicture(drawing, themeColors(), pageMeasure())
    const name = draft.tree.name || 'Scoring model'
    if (kind === 'svg') saveFile(`${name}.svg`, new Blob([toSvg(shapes, name)], { type: 'image/svg+xml' }))
    else toPng(shapes).then((blob) => saveFile(`${name}.png`, blob), () => store.acts.say('The picture could not be made'))
  }
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (!event.ctrlKey || !event.shiftKey || event.key.toLowerCase() !== 's') return
      event.preventDefault()
      picture('png')
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  })
  return (
    <>
      <div className="bar" role="toolbar" aria-label={view === 'canvas' ? 'Canvas' : 'Model'}>
        {view === 'canvas' && <CanvasToolbar commands={commands} canvas={canvas} onPicture={picture} />}
        {view !== 'canvas' && <UndoButtons />}
        {view === 'text' && <span className="sep" />}
        {view === 'text' && <div className="model-text-bar" ref={textBar} />}
        <IconButton icon={fullScreen.full ? 'shrink' : 'expand'} label={fullScreen.full ? 'Leave full screen' : 'Full screen'} title={fullScreen.full ? 'Leave full screen (Shift F)' : 'Full screen (Shift F)'} onClick={fullScreen.toggle} />
        <span className="grow" />
        <span className="t1 faint clip model-audience" title={audience}>{audience}</span>
        <Button small onClick={() => { store.acts.show({ panel: 'properties' }); store.acts.open('audience') }}>{readOnly ? 'Show' : 'Edit'}</Button>
        <span className="sep" />
        <SaveWords readOnly={readOnly} live={detail.live?.publishedAt ?? null} />
      </div>
      {readOnly && detail.live !== null && detail.draft === null && <p className="model-read-only" role="note"><Icon name="lock" size={14} />Live, so it can only be read. Edit begins a draft; this version goes on scoring until the draft replaces it.</p>}
      <SaveNotice modelId={detail.summary.id} autosave={autosave} />
    </>
  )
}

/** `Audience: State equals “open”, consent is Marketing or above` */
function audienceWords({ audience, settings }: RuleModel, { tables }: RuleContext): string {
  const conditions = audience.children.map((child) => describeNode(tables, 'lead', child))
  const all = conditions.length === 0 ? ['everyone'] : [conditions.join(audience.kind === 'all' ? ', ' : ' or ')]
  if (settings.minimumConsent !== null) all.push(`consent is ${CONSENT_LEVELS[settings.minimumConsent - 1] ?? settings.minimumConsent} or above`)
  if (settings.businessUnit !== null) all.push(`unit ${settings.businessUnit}`)
  return `Audience: ${all.join(', ')}`
}

function SaveWords({ readOnly, live }: { readonly readOnly: boolean; readonly live: number | null }) {
  const clock = useClock()
  const save = useModel((state) => state.save)
  const savedAt = useModel((state) => state.savedAt)
  if (readOnly) return <span className="t1 faint model-saved">{live === null ? 'Read only' : `Live since ${moment(live, clock).replace(/^[TY]/u, (letter) => letter.toLowerCase())}`}</span>
  const at = moment(savedAt, clock).replace(/^Today /u, '')
  const words = save.kind === 'saved' ? `Saved ${at}` : save.kind === 'failed' || save.kind === 'conflict' ? 'Not saved' : 'Saving'
  return <span className={save.kind === 'failed' || save.kind === 'conflict' ? 't1 warn model-saved' : 't1 faint model-saved'}>{words}</span>
}
