// Printed forms of a decided text, made from its text file alone: a Word file, a web page and, where a window
// prints it, a PDF, with the reservations behind the text. They are listed in a pack, and members did not sign them.
import { wordsOfPack, type NamedFile } from '#core/deliberation/adoption'
import { pageOfText } from '#core/deliberation/forwarding'
import { random, utf8 } from '#core/keys'
import {
  toDocx,
  toHtml,
  toPdf,
  toPrintable,
  type PdfSteering,
  type PrintPage,
  type Sheet,
  type SheetPicture,
} from '#core/paper'
import type { TextFile } from '#shared/adoption'
import { numberBlocks } from '#document/numbering'
import type { Block } from '#document/model'
import type { NewBlock } from '#document/blocks'

export type PrintedReservation = {
  /** Null for the text as a whole. */
  block: string | null
  /** As the paragraph is cited; empty for the text as a whole. */
  place: string
  words: string
  /** Empty where it is not shown. */
  as: string
  isWithdrawn: boolean
}

export type Printing = {
  file: TextFile
  group: string
  reference: string
  symbol: string
  /** By SHA-256, in hexadecimal. */
  pictures: ReadonlyMap<string, SheetPicture & { hash: string }>
  reservations: readonly PrintedReservation[]
}

const paragraph = (text: string, isBold = false): NewBlock => ({
  kind: 'paragraph',
  runs: [{ text, ...(isBold && { bold: true as const }) }],
})

/** Reservations on the whole text come first; the record has them in the order of bytes. */
const inOrderOfText = ({ file, reservations }: Printing): PrintedReservation[] => {
  const places = new Map<string, number>(
    file.lines.map((line, at) => ['id' in line ? line.id : '', at]),
  )
  const placeOf = ({ block }: PrintedReservation): number =>
    block === null ? -1 : (places.get(block) ?? file.lines.length)
  return reservations.toSorted((a, b) => placeOf(a) - placeOf(b))
}

/**
 * A page of their own behind the text, in its order, so that no number in it changes: a footnote would shift the
 * footnotes that members signed.
 */
const annexOf = (printing: Printing): NewBlock[] => {
  const { file } = printing
  const reservations = inOrderOfText(printing)
  if (reservations.length === 0) return []
  const say = wordsOfPack(file.head.language)
  return [
    { kind: 'pagebreak', runs: [] },
    paragraph(say('reservations'), true),
    ...reservations.map(({ place, words, as, isWithdrawn }) => {
      const of = place === '' ? say('placeWhole') : say('placeParagraph', { place })
      const by = as === '' ? say('reservationBy') : as
      return paragraph(`${of} (${by}): ${words}${isWithdrawn ? ` [${say('withdrawn')}]` : ''}`)
    }),
  ]
}

const sheetOf = (printing: Printing): Sheet => {
  const { file, group, reference, symbol, pictures } = printing
  const pictureOf = (sha256: string) => {
    const found = pictures.get(sha256)
    return found ? { ...found, size: found.bytes.length } : null
  }
  const { kind, language, title, blocks, notes } = pageOfText(file, { pictureOf, random })
  const all = [...blocks, ...annexOf(printing)]
  const numbers = numberBlocks(all, { kind, language })
  return {
    page: {
      meta: { kind, language, title, reference, symbol, status: 'draft', schema: 1 },
      blocks: all.map((block, at): Block => {
        const { id = null, ...rest } = block
        return { ...rest, id, number: numbers[at] ?? '' }
      }),
      ...(notes && notes.length > 0 && { notes: [...notes] }),
    },
    group,
    decided: 'adopted',
    pictures: new Map([...pictures.values()].map(picture => [picture.hash, picture])),
  }
}

/**
 * `print`: null for no PDF. The same text gives the same bytes in the same version of the app. Failure `cancelled`
 * where a person ends the PDF.
 */
export const printedForms = async (
  printing: Printing,
  print: PrintPage | null,
  steering?: PdfSteering,
): Promise<NamedFile[]> => {
  const sheet = sheetOf(printing)
  const name = `text.${printing.file.head.language}`
  return [
    { name: `${name}.docx`, bytes: await toDocx(sheet) },
    { name: `${name}.html`, bytes: utf8(toHtml(sheet)) },
    ...(print
      ? [{ name: `${name}.pdf`, bytes: await toPdf(toPrintable(sheet), print, steering) }]
      : []),
  ]
}
