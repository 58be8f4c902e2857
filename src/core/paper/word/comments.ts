// Comments and their replies as Word's own. A reply hangs on its comment by the id of the last
// paragraph of that one, in a second part, which also says that a thread is resolved. ECMA-376 part 1,
// 17.13.4; [MS-DOCX] 2.5.
import type { EntryId } from '#shared/document'
import type { Sheet, SheetComment } from '../sheet.ts'
import type { FileParagraph, FilePart, Stretch } from './content.ts'
import { isRightToLeft } from './masthead.ts'
import { rootOf } from './package.ts'
import { runXml, signXml } from './runs.ts'
import { element, valued } from './xml.ts'

/** Comments that begin before a stretch of words, or end behind it. */
type Edges = { begin: EntryId[]; end: EntryId[] }

type Said = Pick<SheetComment, 'by' | 'text'>

/** Below 0x80000000, as the format wants it. */
const firstId = 0x10000000
const paragraphId = (id: number): string => (firstId + id).toString(16).toUpperCase()

const paragraphXml = (text: string, id: string | undefined, isFirst: boolean): string => {
  const rightToLeft = isRightToLeft(text)
  const properties = valued('w:pStyle', 'CommentText') + (rightToLeft ? element('w:bidi') : '')
  const sign = isFirst ? signXml('CommentReference', element('w:annotationRef')) : ''
  return element(
    'w:p',
    { 'w14:paraId': id },
    element('w:pPr', {}, properties) + sign + runXml({ text }, { rightToLeft, language: '' }),
  )
}

const commentXml = ({ by, text }: Said, id: number): string => {
  const lines = text.split('\n')
  const paragraphs = lines.map((line, at) =>
    paragraphXml(line, at === lines.length - 1 ? paragraphId(id) : undefined, at === 0),
  )
  return element('w:comment', { 'w:id': id, 'w:author': by }, paragraphs.join(''))
}

const paragraphsIn = (parts: readonly FilePart[]): FileParagraph[] =>
  parts.flatMap(part => ('rows' in part ? part.rows.flatMap(({ cells }) => cells.flat()) : [part]))

/** The first and the last words of each comment. */
const edgesIn = (parts: readonly FilePart[]): Map<Stretch, Edges> => {
  const ends = new Map<EntryId, { first: Stretch; last: Stretch }>()
  for (const { stretches } of paragraphsIn(parts))
    for (const stretch of stretches) {
      const { item } = stretch
      const remarks = item.is === 'caption' || item.is === 'picture' ? [] : (item.run.remarks ?? [])
      for (const id of remarks)
        ends.set(id, { first: ends.get(id)?.first ?? stretch, last: stretch })
    }
  const edges = new Map<Stretch, Edges>()
  const at = (stretch: Stretch): Edges => {
    const found = edges.get(stretch) ?? { begin: [], end: [] }
    edges.set(stretch, found)
    return found
  }
  for (const [id, { first, last }] of ends) {
    at(first).begin.push(id)
    at(last).end.push(id)
  }
  return edges
}

export class WordComments {
  private readonly comments: readonly SheetComment[]
  private readonly edges: ReadonlyMap<Stretch, Edges>
  /** The ids of a comment and its replies. */
  private readonly ids = new Map<EntryId, number[]>()

  constructor({ comments = [] }: Sheet, parts: readonly FilePart[]) {
    this.comments = comments
    this.edges = edgesIn(parts)
    let count = 0
    for (const { id, replies } of comments)
      this.ids.set(
        id,
        [0, ...replies].map(() => count++),
      )
  }

  get hasAny(): boolean {
    return this.comments.length > 0
  }

  before(stretch: Stretch): string {
    return (this.edges.get(stretch)?.begin ?? []).map(id => this.begin(id)).join('')
  }

  behind(stretch: Stretch): string {
    return (this.edges.get(stretch)?.end ?? []).map(id => this.end(id)).join('')
  }

  /** Comments on words that are gone stand at the title. */
  unplaced(): string {
    const placed = new Set([...this.edges.values()].flatMap(({ begin }) => begin))
    return this.comments
      .filter(({ id }) => !placed.has(id))
      .map(({ id }) => this.begin(id) + this.end(id))
      .join('')
  }

  xml(): string {
    const all = this.comments.flatMap(({ id, by, text, replies }) => {
      const ids = this.ids.get(id) ?? []
      return [{ by, text }, ...replies].map((said, at) => commentXml(said, ids[at] ?? 0))
    })
    return rootOf('w:comments', all.join(''))
  }

  extendedXml(): string {
    const all = this.comments.flatMap(({ id, isResolved }) => {
      const [first = 0, ...replies] = this.ids.get(id) ?? []
      const done = isResolved ? 1 : 0
      const own = element('w15:commentEx', { 'w15:paraId': paragraphId(first), 'w15:done': done })
      return [
        own,
        ...replies.map(reply =>
          element('w15:commentEx', {
            'w15:paraId': paragraphId(reply),
            'w15:paraIdParent': paragraphId(first),
            'w15:done': done,
          }),
        ),
      ]
    })
    return rootOf('w15:commentsEx', all.join(''))
  }

  private begin(comment: EntryId): string {
    const ids = this.ids.get(comment) ?? []
    return ids.map(id => element('w:commentRangeStart', { 'w:id': id })).join('')
  }

  private end(comment: EntryId): string {
    const ids = this.ids.get(comment) ?? []
    return ids
      .map(
        id =>
          element('w:commentRangeEnd', { 'w:id': id }) +
          signXml('CommentReference', element('w:commentReference', { 'w:id': id })),
      )
      .join('')
  }
}
