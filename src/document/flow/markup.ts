// The allow-list for foreign markup, pasted or in a file: elements that come through, and the form
// that each has here. All others give their text, and some give nothing.
import type { Format } from '#document/model'

/** An element, or text. A comment is text without a letter. */
export type MarkupNode = MarkupElement | string
export type MarkupElement = {
  /** In lower case. */
  name: string
  /** Empty where the element has no such attribute. */
  value(attribute: string): string
  children(): readonly MarkupNode[]
}

/** Elements that give nothing, by their lower-case names. */
export const droppedMarkup: ReadonlySet<string> = new Set(
  'script style link meta base title iframe frame object embed applet svg math form input button select textarea template noscript audio video canvas head'.split(
    ' ',
  ),
)

/** Elements that are paragraphs by themselves, or hold such. */
export const blockMarkup: ReadonlySet<string> = new Set(
  'address article aside blockquote body caption dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header li main nav ol p pre section summary table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
)

export const headingMarkup: ReadonlySet<string> = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6'])

export const formatMarkup: Readonly<Record<string, Format>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  cite: 'italic',
  u: 'underline',
  s: 'strikethrough',
  del: 'strikethrough',
  strike: 'strikethrough',
  sup: 'superscript',
  sub: 'subscript',
}

/** Word and LibreOffice say it by a style. */
export const breaksPage = /(?:page-)?break-before:\s*(?:always|page)/i
export const wordQuote = /^Mso(?:Intense)?Quote/

/** Deeper markup than any editor writes; the rest is read as plain text. */
export const deepestMarkup = 200

// Word puts no lists into markup: each item is a paragraph whose style says
// `mso-list:l0 level2 lfo1` and whose mark stands in a span `mso-list:Ignore`. These properties are
// no CSS, so they are read from the attribute's text.
const level = /mso-list:\s*[^;]*\blevel(\d)/i
const ignored = /mso-list:\s*ignore/i
const bulletMark = /^[^\p{L}\p{N}(]*$|^o$|^[§ØüvŸ]$/u

export const isListMark = (style: string): boolean => ignored.test(style)

/** The item's level from 1, or 0 for what is no list item. */
export const wordListLevel = (style: string): number => Number(level.exec(style)?.[1] ?? 0)

/** True when the mark is a bullet: no letter and no digit, or one of Word's symbol letters. */
export const isBulletMark = (mark: string): boolean => bulletMark.test(mark.trim())
