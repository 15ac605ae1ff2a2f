import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** The program of a page that shows so many bare nodes, half of them joined in pairs, with React Flow as it comes. */
const program = (nodes: number): string => `
  import '@xyflow/react/dist/style.css'
  import { createElement } from 'react'
  import { createRoot } from 'react-dom/client'
  import { Background, MiniMap, ReactFlow, useEdgesState, useNodesState } from '@xyflow/react'
  const place = (index) => ({ x: (index % 2) * 380 + Math.floor(index / 50) * 700, y: Math.floor((index % 50) / 2) * 150 })
  const nodes = Array.from({ length: ${nodes} }, (_, index) => ({ id: 'n' + index, position: place(index), data: { label: 'Node ' + index } }))
  const edges = nodes.filter((_, index) => index % 2 === 0).map(({ id }, index) => ({ id: 'e' + id, source: id, target: 'n' + (index * 2 + 1) }))
  function Page() {
    const [shown, , onNodesChange] = useNodesState(nodes)
    const [lines, , onEdgesChange] = useEdgesState(edges)
    return createElement('div', { style: { width: '100vw', height: '100vh' } }, createElement(ReactFlow, { nodes: shown, edges: lines, onNodesChange, onEdgesChange, panOnScroll: true, minZoom: 0.1 }, createElement(Background), createElement(MiniMap)))
  }
  createRoot(document.getElementById('root')).render(createElement(Page))
`

const ENTRY = 'virtual:plain-flow'

/** The plain page as one HTML text, built the way the application is. */
export async function plainPage(nodes: number): Promise<string> {
  const made = await build({
    configFile: false,
    root: fileURLToPath(new URL('../..', import.meta.url)),
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [{ name: 'plain-flow', resolveId: (id) => (id === ENTRY ? `${fileURLToPath(new URL('.', import.meta.url))}plain-flow.js` : null), load: (id) => (id.endsWith('plain-flow.js') ? program(nodes) : null) }],
    build: { write: false, minify: true, rollupOptions: { input: ENTRY, output: { format: 'iife' } } },
  })
  const outputs = [made].flat().flatMap((bundle) => ('output' in bundle ? bundle.output : []))
  const code = outputs.flatMap((output) => (output.type === 'chunk' ? [output.code] : [])).join('\n')
  const style = outputs.flatMap((output) => (output.type === 'asset' ? [String(output.source)] : [])).join('\n')
  return `<!doctype html><style>${style} body { margin: 0 }</style><div id="root"></div><script>${code.replaceAll('</script', '<\\/script')}</script>`
}
