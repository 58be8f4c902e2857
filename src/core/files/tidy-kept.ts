// Clean white space in words with changes, so that the text is clean both ways: a space that would
// be double in one of the two texts comes or goes with the change beside it.
import { cleanText } from '#document/imports'
import type { Piece, Quoted } from '#document/flow'
import { isRead, type Line } from './kept-lines.ts'

type View = 'accepted' | 'rejected'
const views: readonly View[] = ['accepted', 'rejected']
const nobody: Quoted = { author: '', at: null }

/** Takes words out of one of the texts. Words that are in none go. */
const without = (piece: Piece, view: View, by: Quoted): Piece | null => {
  const other = view === 'accepted' ? 'rejected' : 'accepted'
  if (!isRead(other, piece)) return null
  return view === 'accepted' ? { ...piece, deleted: by } : { ...piece, inserted: by }
}

const trailing = /\s+$/

class Tidying {
  /** Words of the lines so far, each line a list of its own. */
  private readonly done: Piece[][] = []
  private readonly open: Record<View, { line: Piece[]; at: Piece }[]> = {
    accepted: [],
    rejected: [],
  }
  private by: Quoted = nobody

  read(lines: readonly Line[]): Piece[][] {
    for (const line of lines) {
      const words: Piece[] = []
      this.done.push(words)
      for (const piece of line.pieces) this.add(words, { ...piece, text: cleanText(piece.text) })
      if (line.by) this.by = line.by
      if (line.end !== 'rejected') this.end('accepted')
      if (line.end !== 'accepted') this.end('rejected')
    }
    return this.done.map(words => words.filter(({ text }) => text !== ''))
  }

  private add(words: Piece[], piece: Piece): void {
    this.by = piece.deleted ?? piece.inserted ?? this.by
    const isSpaced = piece.text.startsWith(' ')
    const space: Piece | null = isSpaced ? this.spaceOf({ ...piece, text: ' ' }) : null
    if (space) this.put(words, space)
    const rest = isSpaced ? piece.text.slice(1) : piece.text
    if (rest !== '') this.put(words, { ...piece, text: rest })
  }

  /** A space stays in those of its texts in which none is before it. */
  private spaceOf(space: Piece): Piece | null {
    let left: Piece | null = space
    for (const view of views) {
      if (left && isRead(view, left) && this.endsWithSpace(view))
        left = without(left, view, this.by)
    }
    return left
  }

  private endsWithSpace(view: View): boolean {
    const last = this.open[view].at(-1)?.at
    return last === undefined || last.text.endsWith(' ')
  }

  private put(words: Piece[], piece: Piece): void {
    words.push(piece)
    for (const view of views) {
      if (isRead(view, piece)) this.open[view].push({ line: words, at: piece })
    }
  }

  /** A line of this text ends: no space stands there. */
  private end(view: View): void {
    const open = this.open[view]
    for (let last = open.pop(); last; last = open.pop()) {
      const space = trailing.exec(last.at.text)?.[0] ?? ''
      if (space !== '') this.cutEnd(last.line, last.at, space, view)
      if (last.at.text !== '') break
    }
    this.open[view] = []
  }

  private cutEnd(words: Piece[], piece: Piece, space: string, view: View): void {
    const tail = without({ ...piece, text: space }, view, this.by)
    piece.text = piece.text.slice(0, -space.length)
    if (!tail) return
    words.splice(words.indexOf(piece) + 1, 0, tail)
    const other = view === 'accepted' ? 'rejected' : 'accepted'
    const open = this.open[other]
    const at = open.findIndex(each => each.at === piece)
    if (at >= 0) open.splice(at + 1, 0, { line: words, at: tail })
  }
}

/** The words of each line. */
export const tidyKept = (lines: readonly Line[]): Piece[][] => new Tidying().read(lines)
