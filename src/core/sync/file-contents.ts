// Takes in what a locked file holds: records first, then packs, in steps that others have their turn
// between. Whoever has a device's public key can make a file for it, so what proves nothing ends the file.
import { Failure } from '#shared/failure'
import type { SignedRecord } from '#core/group'
import type { Bytes } from '#core/keys'
import { turn } from './arrivals.ts'
import { newTally, type Tally } from './inbox.ts'
import { readPack, unpackedBytes, unprovenBytes, type Pack } from './pack.ts'
import { apart } from './read-last.ts'
import type { Replica } from './replica.ts'

/** How somebody watches work on a file and ends it. `done` of `total` are of no unit. */
export type Steering = { progress(done: number, total: number): void; isCancelled(): boolean }

export const unsteered: Steering = { progress: () => {}, isCancelled: () => false }

/** Lets others have a turn. Failure `cancelled`. */
export const step = async (
  { progress, isCancelled }: Steering,
  done: number,
  total: number,
): Promise<void> => {
  progress(done, total)
  await turn()
  if (isCancelled()) throw new Failure('cancelled')
}

/** Bytes that all packs of one file may unpack to. */
const mostUnpacked = 1 << 30
type Much = { bytes: number; packs: number; messages: number }

/** Packs that are read before others have a turn, whatever they are. */
const readAtOnce = 200
/** What a pack that gave nothing counts for beside what it inflates to: a few bytes take as long to try. */
const eachUnproven = 64

/** What is taken in one transaction; it ends behind the pack that reaches one of these. */
const atOnce: Much = { bytes: 1 << 20, packs: 200, messages: 512 }
/** The same of devices that broke a rule: of them a little at a time. */
const ofOffenders: Much = { bytes: 64 << 10, packs: 10, messages: 64 }

const isMuch = (packs: readonly Pack[], much: Much): boolean =>
  packs.length >= much.packs ||
  packs.reduce((sum, { items }) => sum + items.length, 0) >= much.messages ||
  packs.reduce((sum, pack) => sum + unpackedBytes(pack), 0) >= much.bytes
/** Each is verified, which takes longer than reading a pack of the same length. */
const batchRecords = 100

/** What may prove nothing before the file ends: bytes of records, and bytes that packs inflate to. */
const mostUnproven = 1 << 20
/** The same of packs that a device signed which was never in the group: no more of them could wait. */
const mostOfStrangers = 8 << 20

/** What of one file proved nothing so far. */
export type Unproven = { bytes: number; ofStrangers: number }

export const nothingYet = (): Unproven => ({ bytes: 0, ofStrangers: 0 })

const isEnded = ({ bytes, ofStrangers }: Unproven): boolean =>
  bytes > mostUnproven || ofStrangers > mostOfStrangers

/** What came of records. */
type Counts = { accepted: number; known: number; refused: number; waiting: number }

/** One that waited for a later one of the file does not count as waiting. */
export const takeRecords = async (
  replica: Replica,
  records: readonly SignedRecord[],
  unproven: Unproven,
  steering: Steering,
): Promise<Counts> => {
  const taken = { accepted: 0, known: 0, refused: 0 }
  let at = 0
  while (at < records.length && !isEnded(unproven)) {
    const batch = records.slice(at, at + batchRecords)
    const { accepted, known, refused } = replica.addRecords(batch)
    taken.accepted += accepted
    taken.known += known
    taken.refused += refused
    const bytes = batch.reduce((sum, record) => sum + record.bytes.length, 0)
    unproven.bytes += (bytes * refused) / batch.length
    at += batch.length
    if (at < records.length) await step(steering, at, records.length)
  }
  taken.refused += records.length - at
  const settled = taken.accepted + taken.known + taken.refused
  return { ...taken, waiting: Math.max(0, records.length - settled) }
}

/** A batch at a time, so that neither the disk nor anybody else waits for each pack. */
export const takePacks = async (
  replica: Replica,
  packs: readonly Bytes[],
  unproven: Unproven,
  steering: Steering,
): Promise<Tally> => {
  const { isActive, isPast } = replica.authors
  const isStranger = ({ items: [{ message }] }: Pack): boolean =>
    !isActive(message.device) && !isPast(message.device)
  const tally = newTally()
  let [unpacked, at] = [0, 0]
  let batch: Pack[] = []
  const take = async (some: readonly Pack[]): Promise<void> => {
    if (some.length === 0) return
    replica.receive(some, tally)
    // A file may hold more messages than memory should.
    tally.judged = []
    await step(steering, at, packs.length)
  }
  const flush = async (): Promise<void> => {
    const [others, last] = apart(batch, replica.offences())
    batch = []
    await take(others)
    let part: Pack[] = []
    for (const pack of last) {
      part.push(pack)
      if (!isMuch(part, ofOffenders)) continue
      await take(part)
      part = []
    }
    await take(part)
  }
  for (const bytes of packs) {
    if (isEnded(unproven)) break
    at++
    const pack = unpacked < mostUnpacked ? readPack(bytes) : null
    if (!pack) {
      tally.refused++
      if (unpacked < mostUnpacked) unproven.bytes += eachUnproven + unprovenBytes(bytes)
      if (at % readAtOnce === 0) await step(steering, at, packs.length)
      continue
    }
    const size = unpackedBytes(pack)
    if (isStranger(pack)) unproven.ofStrangers += size
    unpacked += size
    batch.push(pack)
    if (isMuch(batch, atOnce)) await flush()
  }
  if (batch.length > 0) await flush()
  tally.refused += packs.length - at
  return tally
}
