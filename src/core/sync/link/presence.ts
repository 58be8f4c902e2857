// Presence: the place where a person is writing just now, in a small signed frame. It is sent while
// a link is on and only if the member shares it, is shown and forgotten, and is never stored.
import {
  bytesUpTo,
  countOf,
  decodeStrict,
  encode,
  framed,
  fromHex,
  idOf,
  sign,
  toHex,
  verify,
  type Bytes,
} from '#core/keys'
import type { DeviceId, DocumentId, GroupId } from '#shared/ids'

/** `payload` belongs to the documents room; null: the person writes nowhere any more. */
export type Presence = { document: DocumentId; payload: Bytes | null }

/** Bytes of a whole frame. */
const presenceLimit = 512

type Signed = { group: GroupId; device: DeviceId; session: string; count: number } & Presence

const content = ({ group, device, session, count, document, payload }: Signed) =>
  [fromHex(group), fromHex(device), fromHex(session), count, fromHex(document), payload] as const

/** The frame; null when the payload is too long for one. */
export const writePresence = (signed: Signed, secret: Bytes): Bytes | null => {
  const fields = content(signed)
  const frame = encode([1, 'presence', ...fields, sign('presence', encode(fields), secret)])
  return frame.length <= presenceLimit ? frame : null
}

/** The content of `frame`, when `device` signed it in this group. */
export const readPresence = (frame: Bytes, group: GroupId, device: DeviceId): Signed | null => {
  const list = framed(decodeStrict(frame, presenceLimit), 'presence', 9)
  const session = bytesUpTo(list?.[4], 8)
  const count = countOf(list?.[5])
  const document = idOf<DocumentId>(list?.[6], 16)
  const payload = list?.[7] === null ? null : bytesUpTo(list?.[7], presenceLimit)
  const signature = bytesUpTo(list?.[8], 64)
  if (!list || session?.length !== 8 || count === null || !document || !signature) return null
  if (payload === null && list[7] !== null) return null
  if (idOf(list[2]) !== group || idOf(list[3]) !== device) return null
  const signed = { group, device, session: toHex(session), count, document, payload }
  return verify('presence', encode(content(signed)), signature, fromHex(device)) ? signed : null
}

/**
 * Reads the presence frames of one link: false for a frame that no honest device sends. `hear` gets
 * frames that are newer than the last one, and no more often than a person writes.
 */
export const openHearing = (ports: {
  group: GroupId
  remote: DeviceId
  now(): number
  hear(presence: Presence): void
}): ((frame: Bytes) => boolean) => {
  const { group, remote, now, hear } = ports
  const mayHear = presenceMeter(now)
  let heard = { session: '', count: -1 }
  return frame => {
    const presence = readPresence(frame, group, remote)
    if (!presence) return false
    const { session, count, document, payload } = presence
    const isNew = session !== heard.session || count > heard.count
    if (!isNew || !mayHear()) return true
    heard = { session, count }
    hear({ document, payload })
    return true
  }
}

/** At most ten a second on average, twenty at once. `now` in milliseconds. */
const presenceMeter = (now: () => number): (() => boolean) => {
  let tokens = 20
  let last = now()
  return () => {
    const time = now()
    tokens = Math.min(20, tokens + Math.max(0, time - last) / 100)
    last = time
    if (tokens < 1) return false
    tokens--
    return true
  }
}
