import { Icon } from '#renderer/ui/icon.tsx'
import { problemLines } from './tile-size.ts'

/** What is wrong, in place; cut after two lines, the full sentence as tooltip. */
export function TileProblem({ sentence, width }: { readonly sentence: string; readonly width: number }) {
  return <p className={problemLines(sentence, width) === 2 ? 'tile-problem two' : 'tile-problem'} title={sentence}><Icon name="warn" size={14} /><span>{sentence}</span></p>
}
