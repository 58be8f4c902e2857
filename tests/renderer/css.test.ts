// The style sheets as a whole: logical properties only, so that every screen mirrors; colours by
// token only, so that both themes hold everywhere.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../../src/renderer')

const sheets = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.css'))
  .map(name => ({
    name,
    lines: readFileSync(join(root, name), 'utf8')
      .replace(/\/\*[\s\S]*?\*\//g, comment => comment.replace(/[^\n]/g, ' '))
      .split('\n'),
  }))

const physical = [
  /(^|[\s;{])(margin|padding|border|inset|scroll-margin|scroll-padding)-(left|right|top|bottom)\b/,
  /(^|[\s;{])border-(top|bottom)-(left|right)-radius\s*:/,
  /(^|[\s;{])(left|right|top|bottom|width|height|(min|max)-(width|height))\s*:/,
  /(^|[\s;{])(text-align|float|clear)\s*:\s*(left|right)\b/,
  /(^|[\s;{])overflow-[xy]\s*:/,
  /(^|[\s;{])(margin|padding|inset)\s*:\s*(\S+\s+\S+\s+\S+\s+\S+)\s*;/,
]
// The only words for colours that follow the reader: system colours, and none.
const colours = [
  /#[0-9a-f]{3,8}\b/i,
  /\b(rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(/,
  /:\s*[^;]*\b(black|white|red|green|blue|grey|gray|yellow|orange|purple|pink|brown|silver)\b/,
]

/** "file:line text" of every line that one of `patterns` forbids. */
function offences(patterns: RegExp[], leaveOut: (name: string, line: string) => boolean): string[] {
  return sheets.flatMap(({ name, lines }) =>
    lines.flatMap((line, index) =>
      patterns.some(pattern => pattern.test(line)) && !leaveOut(name, line)
        ? [`${name}:${index + 1} ${line.trim()}`]
        : [],
    ),
  )
}

test('no style sheet names a side of the screen', () => {
  const media = (_name: string, line: string): boolean => line.trimStart().startsWith('@')
  expect(offences(physical, media)).toEqual([])
})

test('no style sheet names a colour but the tokens', () => {
  const allowed = (name: string, line: string): boolean =>
    name === join('theme', 'tokens.css') || line.trimStart().startsWith('@import')
  expect(offences(colours, allowed)).toEqual([])
})

test('the scan sees what it looks for', () => {
  const seen = (patterns: RegExp[], line: string): boolean => patterns.some(each => each.test(line))
  for (const line of [
    '  margin-left: 4px;',
    'left: 0;',
    '  text-align: right;',
    'padding: 1px 2px 3px 4px;',
  ])
    expect([line, seen(physical, line)]).toEqual([line, true])
  for (const line of ['color: #fff;', 'background: rgb(0 0 0);', 'border: 1px solid black;'])
    expect([line, seen(colours, line)]).toEqual([line, true])
  for (const line of ['margin-inline-start: 4px;', 'inset-block: 0;', 'text-align: start;'])
    expect([line, seen(physical, line)]).toEqual([line, false])
  expect(sheets.length).toBeGreaterThan(20)
})

test('every token that a style sheet uses is there, in both themes', () => {
  const tokens = readFileSync(join(root, 'theme/tokens.css'), 'utf8')
  const [light = '', dark = ''] = tokens.split("[data-theme='dark'] {")
  const named = (text: string): Set<string> =>
    new Set([...text.matchAll(/(--[a-z0-9-]+):/g)].map(([, name]) => name ?? ''))
  const used = new Set(
    sheets.flatMap(({ lines }) =>
      [...lines.join('\n').matchAll(/var\((--[a-z0-9-]+)/g)].map(([, name]) => name ?? ''),
    ),
  )
  const own = new Set(
    sheets.flatMap(({ name, lines }) =>
      name === join('theme', 'tokens.css') ? [] : [...named(lines.join('\n'))],
    ),
  )
  // Set by the component library, or by a component on its own element.
  const components = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.tsx?$/.test(name))
    .flatMap(name => [...readFileSync(join(root, name), 'utf8').matchAll(/'(--[a-z0-9-]+)'/g)])
    .map(([, name]) => name ?? '')
  const given = ['--trigger-width', '--tree-item-level', ...components]
  const missing = [...used].filter(
    name => !named(light).has(name) && !own.has(name) && !given.includes(name),
  )
  expect(missing).toEqual([])
  const coloursOf = (text: string): string[] =>
    [...text.matchAll(/(--[a-z0-9-]+): (#|rgba)/g)].map(([, name]) => name ?? '')
  expect(coloursOf(light).filter(name => !named(dark).has(name))).toEqual([])
})

// All sheets of the window are one style sheet in the end: a class that two parts name lends each the other's rules.
test('a class is laid out by one part of the window', () => {
  const own = /(?:^|[},])\s*\.([\w-]+)\s*(?=[,{])/g
  const parts = new Map<string, Set<string>>()
  // Printed pages have sheets of their own. The words of base.css are meant for all.
  const shared = new Set(['print', 'theme'])
  for (const { name, lines } of sheets) {
    const part = dirname(name)
    if (shared.has(part)) continue
    const rules = lines.join('\n').replaceAll(/@(media|container)[^{]*\{/g, '}')
    for (const [, found = ''] of rules.matchAll(own))
      parts.set(found, (parts.get(found) ?? new Set()).add(part))
  }
  expect(parts.size).toBeGreaterThan(300)
  const twice = [...parts].filter(([, all]) => all.size > 1)
  expect(twice.map(([name, all]) => `${name}: ${[...all].join(', ')}`)).toEqual([])
})

// The dark and mirrored checks of `axeFaults` in page-faults.ts rest on this.
test('a theme or a direction only colours, turns and shades: it hides, shows and names nothing', () => {
  const looks = sheets.flatMap(({ name, lines }) =>
    [...lines.join('\n').matchAll(/([^{}]*(?:data-theme|\bdir\b)[^{}]*)\{([^{}]*)\}/g)].flatMap(
      ([, , rule = '']) =>
        rule
          .split(';')
          .filter(each => each.trim() !== '')
          .map(each => `${name}: ${each.split(':')[0]?.trim()}`),
    ),
  )
  const plain = /: (--[a-z0-9-]+|color-scheme|transform|box-shadow|direction)$/
  expect(looks.length).toBeGreaterThan(50)
  expect(looks.filter(each => !plain.test(each))).toEqual([])
})
