import { createTheme, type CSSVariablesResolver, localStorageColorSchemeManager, type MantineColorsTuple } from '@mantine/core'

/** Shades around --accent; components take the tokens below, so these serve Mantine's own arithmetic only. */
const accent: MantineColorsTuple = ['#edf2fe', '#dbe5fd', '#b9ccfa', '#93b0ff', '#7094f8', '#446be4', '#2f5fe0', '#2a56cf', '#264fc2', '#2450c8']

export const theme = createTheme({
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--font-mono)',
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '15px', xl: '18px' },
  lineHeights: { xs: '16px', sm: '20px', md: '20px', lg: '20px', xl: '24px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '4px', sm: '4px', md: '6px', lg: '10px', xl: '10px' },
  shadows: { xs: 'var(--shadow-1)', sm: 'var(--shadow-2)', md: 'var(--shadow-3)', lg: 'var(--shadow-3)', xl: 'var(--shadow-3)' },
  defaultRadius: 'md',
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 5 },
  colors: { accent },
  cursorType: 'default',
  respectReducedMotion: true,
  focusRing: 'never',
})

const shared = {
  '--mantine-color-body': 'var(--bg-surface)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-dimmed': 'var(--text-3)',
  '--mantine-color-placeholder': 'var(--text-3)',
  '--mantine-color-error': 'var(--negative-text)',
  '--mantine-color-default': 'var(--bg-raised)',
  '--mantine-color-default-hover': 'var(--bg-hover)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--border-strong)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent-hover)',
  '--mantine-primary-color-light': 'var(--accent-soft)',
  '--mantine-primary-color-contrast': 'var(--on-accent)',
  '--mantine-color-anchor': 'var(--accent-text)',
  '--mantine-color-disabled': 'var(--bg-active)',
  '--mantine-color-disabled-color': 'var(--text-disabled)',
}

/** Maps Mantine's colours onto the tokens, which follow the colour scheme by themselves. */
export const resolver: CSSVariablesResolver = () => ({ variables: {}, light: shared, dark: shared })

/** Remembers light, dark or "as the system" on this device. */
export const schemeManager = localStorageColorSchemeManager({ key: 'sextant-color-scheme' })
