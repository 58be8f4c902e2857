// Link state: what the two ends of a link know of each other, which is the stated heads of the
// other end, and everything that was announced, sent and requested. This module sends nothing; it
// decides what to send.
import type { SignedRecord } from '#core/records'
import type { DeviceId, FeedId } from '#shared/ids'
import { writeHave, type Frame } from './frames.ts'
import type { FeedPoint, Heads, Message } from '#core/messages'
import { openLinkRequests, type LinkRequests } from './link-requests.ts'
import type { Spoken } from './membership.ts'
import type { Bytes } from '#core/keys'

type Have = Extract<Frame, { kind: 'have' }>

export type LinkState = Omit<LinkRequests, 'isLacking'> & {
  /** The feeds that the other end is known to have. */
  theirs(): FeedPoint[]
  /** Takes in stated heads, up to the number of feeds that links name. */
  heard(have: Have): void
  /** Both digests were equal: the other end has what is here. */
  same(): void
  /** The other end sent a message: it has that message and those before it. */
  received(message: Message): void
  /**
   * Messages that were sent to the other end. An end that may lack their key gets heads once it has
   * the records that bring the key.
   */
  sent(messages: readonly Message[]): void
  /**
   * The frames with all heads of this device, or with those that were not sent before; none for
   * nothing new.
   */
  have(whole: boolean): Bytes[]
  toldWhole(): boolean
  /** Whether both have stated enough to send news one by one. */
  isSettled(): boolean
  /** Membership records that the other end is not known to have and was not sent. */
  records(): SignedRecord[]
  /** Both are known to have the same. */
  isLevel(): boolean
}

/** Feeds that the other end may name. */
const mostFeeds = 65_536
/** Feeds that one `have` names: a frame has room for them. */
const onePage = 8_192
export const openLinkState = (replica: Spoken, remote: DeviceId): LinkState => {
  const { group } = replica
  const theirs = new Map<FeedId, FeedPoint>()
  /** Null until the other end stated them. */
  let theirRecords: Heads['records'] | null = null
  const told = new Map<FeedId, string>()
  let toldRecords = ''
  let toldBeginning = ''
  let toldWhole = false
  let isSame = false
  let givenRecords = ''
  const requests = openLinkRequests(replica, () => [...theirs.values()])

  return {
    wishes: requests.wishes,
    answered: requests.answered,
    isOwed: requests.isOwed,
    askAgain: requests.askAgain,
    theirs: () => [...theirs.values()],
    heard({ heads, whole }) {
      if (whole) theirs.clear()
      for (const point of heads.feeds)
        if (theirs.size < mostFeeds || theirs.has(point.feed)) theirs.set(point.feed, point)
      if (heads.records.length > 0) theirRecords = heads.records
      theirRecords ??= []
    },
    same() {
      const heads = replica.heads()
      for (const point of heads.feeds) {
        theirs.set(point.feed, point)
        told.set(point.feed, point.id)
      }
      theirRecords = heads.records
      toldRecords = givenRecords = heads.records.join()
      isSame = true
    },
    received({ audience, feed, seq, id }) {
      if (audience !== group.id || seq <= (theirs.get(feed)?.seq ?? -1)) return
      theirs.set(feed, { feed, seq, id })
    },
    sent(messages) {
      if (theirRecords?.join() !== group.recordHeads().toSorted().join()) return
      for (const { feed, id } of messages) told.set(feed, id)
    },
    have(whole) {
      const heads = replica.heads()
      const records = heads.records.join()
      const feeds = heads.feeds.filter(({ feed, id }) => whole || told.get(feed) !== id)
      const began = replica.began(remote)
      const beginning = began.map(({ id }) => id).join()
      const isNews =
        feeds.length > 0 || records !== toldRecords || beginning !== toldBeginning || whole
      if (!isNews) return []
      const changed = whole || records !== toldRecords ? heads.records : []
      for (const { feed, id } of feeds) told.set(feed, id)
      toldRecords = records
      toldBeginning = beginning
      toldWhole ||= whole
      const first = writeHave({ records: changed, feeds: feeds.slice(0, onePage) }, whole, began)
      const more: Bytes[] = []
      for (let from = onePage; from < feeds.length; from += onePage) {
        const page = { records: [], feeds: feeds.slice(from, from + onePage) }
        more.push(writeHave(page, false, began))
      }
      return [first, ...more]
    },
    toldWhole: () => toldWhole,
    isSettled: () => toldWhole || isSame,
    records() {
      const own = replica.heads().records.join()
      if (theirRecords === null || givenRecords === own) return []
      givenRecords = own
      return group.recordsBeyond(theirRecords)
    },
    isLevel() {
      const { feeds, records } = replica.heads()
      return (
        theirRecords !== null &&
        !replica.awaits(remote) &&
        records.join() === theirRecords.join() &&
        feeds.every(({ feed, seq }) => (theirs.get(feed)?.seq ?? -1) >= seq) &&
        !requests.isLacking()
      )
    },
  }
}
