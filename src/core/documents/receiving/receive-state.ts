// Receiving a whole document: its state, in one message or in parts, from the device that began it or
// from one that gives it to this device.
import type { Archive, DocumentKey } from '#core/archive'
import { everyRight } from '#shared/contract'
import { readMeta } from '#document/tree'
import { forksFromWire, type Fork } from '../contested/index.ts'
import {
  isSameWriter,
  readPartBody,
  readStartBody,
  type ClientRow,
  type SnapshotBody,
  type ClientIds,
  type Parts,
} from '../bodies/index.ts'
import { documentIdOf, type Delivery, type Received } from '#core/messages'
import { type DocumentCache, rulesFor, type DocumentReplica, newReplica } from '../replica/index.ts'
import { admit, type Rules, snapshotLimits, clientsIn } from '../gate/index.ts'
import { changer, refused, type TakeUpdate } from './take-update.ts'

/**
 * Writers of contested ids that a snapshot may bring. A contest does not come about by chance: a
 * member has to search for two sessions of an own device with one id, which takes hours for the
 * first and days for so many. The giver of a snapshot can claim any number.
 */
const mostApart = 1_024

/** The rows of a state: rows without a first message begin with this one. */
const sinceOf = ({ feed, seq }: Delivery, rows: readonly ClientRow[]): ClientRow[] =>
  rows.map(row => ({ since: { feed, seq }, ...row }))

/** Only a device that gives this one a whole document speaks for others. */
const mayName = ({ device, handover }: Delivery, clients: readonly ClientRow[]): boolean =>
  handover || clients.every(row => row.device === device)
const isHonest = (delivery: Delivery, { clients, secret, state }: SnapshotBody): boolean => {
  const begunBy = new Set([delivery.device, ...clients.map(row => row.device)])
  // The clients in the state, and the beginner of the document. Each id takes long to compute.
  const most = (clientsIn(state)?.length ?? Infinity) + 1
  return (
    clients.length <= most &&
    mayName(delivery, clients) &&
    [...begunBy].some(each => documentIdOf(each, secret) === delivery.document)
  )
}
const stateRules = (delivery: Delivery, rows: readonly ClientRow[]): Rules => ({
  ...rulesFor(rows, () => (delivery.handover ? everyRight : delivery.rights())),
  limits: snapshotLimits,
  isState: true,
})

export type StatePorts = {
  archive: Archive
  cache: DocumentCache
  ids: ClientIds
  now(): number
  parts: Parts
}

export class StateReceiver {
  private readonly archive: Archive
  private readonly cache: DocumentCache
  private readonly ids: ClientIds
  private readonly now: () => number
  private readonly parts: Parts
  private readonly take: TakeUpdate

  constructor({ archive, cache, ids, now, parts }: StatePorts, take: TakeUpdate) {
    this.archive = archive
    this.cache = cache
    this.ids = ids
    this.now = now
    this.parts = parts
    this.take = take
  }

  /** All of it in one message. */
  snapshot(delivery: Delivery, row: DocumentKey | null, body: SnapshotBody | null): Received {
    if (!body) return refused('malformed')
    if (!isHonest(delivery, body)) return refused('own-client')
    const rulesWith = (rows: readonly ClientRow[]): Rules => ({
      ...stateRules(delivery, rows),
      isWhole: true,
    })
    const isNew = row === null && delivery.handover
    const { forks, lines } = forksFromWire(isNew ? body.forks : undefined)
    const own = row ? [] : this.ownIn(delivery, body.clients, forks)
    const isFull = row && this.bringsTooManyApart(this.cache.get(delivery.document), body.clients)
    if (!own || isFull) return refused('own-client')
    const begun = row ? 'applied' : this.begin(delivery, body, rulesWith(body.clients))
    if (begun !== 'applied') return begun
    const document = this.cache.get(delivery.document)
    document.authors.note(own)
    if (forks.length > 0 || lines.length > 0) document.contests.forks.put(forks, lines)
    for (const { branches } of forks) document.authors.note(branches.map(each => each.row))
    return this.take(document, delivery, body.state, {
      given: sinceOf(delivery, body.clients),
      rulesWith,
    })
  }

  /** The beginning; parts follow in the same feed. */
  start(delivery: Delivery, row: DocumentKey | null): Received {
    const { group, device, document, feed, handover } = delivery
    // The device that began it has sent all of it to all; messages that wait for parts would wait
    // for nothing.
    if (row && !handover) return refused('begun')
    const body = readStartBody(delivery.body)
    const received = this.snapshot(delivery, row, body)
    if (body && received === 'applied')
      this.parts.expect(group, document, { device, feed, left: body.parts })
    return received
  }

  /** One of the announced parts. */
  part(delivery: Delivery): Received {
    const body = readPartBody(delivery.body)
    if (!body) return refused('malformed')
    if (!mayName(delivery, body.clients)) return refused('own-client')
    const document = this.cache.get(delivery.document)
    if (this.bringsTooManyApart(document, body.clients)) return refused('own-client')
    const rulesWith = (rows: ClientRow[]): Rules => stateRules(delivery, rows)
    return this.take(document, delivery, body.update, {
      given: sinceOf(delivery, body.clients),
      rulesWith,
    })
  }

  /**
   * The writers that a new document names and whose client ids are their own; null where one is
   * neither that nor the new one of a contested id.
   */
  private ownIn(
    { document, handover }: Delivery,
    rows: readonly ClientRow[],
    forks: readonly Fork[],
  ): ClientRow[] | null {
    const own: ClientRow[] = []
    let apart = 0
    const isOfBranch = (row: ClientRow): boolean =>
      forks.some(
        ({ client, branches }) =>
          branches.some(each => isSameWriter(each.row, row) && each.row.client === row.client) &&
          this.ids.branch(document, client, row) === row.client,
      )
    // The first false row ends it: each takes long to compute.
    for (const row of rows) {
      if (this.ids.of(document, row) === row.client || isOfBranch(row)) own.push(row)
      else if (!handover || this.ids.apart(document, row) !== row.client || ++apart > mostApart)
        return null
    }
    return own
  }

  /** The row of a document that is new here; its particulars are read from its own state. */
  private begin(delivery: Delivery, { secret, state }: SnapshotBody, rules: Rules): Received {
    const trial = newReplica()
    try {
      const admission = admit(trial, state, rules)
      if (admission.is === 'waits') return 'waits'
      if (admission.is === 'refused') return refused(admission.why)
      const { kind, title, language, reference, status } = readMeta(trial)
      this.archive.documents.put({
        id: delivery.document,
        group: delivery.group,
        kind,
        title,
        language,
        reference,
        status,
        secret,
        shared: true,
        words: 0,
        createdAt: this.now(),
        changedAt: this.now(),
        changedBy: changer(delivery),
      })
      return 'applied'
    } finally {
      trial.destroy()
    }
  }

  /** The writers of contested ids in these rows and the known ones are too many together. */
  private bringsTooManyApart(
    { id, authors, contests }: DocumentReplica,
    rows: readonly ClientRow[],
  ): boolean {
    let apart = contests.all().reduce((sum, each) => sum + each.rows.length, 0)
    return rows.some(
      row =>
        authors.get(row.client) === null &&
        this.ids.of(id, row) !== row.client &&
        ++apart > mostApart,
    )
  }
}
