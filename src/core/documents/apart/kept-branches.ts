// The forks of a document where messages that are kept turn out to be a branch: the text that their
// device wrote in them gets the ids of the branch.
import type { Archive, StoredMessage } from '#core/archive'
import type { Bytes } from '#core/keys'
import type { Split } from '#core/messages'
import type { DeviceId } from '#shared/ids'
import type { ClientIds } from '../bodies/index.ts'
import type { DocumentReplica } from '../replica/index.ts'
import { scanUpdate } from '../gate/index.ts'
import { namesBelow, rowOn } from './branch-rows.ts'
import type { Branch, Fork, Line } from '../contested/index.ts'

/** The first and the last clock of a device's text, for each client. */
type Written = Map<number, { start: number; end: number }>

const note = (written: Written, update: Bytes): void => {
  const scan = scanUpdate(update)
  if (typeof scan === 'string') return
  for (const { client, structs } of scan.sections)
    for (const { clock, length } of structs) {
      const { start, end } = written.get(client) ?? { start: clock, end: 0 }
      const own = { start: Math.min(start, clock), end: Math.max(end, clock + length) }
      written.set(client, own)
    }
}
const writtenIn = ({ contests }: DocumentReplica, messages: readonly StoredMessage[]): Written => {
  const written: Written = new Map()
  for (const message of messages) {
    const update = contests.contentOf(message)
    if (update) note(written, update)
  }
  return written
}
const messagesOf = (
  { messages }: Pick<Archive, 'messages'>,
  { id, group }: DocumentReplica,
  device: DeviceId,
): StoredMessage[] =>
  messages
    .ofDocument(id, 0)
    .filter(message => message.device === device && message.audience === (group as string))

/** The forks of a document when its messages here are the branch of a split. */
export const forksWith = (
  { archive, ids }: { archive: Pick<Archive, 'messages'>; ids: ClientIds },
  document: DocumentReplica,
  { device, parent, line, within }: Split,
): Fork[] | null => {
  const { authors, contests, doc } = document
  const all = messagesOf(archive, document, device)
  const isOn = (message: StoredMessage): boolean =>
    message.line === line || within.includes(message.line)
  const first = all.find(isOn)
  if (!first) return null
  const isBefore = (message: StoredMessage): boolean =>
    !isOn(message) && message.position < first.position
  const before = writtenIn(document, all.filter(isBefore))
  const written = writtenIn(document, all.filter(isOn))
  const until = archive.messages.lastOf(document.id)
  const earlier = contests.forks.all()
  const isWithin = ({ line: each }: Branch): boolean => within.includes(each)
  const later = new Map(
    earlier.filter(each => each.branches.some(isWithin)).map(each => [each.client, each]),
  )
  const ofWithin = new Set(
    earlier.flatMap(each => each.branches.filter(isWithin).map(({ row }) => row.client)),
  )
  const moved: Fork[] = []
  const begun: Fork[] = []
  for (const client of new Set([...written.keys(), ...later.keys()])) {
    const row = authors.get(client)
    const { start, end } = written.get(client) ?? { start: later.get(client)?.from ?? 0, end: 0 }
    // A device that began later lacks a part of the text before.
    const from = Math.max(start, before.get(client)?.end ?? 0)
    const isBeyond = end > from || later.has(client)
    if (!row || !isBeyond || ofWithin.has(client)) continue
    const branch = { line, until, row: rowOn(ids, document, row, { parent, line, seq: first.seq }) }
    begun.push({ client, from, names: namesBelow(doc, client, from), branches: [branch] })
    const deeper = later.get(client)
    if (deeper) moved.push({ ...deeper, client: branch.row.client, from: deeper.from - from })
  }
  const changed = new Set(begun.map(({ client }) => client))
  return [...earlier.filter(({ client }) => !changed.has(client)), ...moved, ...begun]
}

export const linesWith = (
  { contests }: DocumentReplica,
  { device, parent, line, within }: Split,
): Line[] => [
  ...contests.forks
    .lines()
    .map(each =>
      each.parent === parent && within.includes(each.line) ? { ...each, parent: line } : each,
    ),
  { device, line, parent },
]
