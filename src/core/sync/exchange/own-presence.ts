// Presence of this person, gathered for a moment: for each document the last position goes out.
import type { Bytes } from '#core/keys'
import type { DocumentId } from '#shared/ids'
import type { SyncGroup } from '../ports.ts'
import { writePresence, type Presence } from '../link/index.ts'

export type OwnPresence = {
  put(presence: Presence): void
  /**
   * The signed frames of all positions since the last call; a position that is too long for a frame
   * is left out.
   */
  take(): Bytes[]
}

/** `session`: 8 random bytes in hexadecimal, which distinguish this session from earlier ones. */
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
