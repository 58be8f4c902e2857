// Where this person is writing, gathered for a moment: of each document the last word goes out.
import type { Bytes } from '#core/keys'
import type { DocumentId } from '#shared/ids'
import type { SyncGroup } from './doors.ts'
import { writePresence, type Presence } from './presence.ts'

export type OwnPresence = {
  put(presence: Presence): void
  /** The frames of what was put since the last time, signed; what is too long for one is left out. */
  take(): Bytes[]
}

/** `session`: 8 random bytes in hexadecimal, by which others tell this one from an earlier one. */
export const openOwnPresence = (
  { id, self }: Pick<SyncGroup, 'id' | 'self'>,
  session: string,
): OwnPresence => {
  const { device, keys } = self
  const waiting = new Map<DocumentId, Presence>()
  let count = 0
  return {
    put: presence => void waiting.set(presence.document, presence),
    take() {
      const frames = [...waiting.values()].flatMap(presence => {
        const signed = { group: id, device, session, count: count++, ...presence }
        return writePresence(signed, keys.signing.secret) ?? []
      })
      waiting.clear()
      return frames
    },
  }
}
