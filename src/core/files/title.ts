// The title of a file: the words of its one paragraph in the style "Title", or of the one heading that it begins with.
import type { Flow, Foreign, Paragraph, ParagraphRole, Presented } from '#document/flow'

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

/** The lines of a letterhead: more or longer ones are a text of its own, and its title is no title of the file. */
const letterhead = { lines: 12, characters: 200 }

const linesIn = (flow: Flow): string[] =>
  flow.flatMap(each => {
    if (each.is === 'picture') return []
    if (each.is === 'table')
      return each.rows.flatMap(({ cells }) => cells.flatMap(cell => linesIn(cell.flow)))
    return wordsOf(each).trim() === '' ? [] : [wordsOf(each)]
  })

const isLetterhead = (flow: Flow): boolean => {
  const lines = linesIn(flow)
  return (
    !flow.some(isHeading) &&
    lines.length <= letterhead.lines &&
    lines.every(line => line.length <= letterhead.characters)
  )
}

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
  const above = flow.slice(0, only?.at)
  if (!only || others.length > 0 || !isLetterhead(above)) return -1
  const words = wordsOf(only.each).trim()
  const before = above.findLast(each => each.is === 'paragraph')
  // A paragraph whose end goes would be one with the title, and one whose end came was.
  const isJoined = before !== undefined && (before.endDeleted ?? before.endInserted) !== null
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

const isFirstLevel = ({ role }: Pick<Presented, 'role'>): boolean =>
  role.kind === 'heading' && role.level === 1

/** As it is, or as it was before a change of the file. */
const wasFirstLevel = (each: Flow[number]): boolean =>
  each.is === 'paragraph' &&
  (isFirstLevel(each) || (each.before !== undefined && isFirstLevel(each.before)))

const roleUp = (role: ParagraphRole): ParagraphRole =>
  role.kind === 'heading' ? { ...role, level: role.level - 1 } : role

const oneLevelUp = (each: Flow[number]): Flow[number] =>
  each.is === 'paragraph'
    ? {
        ...each,
        role: roleUp(each.role),
        ...(each.before && { before: { ...each.before, role: roleUp(each.before.role) } }),
      }
    : each

/**
 * The same for a file without a title that begins with its one heading of the first level. The headings below it are
 * those of the text, and begin with the first level.
 */
export const withHeadingAsTitle = (foreign: Foreign): Foreign => {
  const [first, ...rest] = foreign.flow
  if (foreign.title !== null || first?.is !== 'paragraph' || !isFirstLevel(first)) return foreign
  const words = wordsOf(first).trim()
  const isTitle =
    words !== '' &&
    words.length <= longestTitle &&
    isPlain(first) &&
    hasMore(foreign.flow, 0) &&
    !rest.some(wasFirstLevel)
  return isTitle ? { ...foreign, title: words, flow: rest.map(oneLevelUp) } : foreign
}
