// Suggestions about whole paragraphs: a new one, the removal of one, another kind, other words,
// another position, a split, or a join with the one before. They wait beside the text and not in
// it, so that members without the right to write can make them too, and a paragraph that was not
// accepted is in no document. Each is an entry of the log in `comments.ts`; the client that wrote
// an entry shows its author.
import type * as Y from 'yjs'
import type { FailureCode } from '#shared/failure'
import type { BlockId } from '#shared/ids'
import {
  type Acting,
  type SameMember,
  carriedInto,
  rowsOf,
  targetsIn,
  type Row,
} from '#document/review/amendments'
import {
  longestWording,
  mostAlong,
  readLogs,
  writeEntry,
  type Entry,
} from '#document/review/comments'
import { lengthOf, plainText, blockElements, readBlock } from '#document/tree'
import type { EntryId } from '#document/ids'
import type { EntryLog, Said, Quotation } from '#document/log'
import type { BlockKind } from '#document/model'
import {
  movedBy,
  standsAlone,
  whitherOf,
  type ParagraphEntry,
  type Whither,
} from './paragraph-places.ts'
import { quotedIn, type QuotedLook } from './quoted-paragraphs.ts'

type Verdict = Extract<Entry, { kind: 'accept' | 'reject' | 'withdraw' }>
export type ParagraphLog = { opening: Said<ParagraphEntry>; rest: Said<Entry>[] }

export type ParagraphSuggestion = {
  id: EntryId
  /** The client id that suggested it. */
  client: number
  /** The name in a file under which it was brought in; absent where a member made it. */
  quoted?: Quotation
  at: number
  what: ParagraphEntry['what']
  /** The paragraph as the author named it, or the one that a new one would follow; null for the beginning. */
  block: BlockId | null
  /** The kind of a new paragraph, or of this one from then on; null where it stays. */
  as: BlockKind | null
  /** The words that it would change, as they were; of a new one those that it would follow. */
  base: string
  wording: string
  why: string
  /** No outcome of its own: the text says what stands, and each verdict speaks for its member alone. */
  standing: 'open' | 'settled'
  /** The verdicts on it. Two may have been given apart. */
  record: readonly Said<Verdict>[]
  /**
   * Where the paragraph is now, or where a new one would come: `index` counts the one before it, -1 for
   * the beginning. Null where that is gone.
   */
  target: { index: number; block: BlockId | null; text: string; kind: BlockKind | null } | null
  /** The target of a move, split or join; null where it is gone, and for other suggestions. */
  whither: Whither | null
  /** Behind what it would move, null for the beginning; and what else moves with it. */
  after: BlockId | null
  along: readonly BlockId[]
  /** The resulting words; of a new paragraph its words; of a split both, in two lines. */
  result: string
  /** The formats and the direction of a new one that a file brought in. */
  looks: readonly QuotedLook[]
  direction: 'ltr' | 'rtl' | null
  /** The words that it would change were changed since. */
  isOverlapping: boolean
  /** The paragraph is not what it was when this was suggested. */
  isMoved: boolean
}

export type NewParagraphSuggestion = { why?: string } & (
  | { what: 'add'; after: BlockId | null; as: BlockKind; wording: string }
  | { what: 'remove'; block: BlockId }
  | { what: 'kind'; block: BlockId; as: BlockKind }
  | { what: 'words'; block: BlockId; wording: string }
  | { what: 'move'; block: BlockId; after: BlockId | null; along?: readonly BlockId[] }
  /** `place`: UTF-16 units of what it reads while nothing that waits is taken in. */
  | { what: 'split'; block: BlockId; place: number }
  /** With the one before it. */
  | { what: 'join'; block: BlockId }
)

/** Changes where paragraphs begin and end, or where they stand. */
export const isOfPlace = (what: ParagraphEntry['what']): what is 'move' | 'split' | 'join' =>
  what === 'move' || what === 'split' || what === 'join'

