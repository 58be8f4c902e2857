// The title of a word processor's file: the words of its one paragraph in the style "Title".
import type { Flow, Foreign, Paragraph } from './flow.ts'

/** More words are no title. */
export const longestTitle = 300

const wordsOf = ({ pieces }: Paragraph): string => pieces.map(({ text }) => text).join('')

/** Nothing hangs on its words that a title cannot hold: no change, no comment, no note and no link. */
const isPlain = ({ pieces, before, endInserted, endDeleted }: Paragraph): boolean =>
  !before &&
  !endInserted &&
  !endDeleted &&
  pieces.every(
    piece =>
      !piece.inserted &&
      !piece.deleted &&
      !piece.before &&
      piece.note === undefined &&
      piece.look.href === undefined &&
      piece.comments.length === 0,
  )

const isHeading = (each: Flow[number]): boolean =>
  each.is === 'paragraph' && each.role.kind === 'heading'

const hasMore = (flow: Flow, at: number): boolean =>
  flow.some((each, index) => index > at && (each.is !== 'paragraph' || wordsOf(each).trim() !== ''))

/** The place of the title; -1 for none that can be taken out of the text. */
const titleAt = (flow: Flow): number => {
  const titles = flow.flatMap((each, at) =>
    each.is === 'paragraph' && each.role.kind === 'title' && wordsOf(each).trim() !== ''
      ? [{ each, at }]
      : [],
  )
  const [only, ...others] = titles
  if (!only || others.length > 0 || flow.slice(0, only.at).some(isHeading)) return -1
  const words = wordsOf(only.each).trim()
  const before = flow[only.at - 1]
  // A paragraph whose end goes would be one with the title.
  const isJoined = before?.is === 'paragraph' && before.endDeleted !== null
  const isTitle = words.length <= longestTitle && isPlain(only.each) && !isJoined
  return isTitle && hasMore(flow, only.at) ? only.at : -1
}

/**
 * The file without the paragraph that is its title. In the text the title would count as a first heading, so that the
 * numbers of paragraphs below it would differ from those in the file.
 */
export const withTitle = (foreign: Foreign): Foreign => {
  const at = titleAt(foreign.flow)
  const title = foreign.flow[at]
  if (title?.is !== 'paragraph') return foreign
  return { ...foreign, title: wordsOf(title), flow: foreign.flow.filter(each => each !== title) }
}
