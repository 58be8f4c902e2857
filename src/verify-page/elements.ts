// Elements of the page, made without markup: words of a pack are never read as HTML.

type Child = Node | string | null

export const element = <K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] => {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...children.filter(child => child !== null))
  return made
}

const paths = {
  logo: [
    'M9.77 3.70A8.6 8.6 0 0 1 14.23 3.70M16.29 4.55A8.6 8.6 0 0 1 19.45 7.71M20.30 9.77A8.6 8.6 0 0 1 20.30 14.23M19.45 16.29A8.6 8.6 0 0 1 16.29 19.45M7.71 19.45A8.6 8.6 0 0 1 4.55 16.29M3.70 14.23A8.6 8.6 0 0 1 3.70 9.77M4.55 7.71A8.6 8.6 0 0 1 7.71 4.55',
  ],
  offline: [
    'M12 20h.01',
    'M8.5 16.429a5 5 0 0 1 7 0',
    'M5 12.859a10 10 0 0 1 5.17-2.69',
    'M19 12.859a10 10 0 0 0-2.007-1.523',
    'M2 8.82a15 15 0 0 1 4.177-2.643',
    'M22 8.82a15 15 0 0 0-11.288-3.764',
    'm2 2 20 20',
  ],
  ok: ['M20 6 9 17l-5-5'],
  bad: ['M18 6 6 18', 'm6 6 12 12'],
  unknown: [
    'M12 22c5.523 0 10-4.477 10-10S17.523 2 12 2 2 6.477 2 12s4.477 10 10 10z',
    'M9.09 9a3 3 0 0 1 5.83 1c0 2-3 3-3 3',
    'M12 17h.01',
  ],
  none: [
    'M10.1 2.182a10 10 0 0 1 3.8 0',
    'M13.9 21.818a10 10 0 0 1-3.8 0',
    'M17.609 3.721a10 10 0 0 1 2.69 2.7',
    'M2.182 13.9a10 10 0 0 1 0-3.8',
    'M20.279 17.609a10 10 0 0 1-2.7 2.69',
    'M21.818 10.1a10 10 0 0 1 0 3.8',
    'M3.721 6.391a10 10 0 0 1 2.7-2.69',
    'M6.391 20.279a10 10 0 0 1-2.69-2.7',
  ],
  seal: [
    'M3.85 8.62a4 4 0 0 1 4.78-4.77 4 4 0 0 1 6.74 0 4 4 0 0 1 4.78 4.78 4 4 0 0 1 0 6.74 4 4 0 0 1-4.77 4.78 4 4 0 0 1-6.75 0 4 4 0 0 1-4.78-4.77 4 4 0 0 1 0-6.76Z',
    'm16 9-5.5 5.5L8 12',
  ],
  stop: ['M7.86 2h8.28L22 7.86v8.28L16.14 22H7.86L2 16.14V7.86z', 'm15 9-6 6', 'm9 9 6 6'],
  shield: [
    'M20 13c0 5-3.5 7.5-7.66 8.95a1 1 0 0 1-.67-.01C7.5 20.5 4 18 4 13V6a1 1 0 0 1 1-1c2 0 4.5-1.2 6.24-2.72a1.17 1.17 0 0 1 1.52 0C14.51 3.81 17 5 19 5a1 1 0 0 1 1 1z',
    'M9.1 9a3 3 0 0 1 5.82 1c0 2-3 3-3 3',
    'M12 17h.01',
  ],
  minus: ['M5 12h14'],
} as const
export type Icon = keyof typeof paths

const space = 'http://www.w3.org/2000/svg'

/** A drawing beside words that say the same. */
export const icon = (name: Icon, size = 18): SVGElement => {
  const svg = document.createElementNS(space, 'svg')
  const width = name === 'logo' ? '4.2' : '1.75'
  const attributes = { viewBox: '0 0 24 24', width: String(size), height: String(size) }
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value)
  svg.setAttribute('class', `icon ${name}`)
  svg.setAttribute('aria-hidden', 'true')
  svg.setAttribute('stroke-width', width)
  for (const d of paths[name]) {
    const path = document.createElementNS(space, 'path')
    path.setAttribute('d', d)
    svg.append(path)
  }
  return svg
}
