import { useMediaQuery } from '@mantine/hooks'
import { create } from 'zustand'
import { persist } from 'zustand/middleware'

interface MapChoice {
  /** null as long as nobody has chosen: then it is there where it leaves the tiles room. */
  readonly shown: boolean | null
}

const useChoice = create<MapChoice>()(persist((): MapChoice => ({ shown: null }), { name: 'sextant-canvas-map' }))

/** Whether the minimap is shown, as was last chosen on this machine, and what changes that. */
export function useMapChoice(): { readonly shown: boolean; readonly toggle: () => void } {
  const wide = useMediaQuery('(min-width: 1400px)', window.innerWidth >= 1400)
  const choice = useChoice((state) => state.shown)
  const shown = choice ?? wide
  return { shown, toggle: () => useChoice.setState({ shown: !shown }) }
}
