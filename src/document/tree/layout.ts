// How a page lies in its Yjs document: exactly the layout of Lexical's collaboration binding V2
// (@lexical/yjs 0.52.0, SyncV2), so that core reads and writes the same tree as the editor.
//
//   'root-v2'  XmlElement, one child per block, in order
//   block      XmlElement named 'block'; attributes: `s_<state>` for each state of the node
//              (kind, bid, lang, label, ref, from) and `__dir`; of a cell of a table also `s_cell`,
//              the names of its table, row and column, and `s_head` true in the header row; `label`
//              'circle': a restricted block, `ref` the document of a circle that has its text
//              `picture` of a figure: type, bytes, pixels and hash of its picture, and `alt`, what it says
//              to who does not see it
//              `prompt`: the name of what is asked for while it is empty, from a template
//   text       one XmlText per run of text nodes, the only child; attributes per character:
//              `p` {__format, __mode, ...} where it differs from the default, `t` the node type
//              where it is not 'text', `s_<state>` (href, marks), `i` the text node's index from 1
//              `s_fn` on one character `noteSign`, with `p.__mode` 1: a reference to a footnote
//              `s_to` (a block's id), `s_was` (words) and `s_bare` on such a one: to a paragraph
//   'footnotes' Map: id of a note -> Text, what it says
//   'attachments' Map: a log of files that belong to the document (see `attachments.ts`)
//   'meta'     Map: kind, title, language, reference, symbol, status, schema; `partOf` {document,
//              block} in the text of a restricted block
import * as Y from 'yjs'
import type { Attributes } from '#document/model'

export const rootName = 'root-v2'
export const blockNodeName = 'block'
export const metaName = 'meta'
export const notesName = 'footnotes'

/** A value of `p.__mode`: the editor deletes such text as a whole, and writes nothing into it. */
export const tokenMode = 1

export const rootOf = (doc: Y.Doc): Y.XmlElement => doc.get(rootName, Y.XmlElement)

/** Every block element in order; foreign things directly below the root are passed over. */
export const blockElements = (doc: Y.Doc): Y.XmlElement[] =>
  rootOf(doc)
    .toArray()
    .filter(child => child instanceof Y.XmlElement)

/** The block with this id; undefined for none. */
export const blockNamed = (doc: Y.Doc, id: string): Y.XmlElement | undefined =>
  blockElements(doc).find(block => attributesOf(block)['s_bid'] === id)

/** The attributes of an element with their stored values (Yjs types them as strings). */
export const attributesOf = (element: Y.XmlElement): Attributes =>
  element.getAttributes() as Attributes

/** Stores any JSON value as an attribute, as the binding does. */
export const setAttribute = (element: Y.XmlElement, key: string, value: unknown): void =>
  element.setAttribute(key, value as string)

/** Bits of `p.__format`, from Lexical's TEXT_TYPE_TO_FORMAT. */
export const formatBits = {
  bold: 1,
  italic: 2,
  strikethrough: 4,
  underline: 8,
  subscript: 32,
  superscript: 64,
} as const
export type Format = keyof typeof formatBits
export const formats = Object.keys(formatBits) as Format[]
