// A page as a file has it, before it is joined with another one: what stands in each paragraph, and
// how the paragraph presents itself.
import type { Block, Run } from '#document/model'
import { directionOf, figureNumber, type Sheet } from '../sheet.ts'
import { linesOf, type Line, type LinePart } from './lines.ts'
import type { Manner } from './look.ts'
import { fileNumbers, hungBy, type FileNumber, type InList } from './numbers.ts'

/** Something in a paragraph: words of one look, a sign, the number of a caption, a picture. */
export type Item =
  | { is: 'words' | 'note' | 'reference'; run: Run }
  | { is: 'caption'; text: string }
  | { is: 'picture'; block: Block }

/** The role that a paragraph has in the file, whatever its number. */
export type FileRole = 'h1' | 'h2' | 'h3' | 'h4' | 'quote' | 'caption' | 'picture' | 'body'

/** How a paragraph presents itself. */
export type Presented = {
  role: FileRole
  onNewPage: boolean
  list: InList | null
  /** Steps that the words stand in behind a number that is typed; null where they hang behind none. */
  hung: number | null
  isMirrored: boolean
}

export const presentAlike = (one: Presented, other: Presented): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

const roles: Partial<Record<Block['kind'], FileRole>> = {
  ...{ h1: 'h1', h2: 'h2', h3: 'h3', h4: 'h4', quote: 'quote', figure: 'caption' },
}

export class Version {
  readonly sheet: Sheet
  readonly parts: readonly LinePart[]
  /** The number of each block, as the file counts it. */
  readonly numbers: readonly FileNumber[]

  constructor(sheet: Sheet) {
    this.sheet = sheet
    this.parts = linesOf(sheet)
    this.numbers = sheet.page.blocks.map(fileNumbers(sheet.page.meta))
  }

  presentedAs({ block, index, onNewPage, isPicture }: Line): Presented {
    const number = (isPicture ? undefined : this.numbers[index]) ?? {}
    return {
      role: isPicture ? 'picture' : (roles[block.kind] ?? 'body'),
      onNewPage,
      list: number.list ?? null,
      hung: hungBy(number, block.kind),
      isMirrored: this.isMirrored(block),
    }
  }

  /** A restricted paragraph shows the app's words, in the language of the text. */
  mannerOf({ block }: Line): Manner {
    const language = (block.label === undefined ? block.language : undefined) ?? null
    return { rightToLeft: this.isMirrored(block), language }
  }

  itemsOf({ block, index, isPicture }: Line): Item[] {
    if (isPicture) return [{ is: 'picture', block }]
    const { typed } = this.numbers[index] ?? {}
    const behind = hungBy(this.numbers[index] ?? {}, block.kind) === null ? ' ' : '\t'
    const number = block.kind === 'figure' ? figureNumber(block) : ''
    return [
      ...(number === '' ? [] : [{ is: 'caption' as const, text: number }]),
      ...(block.kind === 'figure' || typed === undefined
        ? []
        : [{ is: 'words' as const, run: { text: `${typed}${behind}` } }]),
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
