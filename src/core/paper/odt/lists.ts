// The lists of the file as list styles, and paragraphs within them. Each list goes on through all of
// its parts; numbers in brackets have a style of their own, which differs in the opening bracket alone.
import type { Numbering } from '#document/numbering'
import { listsOf, type InList, type ListLevel, type NumberForm } from '../content/numbers.ts'
import { element } from '../xml.ts'
import { centimetres } from './styles.ts'

/** The names of forms; those beyond OpenDocument's own are LibreOffice's. */
const formats: Record<NumberForm, string> = {
  ...{ '1': '1', I: 'I', A: 'A', i: 'i', a: 'a' },
  أ: '\u0627, \u0628, \u062c, ...',
  一: '一, 二, 三, ...',
}

// Twentieths of a point: 567 is one centimetre.
const hang = 567

/** The place of words that hang behind a number. */
export const hungFrom = (indent: number) => ({
  'fo:text-indent': centimetres(-hang),
  'fo:margin-left': centimetres(hang * indent),
})

/** How a list is written; `isMirrored`: in a text from right to left. */
type ListLook = { inBrackets: boolean; isMirrored: boolean }

const hangingPlace = (mark: ListLevel['mark'], indent: number): string =>
  element(
    'style:list-level-properties',
    { 'text:list-level-position-and-space-mode': 'label-alignment' },
    element('style:list-level-label-alignment', {
      'text:label-followed-by': mark ? 'listtab' : 'nothing',
      'text:list-tab-stop-position': mark ? centimetres(hang * indent) : undefined,
      ...hungFrom(indent),
    }),
  )

/**
 * The place of a number in a text from right to left, by a width that the number ends in. With a tab,
 * its side is the left or right one of the page for LibreOffice up to 25.2, and that of the text from
 * 26.8 on, so either reads a number into the margin.
 */
const mirroredPlace = (indent: number): string =>
  element('style:list-level-properties', {
    'fo:text-align': 'end',
    'text:space-before': centimetres(hang * (indent - 1)),
    'text:min-label-width': centimetres(hang),
  })

const levelXml = (
  { mark, indent }: ListLevel,
  level: number,
  { inBrackets, isMirrored }: ListLook,
): string => {
  const place = isMirrored && mark ? mirroredPlace(indent) : hangingPlace(mark, indent)
  const own = { 'text:level': level + 1 }
  if (mark?.is === 'bullet')
    return element('text:list-level-style-bullet', { ...own, 'text:bullet-char': mark.sign }, place)
  const before = (inBrackets ? '[' : '') + (mark?.before ?? '')
  return element(
    'text:list-level-style-number',
    {
      ...own,
      'style:num-format': mark ? formats[mark.form] : '',
      'style:num-prefix': mark && before !== '' ? before : undefined,
      'style:num-suffix': mark && mark.after !== '' ? mark.after : undefined,
    },
    place,
  )
}

const nameOf = ({ list, inBrackets }: Pick<InList, 'list' | 'inBrackets'>): string =>
  `L${list + 1}${inBrackets ? 'B' : ''}`

export const listStylesXml = (numbering: Numbering, isMirrored: boolean): string =>
  listsOf(numbering)
    .flatMap((levels, list) =>
      [false, true].map(inBrackets =>
        element(
          'text:list-style',
          { 'style:name': nameOf({ list, inBrackets }) },
          levels.map((each, at) => levelXml(each, at, { inBrackets, isMirrored })).join(''),
        ),
      ),
    )
    .join('')

export type Listed = { list: InList | null; xml: string }

/** Items of one level and those within them. */
const itemsXml = (items: readonly Listed[], level: number): string => {
  const all: string[] = []
  for (let at = 0; at < items.length;) {
    const own = (items[at]?.list?.level ?? 0) > level ? '' : (items[at]?.xml ?? '')
    if (own !== '') at++
    const from = at
    while ((items[at]?.list?.level ?? 0) > level) at++
    const within = items.slice(from, at)
    const inner = within.length === 0 ? '' : element('text:list', {}, itemsXml(within, level + 1))
    all.push(element('text:list-item', {}, own + inner))
  }
  return all.join('')
}

/** Writes paragraphs in their order; neighbours of one list stand in one element. */
export class Lists {
  private parts = 0
  /** The last part of each list. */
  private readonly last = new Map<number, string>()

  xml(paragraphs: readonly Listed[]): string {
    let xml = ''
    for (let at = 0; at < paragraphs.length;) {
      const { list, xml: own = '' } = paragraphs[at] ?? {}
      if (!list) {
        xml += own
        at++
        continue
      }
      const from = at
      const isNext = ({ list: next }: Listed): boolean =>
        next?.list === list.list && next.inBrackets === list.inBrackets
      while (at < paragraphs.length && paragraphs.slice(at, at + 1).every(isNext)) at++
      xml += this.part(list, paragraphs.slice(from, at))
    }
    return xml
  }

  private part(list: InList, items: readonly Listed[]): string {
    const id = `list${++this.parts}`
    const before = this.last.get(list.list)
    this.last.set(list.list, id)
    return element(
      'text:list',
      { 'xml:id': id, 'text:style-name': nameOf(list), 'text:continue-list': before },
      itemsXml(items, 0),
    )
  }
}
