// Comments and their replies as Word's own. A reply hangs on its comment by the id of the last
// paragraph of that one, in a second part, which also says that a thread is resolved. ECMA-376 part 1,
// 17.13.4; [MS-DOCX] 2.5.
import type { EntryId } from '#document/ids'
import type { Sheet, SheetComment } from '../sheet.ts'
import { isRightToLeft } from '../content/look.ts'
import type { FilePart } from '../content/parts.ts'
import { remarkMarks, type RemarkMarks } from '../content/remarks.ts'
import { element } from '../xml.ts'
import { rootOf } from './package.ts'
import { runXml, signXml } from './runs.ts'
import { valued } from './valued.ts'

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
    element('w:pPr', {}, properties) + sign + runXml({ text }, { rightToLeft, language: null }),
  )
}

const commentXml = ({ by, text }: Said, id: number): string => {
  const lines = text.split('\n')
  const paragraphs = lines.map((line, at) =>
    paragraphXml(line, at === lines.length - 1 ? paragraphId(id) : undefined, at === 0),
  )
  return element('w:comment', { 'w:id': id, 'w:author': by }, paragraphs.join(''))
}

export class WordComments {
  readonly marks: RemarkMarks
  private readonly comments: readonly SheetComment[]
  /** The ids of a comment and its replies. */
  private readonly ids = new Map<EntryId, number[]>()

  constructor({ comments = [] }: Sheet, parts: readonly FilePart[]) {
    this.comments = comments
    this.marks = remarkMarks(comments, parts, {
      begin: id => this.begin(id),
      end: id => this.end(id),
    })
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

  /** Comments on words that are gone stand at the title. */
  unplaced(): string {
    return this.marks.unplaced.map(id => this.begin(id) + this.end(id)).join('')
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
