// Small Word files for tests, with just the parts and elements that a test names.
import { strToU8, zipSync } from 'fflate'
import type { DocumentKind } from '#shared/contract'

const main = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaged = 'http://schemas.openxmlformats.org/package/2006'

const spaces = [
  ['w', main],
  ['r', office],
  ['mc', 'http://schemas.openxmlformats.org/markup-compatibility/2006'],
  ['m', 'http://schemas.openxmlformats.org/officeDocument/2006/math'],
  ['pic', 'http://schemas.openxmlformats.org/drawingml/2006/picture'],
  ['a', 'http://schemas.openxmlformats.org/drawingml/2006/main'],
  ['wp', 'http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing'],
  ['v', 'urn:schemas-microsoft-com:vml'],
  ['w14', 'http://schemas.microsoft.com/office/word/2010/wordml'],
  ['w15', 'http://schemas.microsoft.com/office/word/2012/wordml'],
] as const

const declared = spaces.map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`).join(' ')

export type WordParts = {
  styles?: string
  numbering?: string
  footnotes?: string
  comments?: string
  commentsExtended?: string
  /** Relationships of the text, as XML. */
  links?: string
  /** In place of that of a document without a program. */
  contentType?: string
  /** Before the root of the text. */
  prologue?: string
  /** Other parts by their names. */
  more?: Record<string, Uint8Array>
}

const roots: Record<string, string> = {
  styles: 'styles',
  numbering: 'numbering',
  footnotes: 'footnotes',
  comments: 'comments',
  commentsExtended: 'commentsEx',
}

const rooted = (name: string, content: string): string =>
  `<w:${name} ${declared}>${content}</w:${name}>`

/** `body`: the content of `w:body`. */
export const wordFile = (body: string, parts: WordParts = {}): Uint8Array => {
  const kind = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'
  const { links = '', contentType = kind, prologue = '', more = {} } = parts
  const relations = [links]
  const files: Record<string, Uint8Array> = { ...more }
  for (const [part, root] of Object.entries(roots)) {
    const content = parts[part as keyof WordParts]
    if (typeof content !== 'string') continue
    const prefix = part === 'commentsExtended' ? 'w15' : 'w'
    files[`word/${part}.xml`] = strToU8(
      rooted(root, content).replaceAll('w:commentsEx', `${prefix}:commentsEx`),
    )
    relations.push(`<Relationship Id="${part}" Type="${office}/${part}" Target="${part}.xml"/>`)
  }
  files['[Content_Types].xml'] = strToU8(
    `<Types xmlns="${packaged}/content-types"><Override PartName="/word/document.xml" ContentType="${contentType}"/></Types>`,
  )
  files['_rels/.rels'] = strToU8(
    `<Relationships xmlns="${packaged}/relationships"><Relationship Id="r1" Type="${office}/officeDocument" Target="word/document.xml"/></Relationships>`,
  )
  files['word/_rels/document.xml.rels'] = strToU8(
    `<Relationships xmlns="${packaged}/relationships">${relations.join('')}</Relationships>`,
  )
  files['word/document.xml'] = strToU8(prologue + rooted('document', `<w:body>${body}</w:body>`))
  return zipSync(files)
}

export const run = (text: string, properties = ''): string =>
  `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`

export const paragraph = (content: string, properties = ''): string =>
  `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${content}</w:p>`

/** A run with a picture, and the relation to its part (`name`, below `word/media`). */
export const pictured = (id: string, alternative = ''): string =>
  `<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="${alternative}"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="${id}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`

export const pictureLink = (id: string, name: string): string =>
  `<Relationship Id="${id}" Type="${office}/image" Target="media/${name}"/>`

const said = (author: string): string =>
  `w:id="1" w:author="${author}" w:date="2018-03-01T10:00:00Z"`

export const inserted = (content: string, author = 'R.K.'): string =>
  `<w:ins ${said(author)}>${content}</w:ins>`

/** Text in `content` is to be `deletedRun`. */
export const deleted = (content: string, author = 'R.K.'): string =>
  `<w:del ${said(author)}>${content}</w:del>`

export const deletedRun = (text: string): string =>
  `<w:r><w:delText xml:space="preserve">${text}</w:delText></w:r>`

/** Properties of a paragraph whose end was inserted or deleted. */
export const changedEnd = (change: 'ins' | 'del', author = 'R.K.'): string =>
  `<w:rPr><w:${change} ${said(author)}/></w:rPr>`

export const moved = (way: 'From' | 'To', content: string): string =>
  `<w:move${way} ${said('R.K.')}>${content}</w:move${way}>`

/** The text of a file without its remarks. */
export const textAlone = (kind: DocumentKind, as: 'accepted' | 'rejected' = 'accepted') =>
  ({ as, kind, comments: 'left-out', file: 'text.docx' }) as const

/** A comment part's entry; `last` is the id by which answers name it. */
export const comment = (
  { id, author, last, at = '2018-03-01T10:00:00Z' }: Commented,
  ...texts: string[]
): string => {
  const lines = texts.map((text, index) => {
    const named = index === texts.length - 1 ? ` w14:paraId="${last}"` : ''
    return `<w:p${named}>${run(text)}</w:p>`
  })
  const dated = at === null ? '' : ` w:date="${at}"`
  return `<w:comment w:id="${id}" w:author="${author}"${dated}>${lines.join('')}</w:comment>`
}
type Commented = { id: number; author: string; last: string; at?: string | null }

export const answering = (last: string, parent?: string, isDone = false): string =>
  `<w15:commentEx w15:paraId="${last}"${parent === undefined ? '' : ` w15:paraIdParent="${parent}"`} w15:done="${isDone ? 1 : 0}"/>`

export const commented = (id: number, content: string): string =>
  `<w:commentRangeStart w:id="${id}"/>${content}<w:commentRangeEnd w:id="${id}"/>`
