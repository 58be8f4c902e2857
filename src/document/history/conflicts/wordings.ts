// A device signed several wordings for one place, and one of them stays. A chair or a rapporteur
// says which, or two members do: each in the log beside the text (see `entry-log.ts`), in which no
// deletion withdraws it. The gate accepts `settled` from a chair or a rapporteur alone
// (`settles-by-right`).
import * as v from 'valibot'
import type * as Y from 'yjs'
import { FeedId } from '#shared/ids'
import type { Right } from '#shared/vocabulary'
import type { SameMember } from '#document/review/amendments'
import { type Random, EntryId } from '#document/ids'
import { threadsName } from '#document/review/comments'
import {
  At,
  byTime,
  newEntryId,
  readEntryLogs,
  readerOf,
  standingOf,
  type Said,
} from '#document/log'

const mostWordings = 256
const mostReplaced = 200

const WordingEntry = v.object({
  /** `settled`: by right. `for`: as one of two members. */
  kind: v.picklist(['wording-settled', 'wording-for']),
  at: At,
  /** The branches that it is about. */
  of: v.pipe(v.array(FeedId), v.minLength(2), v.maxLength(mostWordings)),
  /** The one that stays; null: the text stays as it is. */
  keeps: v.nullable(FeedId),
  /** Earlier ones, which this one takes the place of. */
  replaces: v.pipe(v.array(EntryId), v.maxLength(mostReplaced)),
})
type WordingEntry = v.InferOutput<typeof WordingEntry>
export type WordingSaid = Said<WordingEntry>

const kindOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'kind' in value ? value.kind : null

/** Whether a value of the log settles which wording stays. */
export const isWordingSettled = (value: unknown): boolean => kindOf(value) === 'wording-settled'

/** Whether a value of the log is about wordings at all. */
export const isWordingEntry = (value: unknown): boolean =>
  isWordingSettled(value) || kindOf(value) === 'wording-for'

const readEntry = readerOf(WordingEntry)

/** Entries about all of these branches, and about others too, that were not withdrawn. */
export const wordingsSaid = (doc: Y.Doc, branches: readonly FeedId[]): WordingSaid[] =>
  standingOf(readEntryLogs(doc, threadsName, readEntry, () => true).map(({ opening }) => opening))
    .filter(({ of }) => branches.every(each => of.includes(each)))
    .toSorted(byTime)

/** The wording that stays, if that is settled: by one who may, or by two members who say the same. */
export const wordingKept = (
  said: readonly WordingSaid[],
  isSame: SameMember,
): { keeps: FeedId | null } | null => {
  const settled = said.filter(({ kind }) => kind === 'wording-settled')
  const isBySeveral = (all: readonly WordingSaid[]): boolean =>
    all.some(a => all.some(b => !isSame(a.client, b.client)))
  const kept = [...Map.groupBy(settled.length > 0 ? settled : said, ({ keeps }) => keeps)]
    .filter(([, all]) => settled.length > 0 || isBySeveral(all))
    .map(([keeps]) => keeps)
  // Different choices were made apart: none of them counts.
  const [keeps] = kept
  return kept.length === 1 && keeps !== undefined ? { keeps } : null
}

/** Whether another member said the same, so that a member who may not settle it alone does with this choice. */
export const isSeconded = (
  said: readonly WordingSaid[],
  keeps: FeedId | null,
  isOwn: (client: number) => boolean,
): boolean =>
  said.every(({ kind }) => kind !== 'wording-settled') &&
  said.some(each => each.keeps === keeps && !isOwn(each.client))

export type WordingWish = {
  branches: readonly FeedId[]
  keeps: FeedId | null
  /** Its author may settle it alone. */
  rights: ReadonlySet<Right>
}

/** Says it as `doc.clientID`, in the place of what that member said of it before, or, who settles it, anybody. */
export const sayWording = (
  doc: Y.Doc,
  { branches, keeps, rights }: WordingWish,
  { at, random, isSame }: { at: number; random: Random; isSame: SameMember },
): void => {
  const settles = rights.has('settle')
  const replaced = wordingsSaid(doc, branches).filter(
    ({ client }) => settles || isSame(client, doc.clientID),
  )
  const entry: WordingEntry = {
    kind: settles ? 'wording-settled' : 'wording-for',
    at,
    of: [...branches],
    keeps,
    replaces: replaced.map(({ id }) => id).slice(-mostReplaced),
  }
  const id = newEntryId(doc, random)
  doc.getMap(threadsName).set(`${id}/${id}`, entry)
}