const isVerdict = (entry: Said<Entry>): entry is Said<Verdict> =>
  ['accept', 'reject', 'withdraw'].includes(entry.kind)

const isOfParagraph = (log: EntryLog<Entry>): log is ParagraphLog =>
  log.opening.kind === 'paragraph'

export const readParagraphLogs = (doc: Y.Doc): ParagraphLog[] => readLogs(doc).filter(isOfParagraph)

/** Every one there was, the earliest first. */
export const readParagraphSuggestions = (
  doc: Y.Doc,
  isSame: SameMember = (a, b) => a === b,
): ParagraphSuggestion[] => {
  const logs = readParagraphLogs(doc)
  if (logs.length === 0) return []
  const rows = rowsOf(doc)
  const targetOf = targetsIn(rows)
  const elements = blockElements(doc)
  const whitherFor = whitherOf(doc, rows)
  const quotedOf = quotedIn(doc, rows)
  const targetIn = ({ block, base, what }: ParagraphEntry): ParagraphSuggestion['target'] => {
    if (block === null) return what === 'add' ? { index: -1, block, text: '', kind: null } : null
    const found = targetOf({ block, base })
    const element = found && elements[found.index]
    // The paragraph that absorbed this one holds more than it: it is not removed, made a heading or
    // moved for it.
    const isOther = found?.is === 'heir' && what !== 'add' && what !== 'words'
    if (!found || !element || isOther) return null
    const { kind, cell } = readBlock(element)
    return cell !== undefined && what !== 'words' ? null : { ...found, kind }
  }
  return logs.map(({ opening, rest }) => {
    const { id, client, quoted, at, what, as, base, wording, why } = opening
    const record = rest
      .filter(isVerdict)
      .filter(entry => entry.kind !== 'withdraw' || isSame(entry.client, client))
    const known = quoted && quotedOf.target(id, opening)
    const target = known === undefined ? targetIn(opening) : known
    const now = target?.text ?? base
    const isMoved = what !== 'add' && what !== 'move' && now !== base
    let whither: Whither | null | undefined
    return {
      id,
      client,
      ...(quoted && { quoted }),
      at,
      what,
      block: opening.block,
      as,
      base,
      wording,
      why,
      record,
      target,
      isMoved,
      standing: record.length === 0 ? 'open' : 'settled',
      after: opening.after ?? null,
      along: what === 'move' ? (opening.along ?? []) : [],
      looks: opening.looks ?? [],
      direction: opening.direction ?? null,
      get whither() {
        if (whither !== undefined || !target) return whither ?? null
        whither =
          quoted && (what === 'split' || what === 'join')
            ? quotedOf.whither(id, opening, target)
            : whitherFor(opening, target)
        return whither
      },
      get result() {
        if (what === 'move') return now
        if (what === 'join') return `${rows[this.whither?.index ?? -1]?.text ?? wording}${now}`
        const at = what === 'split' ? this.whither?.at : undefined
        if (at !== undefined) return `${now.slice(0, at)}\n${now.slice(at)}`
        return what === 'words' ? carriedInto(now, { base, wording }).text : wording
      },
      get isOverlapping() {
        return what === 'words' && carriedInto(now, { base, wording }).clashes
      },
    }
  })
}

/** The clients that suggested one, or withdrew theirs. */
export const paragraphClients = (doc: Y.Doc): number[] =>
  readParagraphLogs(doc).flatMap(({ opening, rest }) =>
    [opening, ...rest].map(({ client }) => client),
  )

/** The suggestions that wait, in the order of the text. */
export const openParagraphs = (all: readonly ParagraphSuggestion[]): ParagraphSuggestion[] =>
  all
    .filter(({ standing }) => standing === 'open')
    .toSorted((a, b) => (a.target?.index ?? Infinity) - (b.target?.index ?? Infinity))

/** UTF-16 units: what two take in apart is looked through for what came twice. */
const mostMoved = 3 * longestWording

type Made = Omit<ParagraphEntry, 'kind' | 'at' | 'why'>

