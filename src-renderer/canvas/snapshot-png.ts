import type { Measure, Picture, Shape } from './snapshot-shapes.ts'

const FONT = "'Inter Variable', Inter, system-ui, sans-serif"
/** Sharp on dense screens and in slides. */
const SCALE = 2
/** Pixels along one side that browsers can still make an image of. */
const LARGEST = 16_000

/** Measures with the fonts of the page. */
export function pageMeasure(): Measure {
  const pen = document.createElement('canvas').getContext('2d')
  return (text, size, weight) => {
    if (pen === null) return text.length * size * 0.55
    pen.font = `${weight} ${size}px ${FONT}`
    return pen.measureText(text).width
  }
}

/** A picture as PNG. */
export async function toPng({ width, height, shapes }: Picture): Promise<Blob> {
  const scale = Math.min(SCALE, LARGEST / width, LARGEST / height)
  const sheet = document.createElement('canvas')
  sheet.width = Math.round(width * scale)
  sheet.height = Math.round(height * scale)
  const pen = sheet.getContext('2d')
  if (pen === null) throw new Error('This window cannot draw pictures')
  pen.scale(scale, scale)
  for (const shape of shapes) draw(pen, shape)
  return new Promise((resolve, reject) => sheet.toBlob((blob) => (blob === null ? reject(new Error('The picture is too large')) : resolve(blob)), 'image/png'))
}

function draw(pen: CanvasRenderingContext2D, shape: Shape): void {
  switch (shape.kind) {
    case 'box':
      pen.beginPath()
      pen.roundRect(shape.x + 0.5, shape.y + 0.5, shape.width - 1, shape.height - 1, shape.radius)
      if (shape.fill !== 'none') { pen.fillStyle = shape.fill; pen.fill() }
      if (shape.stroke !== null) { pen.strokeStyle = shape.stroke; pen.lineWidth = 1; pen.stroke() }
      return
    case 'text':
      pen.font = `${shape.weight} ${shape.size}px ${FONT}`
      pen.fillStyle = shape.fill
      pen.textAlign = shape.end ? 'right' : 'left'
      pen.fillText(shape.text, shape.x, shape.y)
      return
    case 'path':
      pen.save()
      pen.translate(shape.x, shape.y)
      pen.strokeStyle = shape.stroke
      pen.lineWidth = shape.width
      pen.lineCap = 'round'
      pen.lineJoin = 'round'
      pen.stroke(new Path2D(shape.d))
      pen.restore()
      return
    case 'dot':
      pen.beginPath()
      pen.arc(shape.x, shape.y, 4, 0, Math.PI * 2)
      pen.fillStyle = shape.fill
      pen.strokeStyle = shape.stroke
      pen.lineWidth = 1.5
      pen.fill()
      pen.stroke()
  }
}
