// Captions of pictures. In a file they are paragraphs beside the picture, numbered by a field; here they are the
// words of the figure, which has a number of its own.
import type { Run } from '#shared/document'
import type { Flow, FlowPicture, Paragraph } from './flow.ts'

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

/** Each picture with the caption below it, or else with the one above, of which it takes the words. */
export const withCaptions = (flow: Flow): Flow => {
  const taken = new Set<number>()
  const captions = new Map<FlowPicture, Paragraph>()
  for (const [at, picture] of flow.entries()) {
    if (picture.is !== 'picture' || picture.inserted || picture.deleted) continue
    const place = [at + 1, at - 1].find(each => !taken.has(each) && captionAt(flow, each))
    const caption = place === undefined ? null : captionAt(flow, place)
    if (place === undefined || !caption) continue
    taken.add(place)
    captions.set(picture, caption)
  }
  return flow
    .filter((_, at) => !taken.has(at))
    .map(each => {
      const caption = each.is === 'picture' ? captions.get(each) : undefined
      return each.is === 'picture' && caption ? { ...each, caption: caption.pieces } : each
    })
}

/** "Figure 3.", "Figure 3:", "图 3": a word without a digit, a number, and a sign behind it. */
const number =
  /^\p{L}[\p{L}\p{M}.]{0,19}[\s\u00a0]*\d{1,4}(?:[.:\-\u2013\u2014)]|(?=\s|$))[\s\u00a0]*/u

/** A caption without the number that the file gave it. */
export const withoutFigureNumber = (runs: readonly Run[]): Run[] => {
  const whole = runs.map(({ text }) => text).join('')
  let left = number.exec(whole)?.[0].length ?? 0
  return runs.flatMap(run => {
    const text = run.text.slice(left)
    left = Math.max(0, left - run.text.length)
    return text === '' ? [] : [{ ...run, text }]
  })
}
