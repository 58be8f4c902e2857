// Comments stand in the text, at the words that they begin with; their answers name them.
// OpenDocument 1.4 part 3, 14.1; LibreOffice says in its own namespace what is settled.
import type { Flow, ForeignComment, Paragraph, Piece } from '#document/flow'
import type { XmlAttributes, XmlElement } from '../xml.ts'

type Begun = { comment: ForeignComment; flow: Flow }

const linesOf = (flow: Flow): string[] =>
  flow.flatMap(each => {
    if (each.is === 'picture') return []
    return each.is === 'paragraph'
      ? [each.pieces.map(({ text }) => text).join('')]
      : each.rows.flatMap(({ cells }) => cells.flatMap(cell => linesOf(cell.flow)))
  })

export class Comments {
  readonly all: ForeignComment[] = []
  /** Ids of the comments on the words that come now. */
  open: readonly string[] = []
  private readonly begun: Begun[] = []
  /** Comments without an end, with the words in front of each. */
  private readonly points = new Map<string, Piece | undefined>()

  /** Where the words of the comment go. */
  begin(attributes: XmlAttributes, paragraph: Paragraph | null): Flow {
    const said = (name: string): string | undefined =>
      attributes.get(`office:${name}`) ?? attributes.get(`loext:${name}`)
    const comment: ForeignComment = {
      id: said('name') ?? `comment ${this.all.length + 1}`,
      author: '',
      at: null,
      text: '',
      parent: said('parent-name') ?? null,
      isResolved: said('resolved') === 'true',
    }
    const flow: Flow = []
    this.all.push(comment)
    this.begun.push({ comment, flow })
    this.points.set(comment.id, paragraph?.pieces.at(-1))
    return flow
  }

  /** The name of its author, or its time. */
  describe({ name, text }: XmlElement): void {
    const comment = this.begun.at(-1)?.comment
    if (comment && name === 'dc:creator') comment.author = text
    if (comment && name === 'dc:date') comment.at = text
  }

  /** Its words are over; the words that it is on come after. */
  said(): void {
    const begun = this.begun.pop()
    if (!begun) return
    begun.comment.text = linesOf(begun.flow).join('\n')
    this.open = [...this.open, begun.comment.id]
  }

  end(id: string): void {
    this.open = this.open.filter(each => each !== id)
    this.points.delete(id)
  }

  /** A comment that ends nowhere is on the words in front of it. */
  settle(flow: Flow): void {
    const { points } = this
    if (points.size === 0) return
    for (const each of flow) {
      if (each.is === 'table')
        for (const { cells } of each.rows) for (const cell of cells) this.settle(cell.flow)
      else if (each.is === 'paragraph')
        for (const piece of each.pieces)
          piece.comments = piece.comments.filter(id => !points.has(id))
    }
  }

  attach(): void {
    for (const [id, piece] of this.points) if (piece) piece.comments = [...piece.comments, id]
  }
}
