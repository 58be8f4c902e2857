// Reads a row for each of several documents, one after another. While a member types in one of them, the reading goes on
// to the last: only the row of that document is read again, after the others.
import type { DocumentId } from '#shared/ids'
import { throttleRefetch, windowAfter, type After } from '../../shell/refetch-throttle.ts'
import { calm } from '../second-look/asked-file.ts'

const calmAfter: After = (delay, work) => windowAfter(Math.max(delay, calm.pause), work)

export type RowReader = {
  /** An event came: the row of the document that it names is read again, and all rows where it names none. */
  hear: (detail: unknown) => void
  stop: () => void
}

const namedIn = (detail: unknown): unknown =>
  typeof detail === 'object' && detail !== null && 'document' in detail ? detail.document : null

/** `read` never rejects. */
export function openRowReader<Row>(
  documents: readonly DocumentId[],
  read: (id: DocumentId) => Promise<Row>,
  show: (id: DocumentId, row: Row) => void,
  after: After = calmAfter,
): RowReader {
  const unread = new Set(documents)
  let isOver = false
  const readAll = async (): Promise<void> => {
    for (const id of documents) {
      // A change from here on is read in the next turn.
      if (!unread.delete(id)) continue
      const row = await read(id)
      if (isOver) return
      show(id, row)
    }
  }
  const throttle = throttleRefetch(readAll, after)
  throttle.trigger()
  return {
    hear(detail) {
      const named = namedIn(detail)
      const changed = documents.filter(id => named === null || id === named)
      for (const id of changed) unread.add(id)
      if (changed.length > 0) throttle.trigger()
    },
    stop() {
      isOver = true
      throttle.stop()
    },
  }
}
