import type { Picture, Shape } from './snapshot-shapes.ts'

const FONT = "'Inter Variable', Inter, system-ui, sans-serif"

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** A picture as an SVG document of its own, without references to anything outside. */
export function toSvg({ width, height, shapes }: Picture, title: string): string {
  const body = shapes.map(write).join('\n')
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}" role="img">\n<title>${escaped(title)}</title>\n${body}\n</svg>\n`
}

function write(shape: Shape): string {
  switch (shape.kind) {
    case 'box':
      return `<rect x="${shape.x + 0.5}" y="${shape.y + 0.5}" width="${shape.width - 1}" height="${shape.height - 1}" rx="${shape.radius}" fill="${shape.fill}"${shape.stroke === null ? '' : ` stroke="${shape.stroke}"`}/>`
    case 'text':
      return `<text x="${shape.x}" y="${shape.y}" font-size="${shape.size}" font-weight="${shape.weight}" fill="${shape.fill}"${shape.end ? ' text-anchor="end"' : ''}>${escaped(shape.text)}</text>`
    case 'path':
      return `<path d="${shape.d}" fill="none" stroke="${shape.stroke}" stroke-width="${shape.width}" stroke-linecap="round" stroke-linejoin="round"${shape.x === 0 && shape.y === 0 ? '' : ` transform="translate(${shape.x} ${shape.y})"`}/>`
    case 'dot':
      return `<circle cx="${shape.x}" cy="${shape.y}" r="4" fill="${shape.fill}" stroke="${shape.stroke}" stroke-width="1.5"/>`
  }
}
