// Attestations of retirements whose author is no chair or rapporteur any more. A message can name
// old heads at any time, so the author's own statement does not show which retirements were written
// in office. The device of another member that accepted the retirement before the change attests it
// once, as soon as it learns of the change.
import {
  areAscending,
  decodeStrict,
  eachOf,
  encode,
  framed,
  fromHex,
  idOf,
  type Bytes,
} from '#core/keys'
import type { DeviceId, MemberId, MessageId } from '#shared/ids'
import type { Authors } from '../authors.ts'
import type { SyncArchive, SyncGroup } from '../ports.ts'
import { limits, type Message } from '#core/messages'
import type { Draft } from '../outbox.ts'

/** Retirements that one message names. */
const mostNamed = 64
/** Attestations of one device that are remembered. */
const mostOfOne = 256
/** Refused retirements that may come to count. */
const mostRefused = 256
const tookNote = 'sync/took/'
const refusedNote = 'sync/refused-seal/'

/** `[1, 'gave-up', [retirement id…]]` */
export const writeAttestationBody = (seals: readonly MessageId[]): Bytes =>
  encode([1, 'gave-up', seals.toSorted().map(fromHex)])

const readAttestationBody = (body: Bytes): MessageId[] => {
  const list = framed(decodeStrict(body, limits.header), 'gave-up', 3)
  const seals = eachOf(list?.[2], mostNamed, each => idOf<MessageId>(each))
  return seals && areAscending(seals) ? seals : []
}

export type Attestations = {
  /**
   * Whether this retirement counts: its author may settle, or could, and another member's device
   * attests it.
   */
  counts(seal: Message): boolean
  /** An attestation waits here, or (`isJudged`) counts. Returns the retirements that it names. */
  heard(message: Message, body: Bytes, isJudged: boolean): MessageId[]
  /** In the transaction that takes in the retirement. */
  took(seal: Message): void
  /** The retirement does not count for now; in the transaction that keeps it. */
  refused(seal: Message): void
  refusedNow(): MessageId[]
  /** The retirement counts after all. */
  counted(seal: MessageId): void
  /** Publishes the attestations that are due. */
  say(): void
}

export const openAttestations = (ports: {
  archive: SyncArchive
  group: SyncGroup
  authors: Authors
  write(draft: Draft): void
}): Attestations => {
  const { archive, group, authors, write } = ports
  const { notes } = archive
  type Word = { device: DeviceId; member: MemberId; isJudged: boolean }
  const said = new Map<MessageId, Map<MessageId, Word>>()
  const spent = new Map<DeviceId, number>()
  const named = (prefix: string): MessageId[] =>
    notes.list(group.id, prefix).map(({ name }) => name.slice(prefix.length) as MessageId)

  const isBelieved = ({ device, member, isJudged }: Word, author: MemberId | null): boolean =>
    member !== author && (isJudged || authors.isActive(device))

  return {
    counts(seal) {
      if (!authors.rightsNamedBy(seal).has('settle')) return false
      if (authors.rightsNow(seal.device).has('settle')) return true
      const author = authors.memberOf(seal.device)
      return [...(said.get(seal.id)?.values() ?? [])].some(word => isBelieved(word, author))
    },
    heard({ id, device, audience, after }, body, isJudged) {
      const member = authors.memberOf(device)
      const mayBe = audience === group.id && authors.rightsNamedBy({ device, after }).has('write')
      if (!member || !mayBe) return []
      const seals = readAttestationBody(body)
      for (const seal of seals) {
        const words = said.get(seal) ?? new Map<MessageId, Word>()
        const count = spent.get(device) ?? 0
        if (!words.has(id) && count >= mostOfOne) continue
        if (!words.has(id)) spent.set(device, count + 1)
        said.set(seal, words.set(id, { device, member, isJudged }))
      }
      return seals
    },
    took: seal => notes.put(group.id, tookNote + seal.id, fromHex(seal.device)),
    refused(seal) {
      if (named(refusedNote).length < mostRefused)
        notes.put(group.id, refusedNote + seal.id, new Uint8Array())
    },
    refusedNow: () => named(refusedNote),
    counted: seal => notes.remove(group.id, refusedNote + seal),
    say() {
      const { device, member } = group.self
      if (!authors.isActive(device)) return
      const due = notes.list(group.id, tookNote).flatMap(({ name, bytes }) => {
        const author = idOf<DeviceId>(bytes)
        const isOwn = !author || authors.memberOf(author) === member
        return isOwn || authors.rightsNow(author).has('settle')
          ? []
          : [name.slice(tookNote.length) as MessageId]
      })
      const seals = due.slice(0, mostNamed)
      if (seals.length === 0) return
      archive.transaction(() => {
        write({ kind: 'gave-up', document: null, body: writeAttestationBody(seals) })
        for (const seal of seals) notes.remove(group.id, tookNote + seal)
      })
    },
  }
}
