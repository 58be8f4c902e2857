// The glyph above a captured line, drawn without React: a line is an element of the editor.
import type { CapturedKind } from './kinds.ts'

const paths: Record<CapturedKind, readonly string[]> = {
  decision: [
    'M12 3v18',
    'm19 8 3 8a5 5 0 0 1-6 0zV7',
    'M3 7h1a17 17 0 0 0 8-2 17 17 0 0 0 8 2h1',
    'm5 8 3 8a5 5 0 0 1-6 0zV7',
    'M7 21h10',
  ],
  action: ['M13 5h8', 'M13 12h8', 'M13 19h8', 'm3 17 2 2 4-4', 'm3 7 2 2 4-4'],
  reservation: [
    'M2.992 16.342a2 2 0 0 1 .094 1.167l-1.065 3.29a1 1 0 0 0 1.236 1.168l3.413-.998a2 2 0 0 1 1.099.092 10 10 0 1 0-4.777-4.719',
    'M12 8v4',
    'M12 16h.01',
  ],
  information: ['M22 12a10 10 0 1 1-20 0 10 10 0 0 1 20 0z', 'M12 16v-4', 'M12 8h.01'],
}

const space = 'http://www.w3.org/2000/svg'

export const glyphOf = (kind: CapturedKind, page: Document): SVGElement => {
  const glyph = page.createElementNS(space, 'svg')
  const attributes = {
    viewBox: '0 0 24 24',
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': '1.75',
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    'aria-hidden': 'true',
  }
  for (const [name, value] of Object.entries(attributes)) glyph.setAttribute(name, value)
  for (const d of paths[kind]) {
    const path = page.createElementNS(space, 'path')
    path.setAttribute('d', d)
    glyph.append(path)
  }
  return glyph
}
