// All that a PDF says, read without its fonts: letters of its pages by the tables that it has for readers, and every
// text value of its objects (facts, outline, structure).
import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFRawStream,
  PDFString,
  type PDFObject,
  type PDFPage,
} from '@cantoo/pdf-lib'

const unpacked = (stream: PDFRawStream): string =>
  Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1')

const lettersOf = (hex: string): string =>
  Buffer.from(hex.length % 4 === 0 ? hex : hex.padStart(4, '0'), 'hex')
    .swap16()
    .toString('utf16le')

export type Letters = { width: number; of: Map<number, string> }

/** The letters of codes, by the `bfchar` and `bfrange` lists of a ToUnicode table. */
const tableOf = (table: string): Letters => {
  const of = new Map<number, string>()
  const [, first = '0000'] = /begincodespacerange\s*<([0-9A-Fa-f]+)>/.exec(table) ?? []
  for (const [, list = ''] of table.matchAll(/beginbfchar([^]*?)endbfchar/g))
    for (const [, code = '', text = ''] of list.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g))
      of.set(parseInt(code, 16), lettersOf(text))
  for (const [, list = ''] of table.matchAll(/beginbfrange([^]*?)endbfrange/g))
    for (const [, from = '', to = '', text = ''] of list.matchAll(
      /<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g,
    ))
      for (let code = parseInt(from, 16); code <= parseInt(to, 16); code++) {
        const letter = parseInt(text, 16) + code - parseInt(from, 16)
        of.set(code, lettersOf(letter.toString(16).padStart(4, '0')))
      }
  return { width: first.length, of }
}

export const spelled = (hex: string, { width, of }: Letters): string =>
  (hex.match(new RegExp(`.{${width}}`, 'g')) ?? [])
    .map(code => of.get(parseInt(code, 16)) ?? '')
    .join('')

/** The letters of a page in the order of its content, without spaces between its pieces. */
const pageWords = (content: string, fonts: ReadonlyMap<string, Letters>): string => {
  let font: Letters = { width: 4, of: new Map() }
  let words = ''
  for (const [, name, hex] of content.matchAll(/\/(\S+)\s+[-\d.]+\s+Tf|<([0-9A-Fa-f]+)>/g)) {
    if (name !== undefined) font = fonts.get(name) ?? font
    else words += spelled(hex ?? '', font)
  }
  return words
}

/** The tables of a page's fonts, by the names that its content has for them. */
export const lettersByFont = ({ node }: PDFPage): Map<string, Letters> => {
  const all = node.Resources()?.lookupMaybe(PDFName.of('Font'), PDFDict)
  return new Map(
    (all?.keys() ?? []).flatMap(name => {
      const table = all?.lookup(name, PDFDict).lookup(PDFName.of('ToUnicode'))
      return table instanceof PDFRawStream
        ? [[name.decodeText(), tableOf(unpacked(table))] as const]
        : []
    }),
  )
}

const textValues = (object: PDFObject): string[] => {
  if (object instanceof PDFString || object instanceof PDFHexString) return [object.decodeText()]
  if (object instanceof PDFArray) return object.asArray().flatMap(textValues)
  if (object instanceof PDFDict) return object.values().flatMap(textValues)
  return object instanceof PDFRawStream ? textValues(object.dict) : []
}

/** The operations of a page, unpacked. */
export const pageContent = ({ doc: { context }, node }: PDFPage): Buffer => {
  const contents = node.Contents()
  const parts = contents instanceof PDFArray ? contents.asArray() : contents ? [contents] : []
  return Buffer.concat(
    parts.flatMap(part => {
      const stream = context.lookup(part)
      return stream instanceof PDFRawStream
        ? [decodePDFRawStream(stream).decode(), Buffer.from('\n')]
        : []
    }),
  )
}

export type SaidByPdf = {
  /** The letters of all pages. */
  words: string
  /** Bytes, unpacked streams and text values. */
  all: string
}

export const saidByPdf = async (bytes: Uint8Array): Promise<SaidByPdf> => {
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false })
  const objects = pdf.context.enumerateIndirectObjects().map(([, object]) => object)
  const { Info } = pdf.context.trailerInfo
  const words = pdf
    .getPages()
    // A font may draw two letters as one.
    .map(page =>
      pageWords(pageContent(page).toString('latin1'), lettersByFont(page)).normalize('NFKC'),
    )
    .join('\n')
  const streams = objects.flatMap(each => {
    if (!(each instanceof PDFRawStream)) return []
    try {
      return [unpacked(each)]
    } catch {
      // A picture in a form that is no text.
      return []
    }
  })
  const values = [...objects, ...(Info ? [Info] : [])].flatMap(textValues)
  return {
    words,
    all: [Buffer.from(bytes).toString('latin1'), words, ...streams, ...values].join('\n'),
  }
}
