// Which pieces of a text stand on which page, and which notes at its foot. Lengths are pixels; nothing is measured
// or moved here.

/** A line, a row, or a block that is never cut. */
export type Piece = {
  /** From the beginning of the text, as it lies without pages. */
  top: number
  bottom: number
  /** False for what stays with the piece before it: the first lines of a paragraph, the text below a heading. */
  mayBegin: boolean
  /** A page begins here whatever fits. */
  mustBegin?: true
  /** Notes whose first mark is in it, by their place in the list of notes. */
  notes: readonly number[]
  /** The height of what is said again above it where a page begins with it: the head of its table. */
  again?: number
}

export type NotePart = { note: number; part: number }
export type PlannedPage = {
  /** The first piece, and the first that is not on it. Pages of notes alone have none. */
  from: number
  to: number
  notes: NotePart[]
  /** The height of its pieces, and of its notes with the line above them. */
  used: number
  below: number
}

export type Measures = {
  /** The height for text and notes. */
  room: number
  /** The line above notes, with its space. */
  rule: number
  /** The heights of the parts of each note; a long one has several. */
  notes: readonly (readonly number[])[]
}

/** The share of a page for notes that did not fit on the page before: text goes on below them. */
const carriedShare = 0.6

export const planPages = (
  pieces: readonly Piece[],
  { room, rule, notes }: Measures,
): PlannedPage[] => {
  const heightOf = (parts: readonly NotePart[]): number => {
    const all = parts.map(({ note, part }) => notes[note]?.[part] ?? 0)
    return all.length === 0 ? 0 : all.reduce((sum, height) => sum + height, rule)
  }
  let carried: NotePart[] = []
  const takeCarried = (): NotePart[] => {
    const fits = (count: number): boolean =>
      heightOf(carried.slice(0, count)) <= room * carriedShare
    let count = Math.min(1, carried.length)
    while (count < carried.length && fits(count + 1)) count++
    const taken = carried.slice(0, count)
    carried = carried.slice(count)
    return taken
  }
  const usedBy = (from: number, to: number): number => {
    const [first, last] = [pieces[from], pieces[to - 1]]
    return first && last && to > from ? last.bottom - first.top + (first.again ?? 0) : 0
  }
  const beginnings = (from: number, to: number): NotePart[] =>
    pieces.slice(from, to).flatMap(piece => piece.notes.map(note => ({ note, part: 0 })))

  /** The first piece that is not on the page that begins with `from`. */
  const endOf = (from: number, first: readonly NotePart[]): number => {
    let allowed = from
    let below = [...first]
    for (let at = from; at < pieces.length; at++) {
      const piece = pieces[at]
      if (piece?.mustBegin && at > from) return at
      if (piece?.mayBegin && at > from) allowed = at
      below = [...below, ...beginnings(at, at + 1)]
      if (usedBy(from, at + 1) + heightOf(below) <= room) continue
      // A piece that is alone on its page stays, whatever its height.
      if (at === from) return at + 1
      return allowed > from ? allowed : at
    }
    return pieces.length
  }

  const pages: PlannedPage[] = []
  let from = 0
  while (from < pieces.length || carried.length > 0) {
    const first = takeCarried()
    const to = from < pieces.length ? endOf(from, first) : from
    const used = usedBy(from, to)
    const placed = [...first]
    // A part that does not fit takes those behind it along, so that parts of a note keep their order.
    const place = (parts: readonly NotePart[]): void => {
      const fitting = parts.findIndex(
        (_, at) => used + heightOf([...placed, ...parts.slice(0, at + 1)]) > room,
      )
      const count = fitting < 0 ? parts.length : fitting
      placed.push(...parts.slice(0, count))
      carried.push(...parts.slice(count))
    }
    const begun = beginnings(from, to)
    place(begun)
    for (const { note } of begun) {
      const isCarried = carried.some(each => each.note === note)
      const more = (notes[note] ?? []).slice(1).map((_, at) => ({ note, part: at + 1 }))
      if (isCarried) carried.push(...more)
      else place(more)
    }
    pages.push({ from, to, notes: placed, used, below: heightOf(placed) })
    from = to
  }
  return pages
}
