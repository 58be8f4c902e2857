// A named version brought back as the text, as a window does it.
import type { EntryId } from '#document/ids'
import type { Restored } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import type { Deliberation } from '../parts.ts'
import { keptLinesIn } from './settled-lines.ts'

/** Failures: those of `history.restore`. */
export const restoreVersion = async (
  ports: Deliberation,
  { document, version, now }: { document: DocumentId; version: EntryId; now: number },
): Promise<Restored> => {
  let keepsSettled = false
  const kept = keptLinesIn(ports, document, now, () => void (keepsSettled = true))
  const paragraphs = await ports.documents.history.restore(document, version, kept)
  return { paragraphs, keepsSettled }
}
