import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import type { UserConfig as ElectronConfig } from 'electron-vite'
import type { UserConfig as ViteConfig } from 'vite'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

const renderer = {
  root: at('src-renderer'),
  // relative addresses work from 127.0.0.1 and from Electron's own scheme alike
  base: './',
  plugins: [react()],
  build: {
    outDir: at('out/renderer'),
    emptyOutDir: true,
    minify: true,
    // fonts and images stay files, because the policy of the page allows no data: fonts
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    rollupOptions: { input: at('src-renderer/index.html') },
  },
} satisfies ViteConfig

const mainEntries = {
  index: at('src-main/hosts/electron/index.ts'),
  'reader.worker': at('src-main/workers/reader.worker.ts'),
  'writer.worker': at('src-main/workers/writer.worker.ts'),
  'job.worker': at('src-main/workers/job.worker.ts'),
  'bag.worker': at('src-main/workers/trainer/bag.worker.ts'),
}

const electron = {
  main: { build: { outDir: at('out/main'), rollupOptions: { input: mainEntries, output: { chunkFileNames: 'chunks/[name]-[hash].js' } } } },
  preload: { build: { outDir: at('out/preload'), rollupOptions: { input: { preload: at('src-main/hosts/electron/preload.ts') }, output: { format: 'cjs', entryFileNames: '[name].cjs' } } } },
  renderer,
} satisfies ElectronConfig

/** electron-vite reads main, preload and renderer; plain Vite (`vite build -c electron.vite.config.ts`) reads the rest, which is the renderer alone. */
export default { ...renderer, ...electron }
