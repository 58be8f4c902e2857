// What lists and cards outside are told of documents: the first change of one at once, and those of
// the next moments together. Each word makes every list ask anew, and people type many keys a second.
import type { DocumentId, GroupId } from '#shared/ids'
import type { Later } from './timers.ts'

export type Change = { group: GroupId; document: DocumentId }

export type News = {
  tell(group: GroupId, document: DocumentId): void
  onChanged(listen: (change: Change) => void): () => void
  /** Says nothing more. */
  close(): void
}

/** Of one document there is no word more often than this. */
const pause = 250

export const openNews = (later: Later): News => {
  const listeners = new Set<(change: Change) => void>()
  /** Documents of which there was a word just now, and whether they changed again since. */
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
