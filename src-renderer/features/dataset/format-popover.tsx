import { useMemo, useState } from 'react'
import type { Inspection } from '#shared/contract/index'
import { DECIMAL_STYLES, ENCODINGS } from '#shared/domain/dataset/mapping'
import { Button } from '#renderer/ui/button.tsx'
import { Popover } from '#renderer/ui/popover.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { DECIMAL_WORDS, ENCODING_WORDS, LINE_END_WORDS } from './format-words.ts'
import { changeFormat } from './import-actions.ts'

type Format = Inspection['format']

const SEPARATORS = [',', ';', '\t', '|', ':', ' '] as const
const SEPARATOR_NAMES: Readonly<Record<string, string>> = { ',': 'Comma ,', ';': 'Semicolon ;', '\t': 'Tab', '|': 'Bar |', ':': 'Colon :', ' ': 'Space' }
const QUOTES = ['"', "'"] as const
const LINE_ENDS = ['crlf', 'lf', 'cr', 'crcrlf'] as const

const words = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Overrules what was found about the file; it is read again at once. */
export function FormatPopover({ format, busy }: { readonly format: Format; readonly busy: boolean }) {
  const [draft, setDraft] = useState(format)
  const zones = useMemo(() => [...new Set([format.timeZone, 'UTC', ...Intl.supportedValuesOf('timeZone')])].map((zone) => ({ value: zone, label: zone })), [format.timeZone])
  const set = (change: Partial<Format>): void => setDraft((now) => ({ ...now, ...change }))
  return (
    <Popover label="How the file is read" width={300} target={({ opened, toggle }) => <Button variant="ghost" small onClick={toggle} expanded={opened} hasPopup="dialog" busy={busy}>Change</Button>}>
      {(close) => (
        <form className="stack" onSubmit={(event) => { event.preventDefault(); close(); void changeFormat(draft) }}>
          <SelectField label="Encoding" value={draft.encoding} choices={ENCODINGS.map((value) => ({ value, label: ENCODING_WORDS[value] }))} onChange={(value) => set({ encoding: ENCODINGS.find((name) => name === value) ?? draft.encoding })} />
          <SelectField label="Separator between columns" value={draft.delimiter} choices={[...new Set([draft.delimiter, ...SEPARATORS])].map((value) => ({ value, label: SEPARATOR_NAMES[value] ?? value }))} onChange={(value) => set({ delimiter: value ?? draft.delimiter })} />
          <SelectField label="Quote around text" value={draft.quote} choices={[...new Set([draft.quote, ...QUOTES])].map((value) => ({ value, label: value }))} onChange={(value) => set({ quote: value ?? draft.quote })} />
          <SelectField label="End of a line" value={draft.lineEnd} choices={LINE_ENDS.map((value) => ({ value, label: LINE_END_WORDS[value] }))} onChange={(value) => set({ lineEnd: LINE_ENDS.find((name) => name === value) ?? draft.lineEnd })} />
          <SelectField label="Decimals are written with a" value={draft.decimal} choices={DECIMAL_STYLES.map((value) => ({ value, label: words(DECIMAL_WORDS[value].replace('decimal ', '')) }))} onChange={(value) => set({ decimal: DECIMAL_STYLES.find((name) => name === value) ?? draft.decimal })} />
          <SelectField label="Times without an offset are in" value={draft.timeZone} searchable choices={zones} onChange={(value) => set({ timeZone: value ?? draft.timeZone })} />
          <div className="row" style={{ justifyContent: 'flex-end' }}><Button onClick={close}>Cancel</Button><Button type="submit" variant="primary">Read again</Button></div>
        </form>
      )}
    </Popover>
  )
}
