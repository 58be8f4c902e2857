// Concurrent messages: pairs of this device's messages and those of others, of which neither author
// had seen the other's. Kept until the paragraphs that both changed are found.
import type { Archive } from '#core/archive'
import { fromHex, toHex } from '#core/keys'
import type { DocumentId, GroupId, MessageId } from '#shared/ids'
import { openOwnMessageIndex, type Run } from './own-message-index.ts'
import {
  readRuns,
  readSeparations,
  writeRuns,
  writeSeparations,
  type Separation,
} from './separations.ts'
import type { Since } from './visibility.ts'

export type { Separation } from './separations.ts'

/** Properties of a message beside its content, known to sync. */
export type Concurrency = {
  id: MessageId
  /** This device's messages that its author had not seen, the earliest first. */
  unseen(): readonly Run[]
}

/** The note of a document's list of separations. */
const prefix = 'documents/beside/'
/**
 * Notes beside it, each under a name of its own: the runs of separations, and ids of others'
 * messages, that are in no list yet.
 */
const laterPrefix = 'documents/beside-later/'

export type ConcurrentMessages = {
  documents(): DocumentId[]
  of(document: DocumentId): Separation[]
  /**
   * One message of another device came; in the transaction that keeps it. Messages after `since`,
   * which that device saw at once, are not concurrent with it. False when there is nothing to note.
   */
  note(group: GroupId, document: DocumentId, beside: Concurrency, since: Since | null): boolean
  /** The first `count` separations are compared: they are kept no longer. */
  done(document: DocumentId, count: number): void
  forget(document: DocumentId): void
}

/** Without messages that were written in sight of each other. */
const apartOf = (runs: readonly Run[], since: Since | null): Run[] =>
  runs
    .map(run => (run.feed === since?.feed ? { ...run, to: Math.min(run.to, since.seq) } : run))
    .filter(({ from, to }) => from <= to)

/** The name of a part of a separation, by its number in the list. */
const laterName = (document: DocumentId, separation: number, what: string): string =>
  `${laterPrefix}${document}/${String(separation).padStart(9, '0')}/${what}`
/** The id by its number among its separation's. */
const theirName = (document: DocumentId, separation: number, at: number): string =>
  laterName(document, separation, String(at).padStart(9, '0'))
const mineName = (document: DocumentId, separation: number): string =>
  laterName(document, separation, 'mine')

/**
 * The separations of one document, and the note that was written last: absent if that was undone.
 */
type Known = { all: Separation[]; last: string }

export const openConcurrentMessages = ({
  notes,
  messages,
}: Pick<Archive, 'notes' | 'messages'>): ConcurrentMessages => {
  const own = openOwnMessageIndex({ messages })
  /** A backlog of thousands is noted one by one: the notes are not read again for each. */
  const known = new Map<DocumentId, Known>()

  const laterOf = (document: DocumentId) => notes.list(null, `${laterPrefix}${document}/`)
  const readAll = (document: DocumentId): Separation[] => {
    const all = readSeparations(notes.get(null, prefix + document))
    for (const { name, bytes } of laterOf(document)) {
      const [separation, what] = name.split('/').slice(-2)
      const found = (all[Number(separation)] ??= { mine: [], theirs: [] })
      if (what === 'mine') found.mine = readRuns(bytes)
      else found.theirs.push(toHex(bytes) as MessageId)
    }
    return all
  }
  const keptOf = (document: DocumentId): Separation[] => {
    const found = known.get(document)
    return found && notes.has(null, found.last) ? found.all : readAll(document)
  }
  const write = (document: DocumentId, all: readonly Separation[]): void => {
    for (const { name } of laterOf(document)) notes.remove(null, name)
    notes.put(null, prefix + document, writeSeparations(all))
  }
  const forget = (document: DocumentId): void => {
    known.delete(document)
    notes.remove(null, prefix + document)
    for (const { name } of laterOf(document)) notes.remove(null, name)
  }
  /** Whether `mine` ends with the same message as the separation does. */
  const isSameEnd = (mine: readonly Run[], last: Separation): boolean => {
    const [one, other] = [mine.at(-1), last.mine.at(-1)]
    return one?.feed === other?.feed && one?.to === other?.to
  }

  return {
    documents: () =>
      notes.list(null, prefix).map(({ name }) => name.slice(prefix.length) as DocumentId),
    of: readAll,
    note(group, document, beside, since) {
      const mine = own.within(group, document, apartOf(beside.unseen(), since))
      if (mine.length === 0) return false
      const all = keptOf(document)
      // Known again when it is written: a failure on the way leaves no half-known state.
      known.delete(document)
      const last = all.at(-1)
      const countOf = (runs: readonly Run[]): number => own.count(group, document, runs)
      // Text that was written here after others' messages came was written with those in sight.
      const isSame = last !== undefined && isSameEnd(mine, last)
      if (!isSame || countOf(mine) > countOf(last.mine)) {
        if (isSame) last.mine = mine
        else all.push({ mine, theirs: [] })
        if (!notes.has(null, prefix + document))
          notes.put(null, prefix + document, writeSeparations([]))
        notes.put(null, mineName(document, all.length - 1), writeRuns(mine))
      }
      const theirs = all.at(-1)?.theirs ?? []
      const name = theirName(document, all.length - 1, theirs.length)
      notes.put(null, name, fromHex(beside.id))
      theirs.push(beside.id)
      known.set(document, { all, last: name })
      return true
    },
    done(document, count) {
      const left = readAll(document).slice(count)
      if (left.length === 0) return forget(document)
      known.delete(document)
      write(document, left)
    },
    forget,
  }
}
