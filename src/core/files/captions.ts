// Captions of pictures. In a file they are paragraphs beside the picture, numbered by a field; here they are the
// words of the figure, which has a number of its own.
import type { Flow, FlowPicture, Paragraph, Piece } from '#document/flow'

/** Words in which something changed stay a paragraph, so that each change is seen. */
const isSettled = ({ pieces, endInserted, endDeleted, before }: Paragraph): boolean =>
  !before &&
  endInserted === null &&
  endDeleted === null &&
  pieces.every(piece => piece.inserted === null && piece.deleted === null && !piece.before)

const captionAt = (flow: Flow, at: number): Paragraph | null => {
  const found = flow[at]
  const isOne = found?.is === 'paragraph' && found.isCaption === true && isSettled(found)
  return isOne && found.pieces.some(({ text }) => text.trim() !== '') ? found : null
}

/** A label and a number that the file counts: "Figure 3", also with the number of a chapter before it. */
const counted = /^\s*(?:\p{L}[\p{L}\p{M}.]{0,19}\s*)?(?:\d{1,4}[.:\u2011\u2013\u2014-])*$/u
const sign = String.raw`(?:[.:)\uff0e\uff1a](?!\p{Nd})|[\u2013\u2014-](?!\s*\p{Nd}))`
const behindCounted = new RegExp(String.raw`^(?:\s*${sign})?\s*`, 'u')
/** Words that stand before the number of a figure alone, in six languages. */
const figure = String.raw`(?:Figure|Fig\.?|Figura|الشكل|شكل|图|Рис\.?)`
/** These may as well stand before a date. */
const photo = '(?:Photo|Image)'
const ordinal = String.raw`\s*\p{Nd}{1,3}(?:[.\u2011\u2013-]\p{Nd}{1,3})?`
const typed = new RegExp(
  String.raw`^\s*(?:${figure}${ordinal}(?:\s*${sign}|(?=\s|$))|${photo}${ordinal}(?:\s*${sign}|\s*$))\s*`,
  'iu',
)

/** The letters before the words: a number that the file counts, or one typed behind a word for a figure. */
const numberOf = (pieces: readonly Piece[]): number => {
  const whole = pieces.map(({ text }) => text).join('')
  const first = pieces.findIndex(({ isCounted }) => isCounted)
  const lengthOf = (until: number): number =>
    pieces.slice(0, until).reduce((sum, { text }) => sum + text.length, 0)
  if (first < 0 || !counted.test(whole.slice(0, lengthOf(first))))
    return typed.exec(whole)?.[0].length ?? 0
  const behind = pieces.findIndex(({ isCounted }, at) => at > first && !isCounted)
  const end = lengthOf(behind < 0 ? pieces.length : behind)
  return end + (behindCounted.exec(whole.slice(end))?.[0].length ?? 0)
}

/** The words of a caption without the number that the file gave it. Where that is in doubt the number stays. */
export const withoutFigureNumber = (pieces: readonly Piece[]): Piece[] => {
  let left = numberOf(pieces)
  return pieces.flatMap(piece => {
    const text = piece.text.slice(left)
    left = Math.max(0, left - piece.text.length)
    return text === '' ? [] : [{ ...piece, text }]
  })
}

/**
 * Each picture with the caption below it, or else with the one above, of which it takes the words. A caption between
 * a picture and a table may be the table's, and stays.
 */
export const withCaptions = (flow: Flow): Flow => {
  const taken = new Set<number>()
  const captions = new Map<FlowPicture, Paragraph>()
  for (const [at, picture] of flow.entries()) {
    if (picture.is !== 'picture' || picture.inserted || picture.deleted) continue
    const place = [at + 1, at - 1].find(
      each => !taken.has(each) && flow[2 * each - at]?.is !== 'table' && captionAt(flow, each),
    )
    const caption = place === undefined ? null : captionAt(flow, place)
    if (place === undefined || !caption) continue
    taken.add(place)
    captions.set(picture, caption)
  }
  return flow
    .filter((_, at) => !taken.has(at))
    .map(each => {
      const caption = each.is === 'picture' ? captions.get(each) : undefined
      return each.is === 'picture' && caption
        ? { ...each, caption: withoutFigureNumber(caption.pieces) }
        : each
    })
}
