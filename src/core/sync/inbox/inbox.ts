// The inbox of one group, from links and files: packs are taken apart, every message is judged, and
// messages that waited for it are judged again, until no verdict changes.
import type { DeviceId, MessageId } from '#shared/ids'
import type { Bytes } from '#core/keys'
import { type Message, readMessage } from '#core/messages'
import type { BackfillStore, EarlierForks } from '../bootstrap/index.ts'
import { openStoppedDevices, type StoppedDevices } from '../equivocation/index.ts'
import { openJudge, type JudgePorts } from '../judge/index.ts'
import { openJudgedMessages, type JudgedPorts } from './judged-messages.ts'
import { openKnownMessages } from './known-messages.ts'
import { type Need, openVouching } from '../waiting/index.ts'
import type { Item, Pack } from '../packs/index.ts'
import type { SyncDocuments } from '../ports.ts'
import { openBodylessMessages } from '../retire/index.ts'
import { openSettling, type Rest } from './settling.ts'
import type { Tally } from './tally.ts'

export type Inbox = {
  /** Every message of the pack is here, judged or waiting, or stored as backfill. */
  knows(pack: Pack): boolean
  /** Judges an authentic pack. Must run inside one transaction of the archive. */
  add(pack: Pack, tally: Tally): void
  /** Judges again the messages that lacked this. In a transaction, like `add`. */
  wake(need: Need, tally: Tally): void
  /**
   * Judges refused retirements again, after a change of the records. In a transaction, like `add`.
   */
  reconsider(tally: Tally): void
  /** A transaction failed with `Unsettled`: these records are not believed again. */
  giveUpOn(records: readonly MessageId[]): void
  /**
   * Examines an authentic pack before its intake. `idle`: that message will be kept without effect, or wait, or
   * be dropped, and the rest waits for it. `known`: nothing in the pack is new. Changes nothing.
   */
  look(pack: Pack): 'idle' | 'known' | 'due'
  stops: StoppedDevices
}

export type InboxPorts = Omit<
  JudgePorts,
  'lineFor' | 'isStopped' | 'anyStopped' | 'isVouched' | 'leadsHere' | 'proofCame'
> &
  JudgedPorts & {
    documents: Pick<SyncDocuments, 'rebuild'>
    earlier: EarlierForks
    backfill: Pick<BackfillStore, 'wants' | 'keep'>
  }

export const openInbox = (ports: InboxPorts): Inbox => {
  const { archive, group, feeds, waiting, office, earlier, backfill, authors } = ports
  const stops = openStoppedDevices(archive, waiting, group.id)
  const speaks = (device: DeviceId): boolean => authors.isActive(device) && !stops.has(device)
  const vouching = openVouching(waiting, speaks, id => feeds.beganIn(id) !== null)
  const bodyless = openBodylessMessages(ports)
  const judged = openJudgedMessages(ports, stops)
  const known = openKnownMessages(ports)
  const { judge, standing, isRuledOut, sealed } = openJudge({
    ...ports,
    lineFor: judged.lineFor,
    leadsHere: earlier.leadsHere,
    isVouched: vouching.isVouched,
    isStopped: device => stops.has(device),
    anyStopped: () => stops.all().length > 0,
    proofCame: fork => stops.take(fork),
  })
  const { isKnown } = known
  const settling = openSettling({ ...ports, stops, judged, bodyless, vouching, isKnown, judge })

  /** Judges refused retirements again: their authors may be in office by now. */
  const reconsider = (tally: Tally): Need[] =>
    office.refusedNow().flatMap((id): Need[] => {
      const row = archive.messages.get(id)
      if (row?.group !== group.id || row.kind !== 'sealed' || row.state !== 'refused') return []
      const message = readMessage(row.header)
      if (!message || !row.body || !office.counts(message)) return []
      if (sealed(message, row.body).is !== 'applied') return []
      archive.messages.setState(id, 'applied')
      tally.judged.push(message)
      tally.accepted++
      return ['anything']
    })

  const passOld = (message: Message, tally: Tally): void => {
    const isRival = feeds.base(message.feed)?.seq === message.seq
    settling.follow(judged.passOver(message, isRival ? message.document : null), tally)
  }

  /** A bootstrap snapshot for another member: a file for several members carries all of theirs. */
  const isForAnother = ({ audience }: Message): boolean =>
    audience !== group.self.device && group.state().devices.has(audience as DeviceId)

  const addItem = (item: Item, signature: Bytes | null, rest: Rest, tally: Tally) => {
    const { message, body } = item
    if (isForAnother(message)) return
    const isHere = known.isKnown(message)
    const before = isHere ? null : known.givingWay(item)
    if (isHere || (waiting.has(message.id) && !before)) {
      tally.known++
      if (!earlier.hold({ message, body, signature }) && known.isOldNews(message))
        passOld(message, tally)
      return
    }
    if (before) waiting.remove(message.id)
    const entry = { message, body, signature: signature ?? before?.signature ?? null }
    settling.take(entry, rest, tally)
  }

  /**
   * Where a feed was forked before this device's beginning, both contents are taken in from the
   * fork on.
   */
  const goBack = (tally: Tally): void => {
    for (const forked of earlier.forked(stops.has)) {
      const documents = earlier.goBack(forked)
      ports.heldBack.reload()
      for (const document of documents) ports.documents.rebuild(document)
      for (const entry of [...forked.led, ...forked.others])
        if (!archive.messages.has(entry.message.id)) settling.takeAlone(entry, tally)
      settling.follow(['anything'], tally)
    }
  }

  const knows: Inbox['knows'] = pack =>
    !backfill.wants(pack) && pack.items.every(known.hasNothingNew)

  return {
    stops,
    knows,
    add(pack, tally) {
      const behind = backfill.keep(pack)
      if (behind) settling.follow([`message:${behind.id}`], tally)
      const { items, signature } = pack
      const last = items.length - 1
      for (const [index, item] of items.entries()) {
        const rest: Rest = () => ({ items: [item, ...items.slice(index + 1)], signature })
        addItem(item, index === last ? signature : null, rest, tally)
      }
      goBack(tally)
    },
    wake(need, tally) {
      settling.follow([need], tally)
      goBack(tally)
    },
    reconsider: tally => settling.follow(reconsider(tally), tally),
    giveUpOn: bodyless.giveUpOn,
    look(pack) {
      const { items } = pack
      const [{ message, body }] = items
      if (backfill.wants(pack)) return 'due'
      if (items.every(known.hasNothingNew)) return 'known'
      if (body === null || waiting.has(message.id) || !known.isNew(message)) return 'due'
      if (stops.has(message.device)) return 'due'
      return standing(message, body) || isRuledOut(message, body) ? 'idle' : 'due'
    },
  }
}
