// Lost edits: changes that this device acknowledged and lost (a damaged disk, an old copy). Their
// number is shown from then on until they return or the person dismisses it.
import type { Archive } from '#core/archive'
import type { Emit } from './events.ts'

export type LostEdits = {
  /** The least possible number. */
  edits(): number
  /** Another device returned a message that this device wrote before. */
  cameBack(): void
  /** The person dismissed the number. */
  settle(): void
}

export const openLostEdits = (
  archive: Pick<Archive, 'missing' | 'settleMissing'>,
  emit: Emit,
): LostEdits => {
  let returned = 0
  const settle = (): void => {
    if (archive.missing === 0) return
    archive.settleMissing()
    emit('archive.missing', { edits: archive.missing })
  }
  return {
    edits: () => archive.missing,
    cameBack() {
      returned++
      // A message contains at least one edit, so nothing is missing any more.
      if (returned >= archive.missing) settle()
    },
    settle,
  }
}
