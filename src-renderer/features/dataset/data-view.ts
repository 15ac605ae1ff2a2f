import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'

interface DataView {
  readonly tab: 'tables' | 'imports'
  readonly table: string
}

/** What the Data page shows; remembered on this device. */
export const useDataView = create<DataView>()(persist((): DataView => ({ tab: 'tables', table: 'lead' }), { name: 'sextant-data-view', storage: createJSONStorage(() => localStorage) }))

export function setDataView(change: Partial<DataView>): void {
  useDataView.setState(change)
}
