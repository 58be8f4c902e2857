// Receiving messages of members that change a document. Their authors and their places in their
// feeds are proven already; here the gate decides which changes are allowed.
import type { Archive, DocumentKey } from '#core/archive'
import type { Bytes } from '#core/keys'
import { everyRight } from '#shared/contract'
import { readMeta } from '#shared/document'
import type { MemberId } from '#shared/ids'
import type { Delivery, Received } from './delivery.ts'
import type { Claims } from './apart/claims.ts'
import { renamed, renamesIn } from './apart/contests.ts'
import type { Forking } from './apart/forking.ts'
import { forksFromWire, type Fork } from './apart/forks.ts'
import { areOfContent } from './apart/leftover.ts'
import { documentIdOf, isSameWriter } from './authors.ts'
import {
  readPartBody,
  readSnapshotBody,
  readStartBody,
  readUpdateBody,
  type ClientRow,
  type SnapshotBody,
  type UpdateBody,
} from './bodies.ts'
import type { ClientIds } from './client-ids.ts'
import { admit } from './gate/admit.ts'
import { checkUpdate, wrongForm } from './gate/check-update.ts'
import type { Rules } from './gate/checks.ts'
import { snapshotLimits } from './gate/limits.ts'
import { clientsIn } from './gate/scan.ts'
import type { DocumentCache } from './document-cache.ts'
import { rulesFor, type DocumentReplica } from './document-replica.ts'
import type { Parts } from './incomplete-snapshots.ts'
import type { HeardUpdate } from './conflicts/index.ts'
import { newReplica } from './replica.ts'

type Ports = {
  archive: Archive
  cache: DocumentCache
  ids: ClientIds
  claims: Claims
  forking: Forking
  now(): number
  parts: Parts
  /** The document changed by `update`, of which a part may have been here already. */
  changed(document: DocumentReplica, update: Bytes, by: MemberId | null): void
  /** An update of another device was applied. */
  heard(update: HeardUpdate): void
}

const refused = (why: string): Received => ({ refused: why })

/**
 * Writers of contested ids that a snapshot may bring. A contest does not come about by chance: a
 * member has to search for two sessions of an own device with one id, which takes hours for the
 * first and days for so many. The giver of a snapshot can claim any number.
 */
const mostApart = 1_024

/** The giver of a snapshot has not changed its text. */
const changer = ({ author, handover }: Delivery): MemberId | null => (handover ? null : author)

/**
 * The writers of the clients of an update, as its body states; null where it names other devices.
 */
const rowsOfUpdate = ({ device, feed, seq }: Delivery, body: UpdateBody): ClientRow[] | null => {
  const { writers, update } = body
  const clients = clientsIn(update)
  if (clients?.length !== writers.length) return null
  const rows = writers.map((each, at) => ({
    client: clients[at] ?? 0,
    device,
    since: { feed, seq },
    feed: each.feed ?? feed,
    writer: each.writer,
  }))
  return writers.every(each => each.feed === null) || areOfContent(body) ? rows : null
}

/** The gate's rules for an update of a member. */
const rulesOfUpdate = ({ kind, rights }: Delivery, rows: readonly ClientRow[]): Rules => ({
  ...rulesFor(rows, rights),
  isRemarks: kind === 'remarks',
})

/** The rows of a state: rows without a first message begin with this one. */
const sinceOf = ({ feed, seq }: Delivery, rows: readonly ClientRow[]): ClientRow[] =>
  rows.map(row => ({ since: { feed, seq }, ...row }))

