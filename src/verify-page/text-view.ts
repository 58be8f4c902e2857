// A text of the pack as it stands there, and the reservations beside it.
import {
  languageName,
  type Checked,
  type Say,
  type TextFile,
  type TextLine,
  type TextRun,
} from '#shared/adoption'
import { element } from './elements.ts'
import { directionOf } from './spoken.ts'

const elements = { b: 'strong', i: 'em', u: 'u', s: 's', '^': 'sup', _: 'sub' } as const

const runView = (run: TextRun): Node => {
  if ('note' in run) return element('sup', {}, String(run.note))
  let node: Node = document.createTextNode(run.words)
  for (const [sign, name] of Object.entries(elements))
    if (run.formats.includes(sign)) {
      const around = element(name)
      around.append(node)
      node = around
    }
  return node
}

const manner = (line: TextLine, { head }: TextFile): Record<string, string> => {
  const own = 'language' in line ? line : { language: '', direction: '' }
  const language = own.language || head.language
  return { lang: language, dir: own.direction || directionOf(language) }
}

const rowView = (
  attributes: Record<string, string>,
  number: string,
  ...words: readonly Node[]
): HTMLElement =>
  element(
    'p',
    attributes,
    element('span', { class: 'number' }, number),
    element('span', {}, ...words),
  )

const lineView = (line: TextLine, text: TextFile, say: Say): HTMLElement | null => {
  const attributes = manner(line, text)
  switch (line.what) {
    case 'block': {
      const isHeading = /^h\d$/.test(line.kind)
      const depth = /[2-4]$/.exec(line.kind)?.[0] ?? '1'
      const look = isHeading ? 'heading' : line.kind.startsWith('num') ? `depth${depth}` : ''
      return rowView({ ...attributes, class: look }, line.number, ...line.runs.map(runView))
    }
    case 'cell':
      return rowView(attributes, '', ...line.runs.map(runView))
    case 'figure': {
      const said = element('em', {}, say('figure', { text: line.alternative }), ' ')
      return rowView(attributes, line.number, said, ...line.runs.map(runView))
    }
    case 'withheld':
      return rowView(attributes, line.number, document.createTextNode(`[${say('withheld')}]`))
    case 'note':
      return rowView(attributes, String(line.number), document.createTextNode(line.words))
    case 'break':
    case 'table':
      return null
  }
}

/** How many lines are shown before a person asks for all. */
const first = 6

/** The lines that differ where some do, else the beginning, or all. */
const linesOf = (checked: Checked, file: string, text: TextFile, isWhole: boolean): TextLine[] => {
  const places = new Set(
    checked.differences.filter(each => each.file === file).map(({ place }) => place),
  )
  const bare = (number: string): string => number.replace(/[.)\s-]+$/, '')
  const differing = text.lines.filter(
    line => line.what === 'block' && line.number !== '' && places.has(bare(line.number)),
  )
  if (differing.length > 0) return differing
  return isWhole ? text.lines : text.lines.slice(0, first)
}

export const textView = (
  checked: Checked,
  say: Say,
  { isWhole, readAll }: { isWhole: boolean; readAll: () => void },
): HTMLElement[] =>
  checked.texts.map(({ file, text }) => {
    const { head } = text
    const shown = linesOf(checked, file, text, isWhole)
    const differences = checked.differences.filter(each => each.file === file)
    const isPart = shown.length < text.lines.length && differences.length === 0
    const more = element('button', { type: 'button' }, say('readAll'))
    more.addEventListener('click', readAll)
    const [only] = differences
    const language = languageName(head.language)
    const title = checked.texts.length > 1 ? say('textOf', { language }) : say('text')
    return element(
      'section',
      {},
      element('h2', {}, only && only.place !== '' ? say('stands', { place: only.place }) : title),
      element(
        'div',
        { class: 'text' },
        element('h3', { lang: head.language, dir: head.direction }, head.title),
        ...shown.map(line => lineView(line, text, say)),
      ),
      differences.length > 0 ? element('p', { class: 'hint' }, say('diffHint')) : null,
      isPart ? more : null,
    )
  })

export const reservationsView = ({ record }: Checked, say: Say): HTMLElement | null => {
  const reservations = record.filter(({ what }) => what === 'reservation')
  if (reservations.length === 0) return null
  return element(
    'section',
    {},
    element('h2', {}, say('reservations')),
    element(
      'ul',
      { class: 'said' },
      ...reservations.map(({ place, words, as, isWithdrawn }) =>
        element(
          'li',
          {},
          element('b', {}, place === '' ? say('placeWhole') : say('placeParagraph', { place })),
          element('span', { dir: 'auto' }, words),
          element('small', {}, as === '' ? say('reservationBy') : as),
          isWithdrawn ? element('small', {}, say('withdrawn')) : null,
        ),
      ),
    ),
  )
}
