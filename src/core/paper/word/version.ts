// A page as Word has it, before it is joined with another one: what stands in each paragraph, and how
// the paragraph presents itself.
import type { Block, Run } from '#shared/document'
import { directionOf, figureNumber, type Sheet } from '../sheet.ts'
import { linesOf, type Line, type LinePart } from './lines.ts'
import { oursInWord } from './masthead.ts'
import { inListXml, wordNumbers, type WordNumber } from './numbering.ts'
import type { Manner } from './runs.ts'
import { wordLanguage } from './styles.ts'
import { element, valued } from './xml.ts'

/** Something in a paragraph: words of one look, a sign, the number of a caption, a picture. */
export type Item =
  | { is: 'words' | 'note' | 'reference'; run: Run }
  | { is: 'caption'; text: string }
  | { is: 'picture'; block: Block }

const styles: Partial<Record<Block['kind'], string>> = {
  h1: 'Heading1',
  h2: 'Heading2',
  h3: 'Heading3',
  h4: 'Heading4',
  quote: 'Quote',
  figure: 'Caption',
}

export class Version {
  readonly sheet: Sheet
  readonly parts: readonly LinePart[]
  /** Word's number of each block. */
  readonly numbers: readonly WordNumber[]

  constructor(sheet: Sheet) {
    this.sheet = sheet
    this.parts = linesOf(sheet)
    this.numbers = sheet.page.blocks.map(wordNumbers(sheet.page.meta))
  }

  /** Properties of a paragraph, in the order of the schema. */
  propertiesOf({ block, index, onNewPage, isPicture }: Line): string {
    const list = isPicture ? undefined : this.numbers[index]?.list
    const style = isPicture ? undefined : (styles[block.kind] ?? (list && 'ListParagraph'))
    const isMirrored = this.isMirrored(block)
    return [
      ...(style === undefined ? [] : [valued('w:pStyle', style)]),
      ...(isPicture ? [element('w:keepNext')] : []),
      ...(onNewPage ? [element('w:pageBreakBefore')] : []),
      ...(list === undefined ? [] : [inListXml(list)]),
      ...(isMirrored ? [element('w:bidi'), valued('w:jc', 'start')] : []),
    ].join('')
  }

  mannerOf({ block }: Line): Manner {
    const own = block.language === undefined ? '' : wordLanguage(block.language)
    const language = block.label === undefined ? own : oursInWord(this.sheet)
    return { rightToLeft: this.isMirrored(block), language }
  }

  itemsOf({ block, index, isPicture }: Line): Item[] {
    if (isPicture) return [{ is: 'picture', block }]
    const typed = this.numbers[index]?.typed
    const number = block.kind === 'figure' ? figureNumber(block) : ''
    return [
      ...(number === '' ? [] : [{ is: 'caption' as const, text: number }]),
      ...(block.kind === 'figure' || typed === undefined
        ? []
        : [{ is: 'words' as const, run: { text: `${typed} ` } }]),
      ...block.runs.map(run => {
        if (run.note !== undefined) return { is: 'note' as const, run }
        return { is: run.to ? ('reference' as const) : ('words' as const), run }
      }),
    ]
  }

  private isMirrored({ direction }: Block): boolean {
    return (direction ?? directionOf(this.sheet)) === 'rtl'
  }
}