/** The target that the entry names, and whether it exists and changes anything. */
const placeWanted = (
  wanted: Extract<NewParagraphSuggestion, { what: 'move' | 'split' | 'join' }>,
  rows: readonly Row[],
  elements: readonly Y.XmlElement[],
): Pick<Made, 'wording' | 'after' | 'along' | 'place'> | { refused: FailureCode } => {
  const index = rows.findIndex(({ block }) => block === wanted.block)
  const text = rows[index]?.text ?? ''
  if (wanted.what === 'split') {
    const { place } = wanted
    return place > 0 && place < text.length ? { wording: '', place } : { refused: 'invalid-input' }
  }
  if (wanted.what === 'join') {
    const before = rows[index - 1]
    if (!before) return { refused: 'invalid-input' }
    const isFine = [index - 1, index].every(each => standsAlone(elements[each]))
    if (!isFine || before.block === null) return { refused: 'not-permitted' }
    return { wording: before.text, after: before.block }
  }
  const { block, after, along = [] } = wanted
  const moved = movedBy({ block, along: [...along] }, elements)
  const behind = after === null ? -1 : rows.findIndex(each => each.block === after)
  const isIn = behind >= 0 && moved.some(element => element === elements[behind])
  if (isIn || (after !== null && behind < 0)) return { refused: 'not-found' }
  if (moved.length !== along.length + 1) return { refused: 'not-permitted' }
  const size = moved.reduce((sum, element) => sum + lengthOf(element), 0)
  if (size > mostMoved || along.length > mostAlong) return { refused: 'file-too-large' }
  const stands = moved.every((element, at) => element === elements[behind + 1 + at])
  return stands
    ? { refused: 'invalid-input' }
    : { wording: '', after, ...(along.length > 0 && { along: [...along] }) }
}

/** As `doc.clientID`. Refused where nothing would change, or there is no such paragraph. */
export const suggestParagraph = (
  doc: Y.Doc,
  wanted: NewParagraphSuggestion,
  { at, random, change }: Pick<Acting, 'at' | 'random' | 'change'>,
): { id: EntryId } | { refused: FailureCode } => {
  const { what, why = '' } = wanted
  const block = what === 'add' ? wanted.after : wanted.block
  const [rows, elements] = [rowsOf(doc), blockElements(doc)]
  const row = block === null ? undefined : rows.find(each => each.block === block && each.isOurs)
  const element = row && elements[row.index]
  if (block !== null && !element) return { refused: 'not-found' }
  // A cell comes and goes with its table.
  if (what !== 'words' && element && readBlock(element).cell !== undefined)
    return { refused: 'not-permitted' }
  const place =
    what === 'move' || what === 'split' || what === 'join'
      ? placeWanted(wanted, rows, elements)
      : { wording: 'wording' in wanted ? plainText(wanted.wording).trim() : '' }
  if ('refused' in place) return place
  const made: Made = {
    what,
    block,
    base: row?.text ?? '',
    as: 'as' in wanted ? wanted.as : null,
    ...place,
  }
  const { base, wording, as } = made
  if (Math.max(base.length, wording.length) > longestWording) return { refused: 'file-too-large' }
  const isSame =
    (what === 'add' && wording === '') ||
    (what === 'words' && wording === base.trim()) ||
    (what === 'kind' && element !== undefined && readBlock(element).kind === as)
  const about = (entry: Made): string =>
    JSON.stringify([entry.what, entry.block, entry.as, entry.after, entry.along, entry.place])
  const isKnown =
    what !== 'add' &&
    what !== 'words' &&
    readParagraphLogs(doc).some(
      ({ opening, rest }) => about(opening) === about(made) && !rest.some(isVerdict),
    )
  if (isSame || isKnown) return { refused: 'invalid-input' }
  let id: EntryId | null = null
  const entry = { kind: 'paragraph' as const, at, why: why.trim(), ...made }
  change(() => void (id = writeEntry(doc, null, entry, random)))
  return id === null ? { refused: 'not-found' } : { id }
}
