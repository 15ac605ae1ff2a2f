import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import type { Inspection } from '#shared/contract/index'
import { editMapping, type Mapping, type MappingEdit } from './mapping-edit.ts'

export interface ImportState {
  readonly step: 'file' | 'columns' | 'import'
  /** A file that is on its way to the core. */
  readonly upload: { readonly name: string; readonly bytes: number; readonly sent: number } | null
  /** The core is reading the file. */
  readonly reading: string | null
  readonly error: string | null
  readonly inspection: Inspection | null
  readonly mapping: Mapping | null
  /** Heading of the column that is selected, and whether its settings are open. */
  readonly selected: string | null
  readonly editing: boolean
  /** Row of the file that the strip below the table shows. */
  readonly row: number
  readonly checkJob: number | null
  /** The mapping that was checked, so that a later change shows. */
  readonly checked: string
  readonly importJob: number | null
}

export const EMPTY_IMPORT: ImportState = {
  step: 'file',
  upload: null,
  reading: null,
  error: null,
  inspection: null,
  mapping: null,
  selected: null,
  editing: false,
  row: 1,
  checkJob: null,
  checked: '',
  importJob: null,
}

/** Where an import stands; outlives the page and a reload of the window. */
export const useImport = create<ImportState>()(
  persist((): ImportState => EMPTY_IMPORT, {
    name: 'sextant-import',
    storage: createJSONStorage(() => sessionStorage),
    partialize: (state): Partial<ImportState> => ({ ...state, upload: null, reading: null }),
  }),
)

export function setImport(change: Partial<ImportState>): void {
  useImport.setState(change)
}

/** Changes the mapping by one edit. */
export function edit(change: MappingEdit): void {
  useImport.setState(({ mapping }) => (mapping === null ? {} : { mapping: editMapping(mapping, change) }))
}

/** Selects a column of the file, and opens its settings when asked to. */
export function selectColumn(source: string | null, editing = false, row?: number): void {
  useImport.setState((state) => ({ selected: source, editing: source !== null && editing, row: row ?? state.row }))
}
