// Comments of a file as remarks that come in with its text. A name in a file is a quotation of it.
import { cleanText, type BroughtComment } from '#document/imports'
import { quotedName, type Quotation } from '#document/log'
import type { ForeignComment, Quoted } from '#document/flow'

/** A time that a file claims; null where it claims none that can be one. */
const timeOf = (at: string | null): number | null => {
  const time = at === null ? Number.NaN : Date.parse(at)
  return Number.isSafeInteger(time) && time >= 0 ? time : null
}

export const quotationOf = (
  { author, at }: Pick<Quoted, 'author' | 'at'>,
  file: string,
): Quotation => ({ name: quotedName(author), file: quotedName(file), date: timeOf(at) })

/** Clean lines, as a comment has them. */
const linesOf = (text: string): string =>
  text
    .split('\n')
    .map(line => cleanText(line).trim())
    .join('\n')
    .trim()

export type BroughtComments = {
  remarks: BroughtComment[]
  /** The number of the remark that a comment of the file is, or is an answer in. */
  numberOf(comment: string): number | undefined
}

/** The comment that begins the thread: an answer may be to an answer. */
const rootOf = (
  comment: ForeignComment,
  byId: ReadonlyMap<string, ForeignComment>,
): ForeignComment => {
  const seen = new Set<ForeignComment>()
  let root = comment
  while (!seen.has(root)) {
    seen.add(root)
    root = (root.parent === null ? undefined : byId.get(root.parent)) ?? root
  }
  // A circle of answers has no beginning: each begins a thread.
  return root.parent !== null && byId.has(root.parent) ? comment : root
}

export const commentsOf = (comments: readonly ForeignComment[], file: string): BroughtComments => {
  const byId = new Map(comments.map(comment => [comment.id, comment]))
  const threads = new Map<ForeignComment, ForeignComment[]>()
  for (const comment of comments) {
    const root = rootOf(comment, byId)
    const thread = threads.get(root) ?? []
    threads.set(root, thread)
    if (comment !== root) thread.push(comment)
  }
  const numbers = new Map<string, number>()
  const said = (comment: ForeignComment) => ({
    quoted: quotationOf(comment, file),
    text: linesOf(comment.text),
  })
  const remarks = [...threads].map(([root, answers], at): BroughtComment => {
    for (const { id } of [root, ...answers]) numbers.set(id, at)
    const { isResolved } = root
    return { is: 'comment', ...said(root), replies: answers.map(said), isResolved }
  })
  return { remarks, numberOf: comment => numbers.get(comment) }
}
