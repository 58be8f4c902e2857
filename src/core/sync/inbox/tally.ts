// The outcome of one reception.
import type { DocumentId, MessageId } from '#shared/ids'
import type { Message } from '#core/messages'

/** Messages by their outcome in one reception. */
export type Tally = {
  accepted: number
  known: number
  refused: number
  waiting: Set<MessageId>
  documents: Set<DocumentId>
  /** The messages that were judged and kept, in order. */
  judged: Message[]
}

export const newTally = (): Tally => ({
  accepted: 0,
  known: 0,
  refused: 0,
  waiting: new Set(),
  documents: new Set(),
  judged: [],
})

/** A copy of the outcome so far, to go back to. */
export const copyOf = (tally: Tally): Tally => ({
  ...tally,
  waiting: new Set(tally.waiting),
  documents: new Set(tally.documents),
  judged: [...tally.judged],
})
