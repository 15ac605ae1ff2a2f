import { useMantineColorScheme } from '@mantine/core'
import { Segment } from '#renderer/ui/segment.tsx'

export function ThemeSetting() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <>
      <Segment label="Appearance" value={colorScheme} onChange={setColorScheme} choices={[{ value: 'light', label: 'Light' }, { value: 'dark', label: 'Dark' }, { value: 'auto', label: 'As the system' }]} />
      <p className="t1 faint">On this device only.</p>
    </>
  )
}
