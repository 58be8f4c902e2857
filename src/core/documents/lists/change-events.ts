// Change events for lists and cards: the first change of a document at once, and those of the next
// moments together. Each event makes every list ask again, and people press many keys in a second.
import type { DocumentId, GroupId } from '#shared/ids'
import type { Later } from '../timers.ts'

export type Change = { group: GroupId; document: DocumentId }

export type ChangeEvents = {
  tell(group: GroupId, document: DocumentId): void
  onChanged(listen: (change: Change) => void): () => void
  /** Sends no more events. */
  close(): void
}

/** The shortest time between two events of one document. */
const pause = 250

export const openChangeEvents = (later: Later): ChangeEvents => {
  const listeners = new Set<(change: Change) => void>()
  /** Documents with an event just now, and whether they changed again since. */
  const resting = new Map<DocumentId, { cancel: () => void; again: boolean }>()
  const tell = (group: GroupId, document: DocumentId): void => {
    const rest = resting.get(document)
    if (rest) {
      rest.again = true
      return
    }
    const cancel = later(() => {
      const isAgain = resting.get(document)?.again
      resting.delete(document)
      if (isAgain) tell(group, document)
    }, pause)
    resting.set(document, { cancel, again: false })
    for (const listen of listeners) listen({ group, document })
  }
  return {
    tell,
    onChanged(listen) {
      listeners.add(listen)
      return () => void listeners.delete(listen)
    },
    close() {
      listeners.clear()
      for (const { cancel } of resting.values()) cancel()
      resting.clear()
    },
  }
}