export const receiver = (ports: Ports) => {
  const { archive, cache, ids, claims, forking, parts, now, changed, heard } = ports
  /** `rows` name the writers of the clients in `signed`. */
  const take = (
    before: DocumentReplica,
    delivery: Delivery,
    signed: Bytes,
    { given, rulesWith }: { given: readonly ClientRow[]; rulesWith(rows: ClientRow[]): Rules },
  ): Received => {
    const claimed = claims.claim(before, delivery, given)
    if (claimed === 'unsealed' || 'refused' in claimed) return claimed
    const { contests } = claimed
    const renames = renamesIn(signed, claimed.renames)
    const forked = forking.claim(before, delivery, claimed.rows, renamed(signed, renames))
    const { update, rows } = forked
    const ruled = rulesWith(rows)
    // With other ids the update was written again, in its proper form.
    const isAnew = update !== signed
    const wrong = isAnew ? wrongForm(signed, ruled) : null
    if (wrong) return refused(wrong)
    const rules = isAnew ? { ...ruled, limits: { ...ruled.limits, bytes: Infinity } } : ruled
    const early = contests.length > 0 ? checkUpdate(before.doc, update, rules) : 'ok'
    if (early !== 'ok') return early
    const document = contests.length > 0 ? claims.part(before, contests) : before
    const { admission, isNew } = document.take(update, rules)
    if (admission.is === 'waits') return 'waits'
    if (admission.is === 'refused') {
      if (admission.spoilt) cache.forget(document.id)
      return refused(admission.why)
    }
    document.authors.note(rows)
    document.contests.note(delivery.id, renames)
    forking.took(document, delivery, forked)
    document.unfolded.count++
    document.unfolded.bytes += delivery.body.length
    // In the form that was sent: the change itself also names text of others that went with a
    // removed paragraph, and a window would take it for text that the remover had read.
    if (isNew || document.isUnkept) changed(document, update, changer(delivery))
    return 'applied'
  }

  const receiveUpdate = (delivery: Delivery): Received => {
    const kind = delivery.kind === 'remarks' ? 'remarks' : 'update'
    const body = readUpdateBody(delivery.body, kind)
    if (!body) return refused('malformed')
    const document = cache.get(delivery.document)
    const given = rowsOfUpdate(delivery, body)
    if (!given) return refused('own-client')
    const rulesWith = (rows: ClientRow[]): Rules => rulesOfUpdate(delivery, rows)
    const received = take(document, delivery, body.update, { given, rulesWith })
    const { group, device, beside } = delivery
    if (received === 'applied' && beside) heard({ group, document: document.id, device, beside })
    return received
  }

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
  /**
   * The writers that a new document names and whose client ids are their own; null where one is
   * neither that nor the new one of a contested id.
   */
  const ownIn = (
    { document, handover }: Delivery,
    rows: readonly ClientRow[],
    forks: readonly Fork[],
  ): ClientRow[] | null => {
    const own: ClientRow[] = []
    let apart = 0
    const isOfBranch = (row: ClientRow): boolean =>
      forks.some(
        ({ client, branches }) =>
          branches.some(each => isSameWriter(each.row, row) && each.row.client === row.client) &&
          ids.branch(document, client, row) === row.client,
      )
    // The first false row ends it: each takes long to compute.
    for (const row of rows) {
      if (ids.of(document, row) === row.client || isOfBranch(row)) own.push(row)
      else if (!handover || ids.apart(document, row) !== row.client || ++apart > mostApart)
        return null
    }
    return own
  }

  /** The row of a document that is new here; its particulars are read from its own state. */
  const begin = (delivery: Delivery, { secret, state }: SnapshotBody, rules: Rules): Received => {
    const trial = newReplica()
    try {
      const admission = admit(trial, state, rules)
      if (admission.is === 'waits') return 'waits'
      if (admission.is === 'refused') return refused(admission.why)
      const { kind, title, language, reference, status } = readMeta(trial)
      archive.documents.put({
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
        createdAt: now(),
        changedAt: now(),
        changedBy: changer(delivery),
      })
      return 'applied'
    } finally {
      trial.destroy()
    }
  }

  const receiveSnapshot = (
    delivery: Delivery,
    row: DocumentKey | null,
    body: SnapshotBody | null,
  ): Received => {
    if (!body) return refused('malformed')
    if (!isHonest(delivery, body)) return refused('own-client')
    const rulesWith = (rows: readonly ClientRow[]): Rules => ({
      ...stateRules(delivery, rows),
      isWhole: true,
    })
    const isNew = row === null && delivery.handover
    const { forks, lines } = forksFromWire(isNew ? body.forks : undefined)
    const own = row ? [] : ownIn(delivery, body.clients, forks)
    const isFull = row && bringsTooManyApart(cache.get(delivery.document), body.clients)
    if (!own || isFull) return refused('own-client')
    const begun = row ? 'applied' : begin(delivery, body, rulesWith(body.clients))
    if (begun !== 'applied') return begun
    const document = cache.get(delivery.document)
    document.authors.note(own)
    if (forks.length > 0 || lines.length > 0) document.contests.forks.put(forks, lines)
    for (const { branches } of forks) document.authors.note(branches.map(each => each.row))
    return take(document, delivery, body.state, {
      given: sinceOf(delivery, body.clients),
      rulesWith,
    })
  }

  /** The writers of contested ids in these rows and the known ones are too many together. */
  const bringsTooManyApart = (
    { id, authors, contests }: DocumentReplica,
    rows: readonly ClientRow[],
  ) => {
    let apart = contests.all().reduce((sum, each) => sum + each.rows.length, 0)
    return rows.some(
      row =>
        authors.get(row.client) === null && ids.of(id, row) !== row.client && ++apart > mostApart,
    )
  }

  const receivePart = (delivery: Delivery): Received => {
    const body = readPartBody(delivery.body)
    if (!body) return refused('malformed')
    if (!mayName(delivery, body.clients)) return refused('own-client')
    const document = cache.get(delivery.document)
    if (bringsTooManyApart(document, body.clients)) return refused('own-client')
    const rulesWith = (rows: ClientRow[]): Rules => stateRules(delivery, rows)
    return take(document, delivery, body.update, {
      given: sinceOf(delivery, body.clients),
      rulesWith,
    })
  }

  const receiveStart = (delivery: Delivery, row: DocumentKey | null): Received => {
    const { group, device, document, feed, handover } = delivery
    // The device that began it has sent all of it to all; messages that wait for parts would wait
    // for nothing.
    if (row && !handover) return refused('begun')
    const body = readStartBody(delivery.body)
    const received = receiveSnapshot(delivery, row, body)
    if (body && received === 'applied')
      parts.expect(group, document, { device, feed, left: body.parts })
    return received
  }

  return (delivery: Delivery): Received => {
    const row = archive.documents.keyOf(delivery.document)
    if (row && row.group !== delivery.group) return refused('group')
    if (row && !row.shared) return refused('not-shared')
    const { group, device, document, feed, kind, body, handover } = delivery
    const expected = parts.expected(group, document)
    if (kind === 'snapshot-part') {
      if (!row) return 'waits'
      const own = expected.find(each => each.feed === feed)
      if (!own) return refused('unannounced')
      const received = receivePart(delivery)
      if (received === 'applied')
        parts.expect(group, document, { device, feed, left: own.left - 1 })
      return received
    }
    const begins = kind === 'snapshot' || kind === 'snapshot-start'
    // Another device that was asked may send all of it meanwhile.
    if (expected.length > 0 && !(begins && handover)) return 'waits'
    if (kind === 'snapshot-start') return receiveStart(delivery, row)
    if (kind !== 'snapshot') return row ? receiveUpdate(delivery) : 'waits'
    const received = receiveSnapshot(delivery, row, readSnapshotBody(body))
    if (received === 'applied' && expected.length > 0)
      parts.expect(group, document, { device, feed, left: 0 })
    return received
  }
}
