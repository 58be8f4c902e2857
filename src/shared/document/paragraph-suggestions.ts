// Suggestions about whole paragraphs: a new one, one that is to go, another kind, other words. They wait
// beside the text and not in it, so that who may write no word of the text can make them too, and a
// paragraph that nobody took in is in no document. Each is an entry of the log in `comments.ts`; whose
// it is and who settled it follows from the client that wrote it.
import type * as Y from 'yjs'
import type { FailureCode } from '../failure.ts'
import type { BlockId } from '../ids.ts'
import type { Acting } from './amending.ts'
import type { SameMember } from './amendments.ts'
import { carriedInto } from './amendment-wording.ts'
import { longestWording, readLogs, writeEntry, type Entry } from './comments.ts'
import { plainText } from './edit-text.ts'
import type { EntryId, EntryLog, Said } from './entry-log.ts'
import { blockElements } from './layout.ts'
import type { BlockKind } from './page.ts'
import { rowsOf, targetsIn, type Row } from './paragraph-target.ts'
import { readBlock } from './read-page.ts'

export type ParagraphEntry = Extract<Entry, { kind: 'paragraph' }>
type Verdict = Extract<Entry, { kind: 'accept' | 'reject' | 'withdraw' }>
export type ParagraphLog = { opening: Said<ParagraphEntry>; rest: Said<Entry>[] }

export type ParagraphSuggestion = {
  id: EntryId
  /** The client id that suggested it. */
  client: number
  at: number
  what: ParagraphEntry['what']
  /** Of a new paragraph, or of this one from then on; null where that stays. */
  as: BlockKind | null
  /** The words that it would change, as they were; of a new one those that it would follow. */
  base: string
  wording: string
  why: string
  standing: 'open' | 'accepted' | 'rejected' | 'withdrawn'
  /** Who settled it how. Two may have done so apart. */
  record: readonly Said<Verdict>[]
  /**
   * Where the paragraph is now, or where a new one would come: `index` counts the one before it, -1 for
   * the beginning. Null where that is gone.
   */
  target: { index: number; block: BlockId | null; text: string; kind: BlockKind | null } | null
  /** What the paragraph would read; of a new one its words. */
  result: string
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
)

const isVerdict = (entry: Said<Entry>): entry is Said<Verdict> =>
  ['accept', 'reject', 'withdraw'].includes(entry.kind)

const isOfParagraph = (log: EntryLog<Entry>): log is ParagraphLog =>
  log.opening.kind === 'paragraph'

export const readParagraphLogs = (doc: Y.Doc): ParagraphLog[] => readLogs(doc).filter(isOfParagraph)

/** Where it was taken in anywhere, its change is in the text. */
const standingFor = (record: readonly Said<Verdict>[]): ParagraphSuggestion['standing'] => {
  const has = (kind: Verdict['kind']): boolean => record.some(each => each.kind === kind)
  if (has('accept')) return 'accepted'
  if (has('reject')) return 'rejected'
  return has('withdraw') ? 'withdrawn' : 'open'
}

/** Every one there was, the earliest first. */
export const readParagraphSuggestions = (
  doc: Y.Doc,
  isSame: SameMember = (a, b) => a === b,
): ParagraphSuggestion[] => {
  const logs = readParagraphLogs(doc)
  if (logs.length === 0) return []
  const targetOf = targetsIn(rowsOf(doc))
  const elements = blockElements(doc)
  const targetIn = ({ block, base, what }: ParagraphEntry): ParagraphSuggestion['target'] => {
    if (block === null) return what === 'add' ? { index: -1, block, text: '', kind: null } : null
    const found = targetOf({ block, base })
    const element = found && elements[found.index]
    // What took the paragraph in holds more than it: that is not to go or to become a heading for it.
    const isOther = found?.is === 'heir' && (what === 'remove' || what === 'kind')
    if (!found || !element || isOther) return null
    const { kind, cell } = readBlock(element)
    return cell !== undefined && what !== 'words' ? null : { ...found, kind }
  }
  return logs.map(({ opening, rest }) => {
    const { id, client, at, what, as, base, wording, why } = opening
    const record = rest
      .filter(isVerdict)
      .filter(entry => entry.kind !== 'withdraw' || isSame(entry.client, client))
    const target = targetIn(opening)
    const now = target?.text ?? base
    const isMoved = what !== 'add' && now !== base
    return {
      ...{ id, client, at, what, as, base, wording, why, record, target, isMoved },
      standing: standingFor(record),
      get result() {
        return what === 'words' ? carriedInto(now, { base, wording }).text : wording
      },
      get isOverlapping() {
        return what === 'words' && carriedInto(now, { base, wording }).clashes
      },
    }
  })
}

/** Everybody who suggested one, or took hers back. */
export const paragraphClients = (doc: Y.Doc): number[] =>
  readParagraphLogs(doc).flatMap(({ opening, rest }) =>
    [opening, ...rest].map(({ client }) => client),
  )

/** Those that wait, in the order of the text. */
export const openParagraphs = (all: readonly ParagraphSuggestion[]): ParagraphSuggestion[] =>
  all
    .filter(({ standing }) => standing === 'open')
    .toSorted((a, b) => (a.target?.index ?? Infinity) - (b.target?.index ?? Infinity))

const wordsAbout = (doc: Y.Doc, block: BlockId): Row | undefined =>
  rowsOf(doc).find(row => row.block === block && row.isOurs)

/** As `doc.clientID`. Refused where nothing would change, or there is no such paragraph. */
export const suggestParagraph = (
  doc: Y.Doc,
  wanted: NewParagraphSuggestion,
  { at, random, change }: Pick<Acting, 'at' | 'random' | 'change'>,
): { id: EntryId } | { refused: FailureCode } => {
  const { what, why = '' } = wanted
  const block = what === 'add' ? wanted.after : wanted.block
  const row = block === null ? undefined : wordsAbout(doc, block)
  const element = row && blockElements(doc)[row.index]
  if (block !== null && !element) return { refused: 'not-found' }
  // A cell comes and goes with its table.
  if (what !== 'words' && element && readBlock(element).cell !== undefined)
    return { refused: 'not-permitted' }
  const base = row?.text ?? ''
  const wording = 'wording' in wanted ? plainText(wanted.wording).trim() : ''
  const as = 'as' in wanted ? wanted.as : null
  if (Math.max(base.length, wording.length) > longestWording) return { refused: 'file-too-large' }
  const isSame =
    (what === 'add' && wording === '') ||
    (what === 'words' && wording === base.trim()) ||
    (what === 'kind' && element !== undefined && readBlock(element).kind === as)
  const isKnown = readParagraphLogs(doc).some(
    ({ opening, rest }) =>
      (what === 'remove' || what === 'kind') &&
      opening.what === what &&
      opening.block === block &&
      opening.as === as &&
      !rest.some(isVerdict),
  )
  if (isSame || isKnown) return { refused: 'invalid-input' }
  let id: EntryId | null = null
  const entry = { kind: 'paragraph' as const, at, what, block, base, wording, why: why.trim(), as }
  change(() => void (id = writeEntry(doc, null, entry, random)))
  return id === null ? { refused: 'not-found' } : { id }
}
