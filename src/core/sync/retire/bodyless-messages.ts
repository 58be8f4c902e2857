// Retirement records that wait for messages of their document, which other devices may only hold
// without bodies. Such messages count once everything that the record stands on is here or waits
// with it, and never earlier: no message is kept without its body for a record that then does not
// count.
import type { DocumentId, MessageId } from '#shared/ids'
import type { Feeds } from '../feeds/index.ts'
import type { RetireOffice } from './office.ts'
import type { Tombstones } from './tombstones.ts'
import { type FeedPoint, type Message, none } from '#core/messages'
import { readRetireBody } from './record.ts'
import type { Need, WaitingMessage, Waiting } from '../waiting/index.ts'

/**
 * These retirement records were believed, and did not count in the end. Messages were accepted
 * without bodies for nothing.
 */
export class Unsettled extends Error {
  readonly records: readonly MessageId[]
  constructor(records: readonly MessageId[]) {
    super('a record that seals did not count')
    this.records = records
  }
}

export type BodylessMessages = {
  /** A message waits, or was judged. Returns the needs that this meets. */
  noted(id: MessageId, waiter: WaitingMessage | null): Need[]
  /**
   * Ends a reception. Throws `Unsettled` when a believed record did not count; the transaction must
   * then fail.
   */
  conclude(): void
  /** Stops believing these records for the rest of the session. */
  giveUpOn(records: readonly MessageId[]): void
}

const pointsOf = ({ feed, seq, previous, after }: Message): FeedPoint[] =>
  seq > 0 && previous !== none
    ? [...after.feeds, { feed, seq: seq - 1, id: previous }]
    : after.feeds

export const openBodylessMessages = (ports: {
  group: { id: string }
  waiting: Waiting
  tombstones: Tombstones
  feeds: Pick<Feeds, 'covers'>
  office: Pick<RetireOffice, 'counts'>
}): BodylessMessages => {
  const { group, waiting, tombstones, feeds, office } = ports
  /** The waiting retirement records, by the document that they retire. */
  const sealing = new Map<DocumentId, MessageId>()
  /** The records that lack only this message or document, as far as they were examined. */
  const lacked = new Map<string, Set<MessageId>>()
  const givenUpOn = new Set<MessageId>()
  const believed = new Map<MessageId, DocumentId>()

  const sealedBy = ({ message, body }: WaitingMessage): DocumentId | null => {
    if (message.kind !== 'sealed' || !body || message.audience !== group.id) return null
    if (givenUpOn.has(message.id) || !office.counts(message)) return null
    return readRetireBody(body)?.document ?? null
  }

  /**
   * The records that must count together with `record`, or the key of something that is missing.
   */
  const look = (record: MessageId): Map<MessageId, DocumentId> | string => {
    const found = new Map<MessageId, DocumentId>()
    const seen = new Set<MessageId>([record])
    const open = [record]
    /** Documents that begin among these messages, and messages that wait for one of them. */
    const begun = new Set<DocumentId>()
    const parts = new Map<DocumentId, MessageId>()
    const visit = (id: MessageId): void => {
      if (seen.has(id)) return
      seen.add(id)
      open.push(id)
    }
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      const waiter = waiting.get(id)
      const need = waiting.needOf(id)
      if (!waiter || need === null) return id
      const { document, kind } = waiter.message
      if (document !== null && (kind === 'snapshot' || kind === 'snapshot-start'))
        begun.add(document)
      const seals = sealedBy(waiter)
      if (seals) found.set(id, seals)
      if (waiter.body === null && document !== null && !tombstones.has(document)) {
        const by = sealing.get(document)
        if (by === undefined) return `sealed:${document}`
        // The waiting message was not judged in this session yet.
        if (need !== `sealed:${document}`) return id
        visit(by)
      } else if (document !== null && need === `document:${document}`) parts.set(document, id)
      else if (!need.startsWith('message:')) return id
      for (const point of pointsOf(waiter.message)) {
        if (waiting.has(point.id)) visit(point.id)
        else if (!feeds.covers(point)) return point.id
      }
    }
    return [...parts].find(([document]) => !begun.has(document))?.[1] ?? found
  }

  const tryRecord = (record: MessageId): Need[] => {
    if (believed.has(record) || givenUpOn.has(record)) return []
    const found = look(record)
    if (typeof found === 'string') {
      lacked.set(found, (lacked.get(found) ?? new Set()).add(record))
      return []
    }
    for (const [id, document] of found) {
      believed.set(id, document)
      tombstones.announce(document)
    }
    return [...new Set(found.values())].map((document): Need => `sealed:${document}`)
  }
  const tryLacking = (key: string): Need[] => {
    const records = [...(lacked.get(key) ?? [])]
    lacked.delete(key)
    return records.filter(id => waiting.has(id)).flatMap(tryRecord)
  }

  const noted = (id: MessageId, waiter: WaitingMessage | null): Need[] => {
    const document = waiter && sealedBy(waiter)
    if (document) sealing.set(document, id)
    const first = document ? [...tryRecord(id), ...tryLacking(`sealed:${document}`)] : []
    return [...first, ...tryLacking(id)]
  }

  return {
    noted,
    conclude() {
      if (believed.size === 0) return
      const failed = [...believed].filter(([, document]) => !tombstones.isSealed(document))
      believed.clear()
      if (failed.length > 0) throw new Unsettled(failed.map(([id]) => id))
      tombstones.withdraw()
    },
    giveUpOn(records) {
      for (const id of records) givenUpOn.add(id)
      for (const memory of [sealing, lacked, believed]) memory.clear()
    },
  }
}
