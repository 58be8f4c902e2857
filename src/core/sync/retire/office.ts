// The office of the author of a retirement. A message can name old heads at any time, so the rights
// at its heads do not show that the retirement was written in office: its author must have the right
// to settle now too. Where the author lost it since, the device of a chair or rapporteur that took
// in the retirement before repeats it, word for word, in a message of its own.
import { equal, type Bytes } from '#core/keys'
import type { DeviceId, MessageId } from '#shared/ids'
import type { Authors } from '../members/index.ts'
import type { SyncArchive, SyncGroup } from '../ports.ts'
import type { FeedPoint, Message } from '#core/messages'
import type { Draft } from '../outbox/index.ts'
import { readRetireBody } from './record.ts'

/** Refused retirements that may come to count. */
const mostRefused = 256

export type RetireOffice = {
  /** Whether the author has the right to settle now, and had it at the heads of the message. */
  counts(seal: Message): boolean
  /** The retirement, and those that are here with the same body. */
  sameAs(seal: Message, body: Bytes): Pick<FeedPoint, 'feed' | 'seq'>[]
  /** In the transaction that takes in the retirement. */
  took(seal: Pick<Message, 'id' | 'device'>): void
  /** The retirement does not count for now; in the transaction that keeps it. */
  refused(seal: Message): void
  refusedNow(): MessageId[]
  /** The retirement counts after all. */
  counted(seal: MessageId): void
  /** Repeats retirements whose author lost the office, where this device has it. */
  repeat(): void
}

export const openRetireOffice = (ports: {
  archive: SyncArchive
  group: SyncGroup
  authors: Authors
  write(draft: Draft): Message
}): RetireOffice => {
  const { archive, group, authors, write } = ports
  const { retirementMessages } = archive
  const inState = (state: 'taken' | 'refused') =>
    retirementMessages.list({ group: group.id, state })
  const isInOffice = (device: DeviceId | null): boolean =>
    device !== null && authors.rightsNow(device).has('settle')
  const bodyOf = (seal: MessageId): Bytes | null => archive.messages.get(seal)?.body ?? null
  const took: RetireOffice['took'] = seal =>
    retirementMessages.put({
      group: group.id,
      message: seal.id,
      state: 'taken',
      device: seal.device,
    })

  return {
    counts: seal => authors.rightsNamedBy(seal).has('settle') && isInOffice(seal.device),
    sameAs: (seal, body) => [
      seal,
      ...[...inState('taken'), ...inState('refused')].flatMap(each => {
        const message = archive.messages.get(each.message)
        return message?.body && equal(message.body, body) ? [message] : []
      }),
    ],
    took,
    refused(seal) {
      const row = { group: group.id, message: seal.id, state: 'refused', device: null } as const
      if (inState('refused').length < mostRefused) retirementMessages.put(row)
    },
    refusedNow: () => inState('refused').map(({ message }) => message),
    counted: seal =>
      retirementMessages.remove({ group: group.id, message: seal, state: 'refused' }),
    repeat() {
      if (!isInOffice(group.self.device)) return
      const taken = inState('taken').map(({ message: id, device }) => ({
        id,
        isDue: !isInOffice(device),
      }))
      if (!taken.some(({ isDue }) => isDue)) return
      const documentOf = ({ id }: { id: MessageId }) =>
        readRetireBody(bodyOf(id) ?? new Uint8Array())?.document
      const upheld = new Set(taken.filter(({ isDue }) => !isDue).map(documentOf))
      archive.transaction(() => {
        for (const seal of taken) {
          const [document, body] = [documentOf(seal), bodyOf(seal.id)]
          if (!body || upheld.has(document)) continue
          upheld.add(document)
          took(write({ kind: 'sealed', document: null, body }))
        }
      })
    },
  }
}
