// Receiving messages of members that change a document. Their authors and their places in their
// feeds are proven already; here the gate decides which changes are allowed.
import {
  readSnapshotBody,
  readUpdateBody,
  type ClientRow,
  type UpdateBody,
} from '../bodies/index.ts'
import { areOfContent } from '../contested/index.ts'
import type { HeardUpdate } from '../conflicts/index.ts'
import type { Delivery, Received } from '#core/messages'
import { rulesFor } from '../replica/index.ts'
import { type Rules, clientsIn } from '../gate/index.ts'
import { StateReceiver, type StatePorts } from './receive-state.ts'
import { refused, takeUpdate, type TakePorts } from './take-update.ts'

type Ports = StatePorts &
  TakePorts & {
    /** An update of another device was applied. */
    heard(update: HeardUpdate): void
  }

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

export const receiver = (ports: Ports): ((delivery: Delivery) => Received) => {
  const { archive, cache, parts, heard } = ports
  const take = takeUpdate(ports)
  const states = new StateReceiver(ports, take)

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
      const received = states.part(delivery)
      if (received === 'applied')
        parts.expect(group, document, { device, feed, left: own.left - 1 })
      return received
    }
    const begins = kind === 'snapshot' || kind === 'snapshot-start'
    // Another device that was asked may send all of it meanwhile.
    if (expected.length > 0 && !(begins && handover)) return 'waits'
    if (kind === 'snapshot-start') return states.start(delivery, row)
    if (kind !== 'snapshot') return row ? receiveUpdate(delivery) : 'waits'
    const received = states.snapshot(delivery, row, readSnapshotBody(body))
    if (received === 'applied' && expected.length > 0)
      parts.expect(group, document, { device, feed, left: 0 })
    return received
  }
}
