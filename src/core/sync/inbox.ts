// The inbox of one group, from links and files: packs are taken apart, every message is judged, and
// messages that waited for it are judged again, until no verdict changes.
import type { DeviceId, DocumentId, FeedId, MessageId } from '#shared/ids'
import { equal, type Bytes } from '#core/keys'
import { openBodylessMessages } from './retire/bodyless-messages.ts'
import type { Branches } from './branches.ts'
import type { EarlierForks } from './bootstrap/earlier-fork.ts'
import type { BackfillStore } from './bootstrap/backfill-store.ts'
import type { HeldBack } from './held-back.ts'
import { readForkProof } from './fork-proof.ts'
import { openJudge, type JudgePorts } from './judge.ts'
import { OwnUnsealed } from './judge/text.ts'
import type { Verdict } from './verdict.ts'
import { type Message, readMessage } from '#core/messages'
import type { Item, Pack } from './pack.ts'
import { openStoppedDevices, type StoppedDevices } from './equivocation.ts'
import { openVouching } from './vouching.ts'
import type { Need } from './need.ts'
import type { SyncDocuments } from './ports.ts'
import type { Waiting, WaitingMessage } from './waiting.ts'

/** Messages by their outcome in one reception. */
export type Tally = {
  accepted: number
  known: number
  refused: number
  waiting: Set<MessageId>
  documents: Set<DocumentId>
  /** The messages that were judged and kept, in order. */
  judged: Message[]
}

export const newTally = (): Tally => ({
  accepted: 0,
  known: 0,
  refused: 0,
  waiting: new Set(),
  documents: new Set(),
  judged: [],
})

/** A copy of the outcome so far, to go back to. */
export const copyOf = (tally: Tally): Tally => ({
  ...tally,
  waiting: new Set(tally.waiting),
  documents: new Set(tally.documents),
  judged: [...tally.judged],
})

const unsigned = new Uint8Array(64)

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

/** The message with the messages that follow it up to a signature. */
type Rest = () => Pack

