// Concurrent messages: pairs of this device's messages and those of others, of which neither author
// had seen the other's. Kept until the paragraphs that both changed are found.
import type { Archive, ConcurrentMessage } from '#core/archive'
import type { Concurrency, Range } from '#core/messages'
import type { DocumentId, GroupId, MessageId } from '#shared/ids'
import { openOwnMessageIndex } from './own-message-index.ts'
import type { Since } from './visibility.ts'

/** This device's messages in the order of its feeds; ids of others' in order of arrival. */
export type Separation = { mine: readonly Range[]; theirs: readonly MessageId[] }

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
const apartOf = (runs: readonly Range[], since: Since | null): Range[] =>
  runs
    .map(run => (run.feed === since?.feed ? { ...run, to: Math.min(run.to, since.seq) } : run))
    .filter(({ from, to }) => from <= to)

type Numbered = { number: number; mine: readonly Range[]; theirs: MessageId[] }

/**
 * The separations of one document, and the row that was written last: absent if that was undone.
 */
type Known = { all: Numbered[]; last: ConcurrentMessage }

export const openConcurrentMessages = ({
  separations,
  concurrentMessages,
  messages,
}: Pick<Archive, 'separations' | 'concurrentMessages' | 'messages'>): ConcurrentMessages => {
  const own = openOwnMessageIndex({ messages })
  /** A backlog of thousands is noted one by one: the rows are not read again for each. */
  const known = new Map<DocumentId, Known>()

  const readAll = (document: DocumentId): Numbered[] => {
    const theirs = Map.groupBy(
      concurrentMessages.list({ document }),
      ({ separation }) => separation,
    )
    return separations
      .list({ document })
      .map(({ number, mine }) => ({
        number,
        mine,
        theirs: (theirs.get(number) ?? []).map(({ message }) => message),
      }))
  }
  const keptOf = (document: DocumentId): Numbered[] => {
    const found = known.get(document)
    return found && concurrentMessages.has(found.last) ? found.all : readAll(document)
  }
  /** Whether `mine` ends with the same message as the separation does. */
  const isSameEnd = (mine: readonly Range[], last: Numbered): boolean => {
    const [one, other] = [mine.at(-1), last.mine.at(-1)]
    return one?.feed === other?.feed && one?.to === other?.to
  }

  return {
    documents: () => [...new Set(separations.list({}).map(({ document }) => document))],
    of: document => readAll(document).map(({ mine, theirs }) => ({ mine, theirs })),
    note(group, document, beside, since) {
      const mine = own.within(group, document, apartOf(beside.unseen(), since))
      if (mine.length === 0) return false
      const all = keptOf(document)
      // Known again when it is written: a failure on the way leaves no half-known state.
      known.delete(document)
      const last = all.at(-1)
      const countOf = (runs: readonly Range[]): number => own.count(group, document, runs)
      // Text that was written here after others' messages came was written with those in sight.
      const isSame = last !== undefined && isSameEnd(mine, last)
      const separation = isSame ? last : { number: (last?.number ?? -1) + 1, mine, theirs: [] }
      const { number, theirs } = separation
      if (!isSame) all.push(separation)
      if (!isSame || countOf(mine) > countOf(last.mine)) {
        separation.mine = mine
        separations.put({ document, number, mine })
      }
      const row = { document, separation: number, place: theirs.length, message: beside.id }
      concurrentMessages.put(row)
      theirs.push(beside.id)
      known.set(document, { all, last: row })
      return true
    },
    done(document, count) {
      known.delete(document)
      for (const { number } of separations.list({ document }).slice(0, count)) {
        separations.remove({ document, number })
        concurrentMessages.remove({ document, separation: number })
      }
    },
    forget: document => void known.delete(document),
  }
}
