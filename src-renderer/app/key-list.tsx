import { Modal } from '@mantine/core'
import type { Hint } from '#renderer/ui/hint-strip.tsx'
import { useKeyHelp } from '#renderer/ui/keys.ts'
import { hidePrompt, usePrompts } from './use-prompts.ts'

const EVERYWHERE: readonly Hint[] = [
  { keys: ['Ctrl', 'K'], does: 'search everything' },
  { keys: ['?'], does: 'this list' },
  { keys: ['Tab'], does: 'next control' },
  { keys: ['Esc'], does: 'close what is open' },
]

/** Every key of the page and of the application. */
export function KeyList() {
  const opened = usePrompts((store) => store.open === 'keys')
  const { page, hints } = useKeyHelp()
  return (
    <Modal opened={opened} onClose={hidePrompt} title="Keys" size={560} transitionProps={{ duration: 0 }} closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className="key-list">
        {hints.length > 0 && <h3>{page}</h3>}
        <Keys hints={hints} />
        <h3>Everywhere</h3>
        <Keys hints={EVERYWHERE} />
      </div>
    </Modal>
  )
}

function Keys({ hints }: { readonly hints: readonly Hint[] }) {
  const half = Math.ceil(hints.length / 2)
  return [hints.slice(0, half), hints.slice(half)].map((column, index) => (
    <ul key={index}>{column.map((hint) => <li key={hint.does}>{hint.does}<span>{hint.keys.map((key) => <kbd key={key}>{key}</kbd>)}</span></li>)}</ul>
  ))
}
