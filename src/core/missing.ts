// Changes that this device had acknowledged and lost (a damaged disk, an old copy): how many, said
// once it is true and until they came back or the person knows.
import type { Archive } from '#core/archive'
import type { Told } from './told.ts'

export type Missing = {
  /** At least so many. */
  edits(): number
  /** A message that this device wrote in an earlier session was given back by somebody. */
  cameBack(): void
  /** The person knows, and goes on without them. */
  settle(): void
}

export const openMissing = (
  archive: Pick<Archive, 'missing' | 'settleMissing'>,
  tell: Told,
): Missing => {
  let returned = 0
  const settle = (): void => {
    if (archive.missing === 0) return
    archive.settleMissing()
    tell('archive.missing', { edits: archive.missing })
  }
  return {
    edits: () => archive.missing,
    cameBack() {
      returned++
      // A message holds one edit at least, so by then nothing is missing any more.
      if (returned >= archive.missing) settle()
    },
    settle,
  }
}
