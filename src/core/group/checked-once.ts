// Offered records, each checked once, with counts of those that are known and of those that are refused.
import type { RecordId } from '#shared/ids'
import type { SignedRecord } from './records.ts'

export const checkedOnce = <R extends { id: RecordId }>(
  records: readonly SignedRecord[],
  isKnown: (id: RecordId) => boolean,
  read: (signed: SignedRecord) => R | null,
): { checked: Map<RecordId, R>; known: number; refused: number } => {
  const checked = new Map<RecordId, R>()
  let known = 0
  let refused = 0
  for (const signed of records) {
    if (isKnown(signed.id) || checked.has(signed.id)) {
      known++
      continue
    }
    const record = read(signed)
    if (record) checked.set(record.id, record)
    else refused++
  }
  return { checked, known, refused }
}
