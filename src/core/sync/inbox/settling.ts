// Carries out the verdict on a message, and judges again the messages that waited for it.
import type { MessageId } from '#shared/ids'
import type { Bytes } from '#core/keys'
import type { Message } from '#core/messages'
import type { Authors } from '../members/index.ts'
import { type StoppedDevices, readForkProof } from '../equivocation/index.ts'
import type { HeldBack } from '../feeds/index.ts'
import type { JudgedMessages } from './judged-messages.ts'
import type { Need, Vouching, Waiting, WaitingMessage } from '../waiting/index.ts'
import type { Pack } from '../packs/index.ts'
import type { SyncArchive, SyncGroup } from '../ports.ts'
import type { BodylessMessages } from '../retire/index.ts'
import type { Tally } from './tally.ts'
import { waitsFor, type Verdict } from '../judge/index.ts'

export type SettlingPorts = {
  archive: Pick<SyncArchive, 'messages'>
  group: Pick<SyncGroup, 'id' | 'self'>
  authors: Pick<Authors, 'memberOf'>
  heldBack: Pick<HeldBack, 'note'>
  waiting: Waiting
  stops: StoppedDevices
  judged: JudgedMessages
  bodyless: BodylessMessages
  vouching: Pick<Vouching, 'metBy'>
  isKnown(message: Message): boolean
  judge(message: Message, body: Bytes | null): Verdict
}

export type Settling = {
  /** Judges a message and the messages that waited for it. */
  take(entry: WaitingMessage, rest: Rest, tally: Tally): void
  /** The same for a message without others that follow it up to a signature. */
  takeAlone(entry: WaitingMessage, tally: Tally): void
  /** Judges waiting messages until no verdict changes. */
  follow(first: Need[], tally: Tally): void
}

/** The message with the messages that follow it up to a signature. */
export type Rest = () => Pack

const unsigned = new Uint8Array(64)

const alone = ({ message, body, signature }: WaitingMessage): Pack => ({
  items: [{ message, body }],
  signature: signature ?? unsigned,
})

export const openSettling = (ports: SettlingPorts): Settling => {
  const { archive, group, authors, heldBack, waiting, stops, judged, bodyless, vouching, judge } =
    ports
  const { isKnown } = ports

  /**
   * Stops a device by a waiting proof. A proof is valid by itself, and the messages that it stands
   * on may wait for just that.
   */
  const stopsEarly = ({ message, body }: WaitingMessage): boolean => {
    const fork = message.kind === 'forked' && body ? readForkProof(body) : null
    return fork !== null && authors.memberOf(fork.device) !== null && stops.take(fork)
  }

  /**
   * Whether the message before this one in its feed is here without a signature of its own: later
   * messages prove it to other devices.
   */
  const provesOthers = ({ audience, seq, previous }: Message): boolean => {
    if (audience !== group.id || seq === 0) return false
    const before = archive.messages.get(previous) ?? waiting.get(previous)
    return before?.signature === null
  }

  /**
   * Keeps a message whose body is not the signed one as a message that came without a body, until
   * the right one comes.
   */
  const withoutBody = (entry: WaitingMessage, rest: Rest, tally: Tally): Need[] => {
    const hollow = { ...entry, body: null }
    const verdict = judge(entry.message, null)
    const kept = verdict.is === 'dropped' ? waitsFor(`body:${entry.message.id}`) : verdict
    return settle(hollow, kept, rest, tally)
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
        return judged.passOver(message, document)
      case 'dropped':
        waiting.remove(id)
        tally.refused++
        return provesOthers(message) ? withoutBody(entry, rest, tally) : []
      case 'applied':
      case 'held':
      case 'refused':
        judged.keep(entry, verdict.is === 'held' ? 'waiting' : verdict.is)
        if (verdict.is === 'held') heldBack.note(message)
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
    // A conflict without a signature of its own is no proof. The message stays until one with a
    // signature comes.
    if (verdict.is === 'conflict' && !entry.signature) return []
    return settle(entry, verdict, () => alone(entry), tally)
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

  const take: Settling['take'] = (entry, rest, tally) =>
    follow(settle(entry, judge(entry.message, entry.body), rest, tally), tally)

  return { take, takeAlone: (entry, tally) => take(entry, () => alone(entry), tally), follow }
}
