// The text of one block: between the XmlText of the binding's layout and runs of equal formatting.
import * as Y from 'yjs'
import { isBlockId } from '#document/ids'
import {
  bracketIn,
  bracketKey,
  isSafeLink,
  type Attributes,
  type Reference,
  type Run,
} from '#document/model'
import { formatBits, formats, tokenMode } from './layout.ts'
import * as v from 'valibot'
import { MemberId, type BlockId } from '#shared/ids'
import { plainLink } from '#shared/mail-link'

/** One text node of the editor: its characters and what the tree stores about them. */
export type Piece = { text: string; attributes: Attributes }

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** Where the words lead; of a mail no more than its address and subject. */
const linkIn = (href: unknown): string | null => (isSafeLink(href) ? plainLink(href) : null)

/** Text nodes in order, embedded objects passed over. */
export const piecesOf = (text: Y.Text): Piece[] =>
  (text.toDelta() as { insert: unknown; attributes?: Attributes }[]).flatMap(part =>
    typeof part.insert === 'string'
      ? [{ text: part.insert, attributes: part.attributes ?? {} }]
      : [],
  )

const formatOf = (attributes: Attributes): number => {
  const format = isRecord(attributes['p']) ? attributes['p']['__format'] : 0
  return typeof format === 'number' ? format : 0
}

/** Longer than any paragraph is named. */
const longestWas = 80

/**
 * Text for people, from any author: no control characters, and none that turn the words around it.
 */
const readable = (words: unknown): string =>
  typeof words === 'string'
    ? words.slice(0, longestWas).replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
    : ''

const referenceFrom = (block: BlockId, { s_was, s_bare }: Attributes): Reference => ({
  block,
  was: readable(s_was),
  ...(s_bare === true && { bare: true }),
})

const referenceStates = ({ block, was, bare }: Reference): Attributes => ({
  s_to: block,
  s_was: readable(was),
  ...(bare && { s_bare: true }),
})

const isMemberId = (value: unknown): value is MemberId => v.is(MemberId, value)

/** The reader's view of a piece: its formats, its link, and whether it waits for a verdict. */
export const runOf = ({ text, attributes }: Piece): Run => {
  const format = formatOf(attributes)
  const run: Run = { text }
  for (const name of formats) if (format & formatBits[name]) run[name] = true
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined) continue
    if (key.startsWith('s_in:')) run.suggested = true
    if (key.startsWith('s_de:')) run.struck = true
  }
  const href = linkIn(attributes['s_href'])
  if (href !== null) run.href = href
  const bracket = bracketIn(attributes)
  if (bracket) run.bracket = bracket
  const { s_fn: note, s_to: to, s_who: who } = attributes
  if (isBlockId(note)) run.note = note
  else if (isBlockId(to)) run.to = referenceFrom(to, attributes)
  else if (isMemberId(who)) run.who = who
  return run
}

/** Stands for something else as one character. */
const isSign = ({ note, to, who }: Run): boolean =>
  note !== undefined || to !== undefined || who !== undefined

const sameMarks = ({ marks: a = {} }: Run, { marks: b = {} }: Run): boolean => {
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every(key => a[key] === b[key])
}

const sameLook = (a: Run, b: Run): boolean =>
  a.href === b.href &&
  // Each reference stands by itself.
  !isSign(a) &&
  !isSign(b) &&
  a.suggested === b.suggested &&
  a.struck === b.struck &&
  a.bracket?.version === b.bracket?.version &&
  sameMarks(a, b) &&
  formats.every(name => a[name] === b[name])

/** Joins neighbours that look the same and drops empty runs. */
export const joinRuns = (runs: readonly Run[]): Run[] => {
  const joined: Run[] = []
  for (const run of runs) {
    const last = joined.at(-1)
    if (run.text === '') continue
    if (last !== undefined && sameLook(last, run)) last.text += run.text
    else joined.push({ ...run })
  }
  return joined
}

/** The attributes under which the editor would store this run. */
export const attributesForRun = (run: Run): Attributes => {
  const format = formats.reduce((sum, name) => sum | (run[name] ? formatBits[name] : 0), 0)
  const href = linkIn(run.href)
  return {
    ...((format !== 0 || isSign(run)) && {
      p: { ...(format !== 0 && { __format: format }), ...(isSign(run) && { __mode: tokenMode }) },
    }),
    ...(run.note !== undefined && { s_fn: run.note }),
    ...(run.to && referenceStates(run.to)),
    ...(run.who !== undefined && { s_who: run.who }),
    ...(href !== null && { s_href: href }),
    ...(run.bracket && { [bracketKey(run.bracket.version)]: run.bracket.set }),
    ...run.marks,
  }
}

/** The runs as one insertion per text node, as the binding would store them. */
export const deltaOfRuns = (runs: readonly Run[]): { insert: string; attributes: Attributes }[] =>
  joinRuns(runs).map((run, index) => ({
    insert: run.text,
    attributes: { ...attributesForRun(run), ...(index > 0 && { i: index }) },
  }))

/** A fresh XmlText holding the runs, as the binding creates one. */
export const textFromRuns = (runs: readonly Run[]): Y.XmlText => {
  const text = new Y.XmlText()
  text.applyDelta(deltaOfRuns(runs))
  return text
}