export const openInbox = (
  ports: Omit<
    JudgePorts,
    'lineFor' | 'isStopped' | 'anyStopped' | 'isVouched' | 'leadsHere' | 'proofCame'
  > & {
    documents: Pick<SyncDocuments, 'split' | 'unsealed' | 'rebuild'>
    earlier: EarlierForks
    backfill: Pick<BackfillStore, 'wants' | 'keep'>
    branches: Branches
    heldBack: HeldBack
    waiting: Waiting
  },
): Inbox => {
  const { archive, group, feeds, waiting, tombstones, office, earlier, backfill, branches } = ports
  const stops = openStoppedDevices(archive, waiting, group.id)
  const speaks = (device: DeviceId): boolean => ports.authors.isActive(device) && !stops.has(device)
  const vouching = openVouching(waiting, speaks, id => feeds.beganIn(id) !== null)
  const bodyless = openBodylessMessages(ports)
  /**
   * The name to keep the message under. Where another message has its place, the two become
   * branches.
   */
  const lineFor = (message: Message): FeedId => {
    const { device, feed, audience } = message
    if (audience !== group.id || !stops.has(device)) return feed
    const place = branches.placeOf(message)
    // Edits that this device wrote meanwhile name text by its former ids.
    if (
      place.splits !== null &&
      !ports.isSealed() &&
      (ports.documents.unsealed?.(group.id) ?? 0) > 0
    )
      throw new OwnUnsealed()
    const line = branches.begin(message, place)
    const other = place.splits && archive.messages.lineOf(place.splits)
    if (other !== null) {
      const { parent } = place
      feeds.split(parent, other)
      const within = branches.within(other)
      ports.documents.split?.({ group: group.id, device, feed, parent, line: other, within })
    }
    return line
  }
  const { judge, standing, isRuledOut, sealed } = openJudge({
    ...ports,
    lineFor,
    leadsHere: earlier.leadsHere,
    isVouched: vouching.isVouched,
    isStopped: device => stops.has(device),
    anyStopped: () => stops.all().length > 0,
    proofCame: fork => stops.take(fork),
  })

  const keep = (
    { message, body, signature }: WaitingMessage,
    state: 'applied' | 'waiting' | 'refused',
  ): void => {
    const { id, audience, device, feed, seq, kind, document, header } = message
    const line = lineFor(message)
    archive.messages.put({
      id,
      group: group.id,
      audience,
      device,
      feed,
      line,
      seq,
      kind,
      document,
      header,
      signature,
      state,
      body: document !== null && tombstones.has(document) ? null : body,
    })
    waiting.remove(id)
    if (audience === group.id) feeds.note(message, line)
  }

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

  const passOver = (message: Message, rival: DocumentId | null): Need[] => {
    if (!branches.passOver(message.id, rival)) return []
    if (rival !== null) ports.heldBack.note(message)
    return [`message:${message.id}`]
  }

  /**
   * Whether a message comes from before this device's beginning. Where the beginning holds another
   * content of the same place, or other messages stand on this one, it counts as here, and is not
   * kept.
   */
  const isOldNews = ({ id, audience, feed, seq }: Message): boolean => {
    const base = audience === group.id ? feeds.base(feed) : null
    if (!base || seq > base.seq || base.id === id || branches.isPassedOver(id)) return false
    if (base.seq !== seq && waiting.lacking(`message:${id}`).length === 0) return false
    return !archive.messages.has(id)
  }
  const passOld = (message: Message, tally: Tally): void => {
    const isRival = feeds.base(message.feed)?.seq === message.seq
    follow(passOver(message, isRival ? message.document : null), tally)
  }

  /**
   * Stops a device by a waiting proof. A proof is valid by itself, and the messages that it stands
   * on may wait for just that.
   */
  const stopsEarly = ({ message, body }: WaitingMessage): boolean => {
    const fork = message.kind === 'forked' && body ? readForkProof(body) : null
    return fork !== null && ports.authors.memberOf(fork.device) !== null && stops.take(fork)
  }

  /** Carries out the verdict. Returns the needs that this meets. */
  const settle = (entry: WaitingMessage, verdict: Verdict, rest: Rest, tally: Tally): Need[] => {
    const { message } = entry
    const { id, document } = message
    tally.waiting.delete(id)
    switch (verdict.is) {
      case 'waits':
        if (!waiting.add(entry, verdict.need)) {
          tally.refused++
          return []
        }
        tally.waiting.add(id)
        if (stopsEarly(entry)) return ['anything']
        return [
          ...bodyless.noted(id, entry),
          ...vouching.metBy(id).map((met): Need => `voucher:${met}`),
        ]
      case 'conflict':
        stops.stop(rest(), verdict.seq)
        if (stops.has(message.device)) return settle(entry, judge(message, entry.body), rest, tally)
        waiting.remove(id)
        tally.refused++
        return []
      case 'passed':
        waiting.remove(id)
        tally.refused++
        return passOver(message, document)
      case 'dropped':
        waiting.remove(id)
        tally.refused++
        return []
      case 'applied':
      case 'held':
      case 'refused':
        keep(entry, verdict.is === 'held' ? 'waiting' : verdict.is)
        if (verdict.is === 'held') ports.heldBack.note(message)
        tally.judged.push(message)
        if (verdict.is === 'refused') tally.refused++
        else tally.accepted++
        if (document && verdict.is === 'applied') tally.documents.add(document)
        // This device's beginning may be what any of the waiting messages lacked.
        if (message.audience === group.self.device && message.kind === 'heads') return ['anything']
        if (message.kind === 'sealed') return [`message:${id}`, 'anything']
        return [
          ...([`message:${id}`] as const),
          ...(document ? ([`document:${document}`] as const) : []),
          ...bodyless.noted(id, null),
        ]
    }
  }

  /** Whether the message is kept already, or part of the bootstrap snapshot. */
  const isKnown = ({ id, audience, feed, seq }: Message): boolean =>
    archive.messages.has(id) ||
    branches.isPassedOver(id) ||
    (audience === group.id && seq <= (feeds.base(feed)?.seq ?? -1))

  const judgeWaiter = (id: MessageId, tally: Tally): Need[] => {
    const entry = waiting.get(id)
    if (!entry) return []
    // The message came before this device knew where it begins.
    if (isKnown(entry.message)) {
      waiting.remove(id)
      tally.waiting.delete(id)
      return []
    }
    const verdict = judge(entry.message, entry.body)
    const { message, body, signature } = entry
    // A conflict without a signature of its own is no proof. The message stays until one with a
    // signature comes.
    if (verdict.is === 'conflict' && !signature) return []
    const alone: Rest = () => ({ items: [{ message, body }], signature: signature ?? unsigned })
    return settle(entry, verdict, alone, tally)
  }

  /** Judges waiting messages until no verdict changes. */
  const follow = (first: Need[], tally: Tally): void => {
    // A need that is met again before its turn is examined once.
    const needs = new Set(first)
    for (const need of needs) {
      needs.delete(need)
      for (const id of waiting.lacking(need))
        for (const met of judgeWaiter(id, tally)) needs.add(met)
    }
    bodyless.conclude()
  }

  /** A bootstrap snapshot for another member: a file for several members carries all of theirs. */
  const isForAnother = ({ audience }: Message): boolean =>
    audience !== group.self.device && group.state().devices.has(audience as DeviceId)

  /**
   * The waiting message that this item replaces: the waiting one has no body, or its body, which no
   * device here could verify, differs from one that is proven now.
   */
  const givingWay = ({ message: { id }, body, isBodyProven }: Item): WaitingMessage | null => {
    if (body === null || !(waiting.isHollow(id) || isBodyProven)) return null
    const waiter = waiting.get(id)
    return waiter?.body && equal(waiter.body, body) ? null : waiter
  }

  const isNew = (message: Message): boolean => feeds.isNext(message) || !isKnown(message)
  const hasNothingNew = (item: Item): boolean =>
    waiting.has(item.message.id)
      ? givingWay(item) === null
      : !isNew(item.message) && !isOldNews(item.message) && !earlier.wants(item.message, item.body)

  const addItem = (item: Item, signature: Bytes | null, rest: Rest, tally: Tally) => {
    const { message, body } = item
    if (isForAnother(message)) return
    const isHere = isKnown(message)
    const before = isHere ? null : givingWay(item)
    if (isHere || (waiting.has(message.id) && !before)) {
      tally.known++
      if (!earlier.hold({ message, body, signature }) && isOldNews(message)) passOld(message, tally)
      return
    }
    if (before) waiting.remove(message.id)
    const entry = { message, body, signature: signature ?? before?.signature ?? null }
    follow(settle(entry, judge(message, body), rest, tally), tally)
  }

  /**
   * Where a feed was forked before this device's beginning, both contents are taken in from the
   * fork on.
   */
  const goBack = (tally: Tally): void => {
    for (const forked of earlier.forked(stops.has)) {
      const documents = earlier.goBack(forked)
      ports.heldBack.reload()
      for (const document of documents) ports.documents.rebuild?.(document)
      for (const entry of [...forked.led, ...forked.others]) {
        const { message, body, signature } = entry
        if (archive.messages.has(message.id)) continue
        const alone: Rest = () => ({ items: [{ message, body }], signature: signature ?? unsigned })
        follow(settle(entry, judge(message, body), alone, tally), tally)
      }
      follow(['anything'], tally)
    }
  }

  const knows: Inbox['knows'] = pack => !backfill.wants(pack) && pack.items.every(hasNothingNew)

  return {
    stops,
    knows,
    add(pack, tally) {
      const behind = backfill.keep(pack)
      if (behind) follow([`message:${behind.id}`], tally)
      const { items, signature } = pack
      const last = items.length - 1
      for (const [index, item] of items.entries()) {
        const rest: Rest = () => ({ items: [item, ...items.slice(index + 1)], signature })
        addItem(item, index === last ? signature : null, rest, tally)
      }
      goBack(tally)
    },
    wake(need, tally) {
      follow([need], tally)
      goBack(tally)
    },
    reconsider: tally => follow(reconsider(tally), tally),
    giveUpOn: bodyless.giveUpOn,
    look(pack) {
      const { items } = pack
      const [{ message, body }] = items
      if (backfill.wants(pack)) return 'due'
      if (items.every(hasNothingNew)) return 'known'
      if (body === null || waiting.has(message.id) || !isNew(message)) return 'due'
      if (stops.has(message.device)) return 'due'
      return standing(message, body) || isRuledOut(message, body) ? 'idle' : 'due'
    },
  }
}
