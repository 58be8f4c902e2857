// Taking in the contents of an encrypted file: first records, then packs, in steps between which others
// get a turn. Anybody with a device's public key can make a file for it, so too many unproven bytes
// end the file.
import type { SignedRecord } from '#core/records'
import { Failure } from '#shared/failure'
import type { Bytes } from '#core/keys'
import { turn, newTally, type Tally } from '../inbox/index.ts'
import { readPack, unpackedBytes, unprovenBytes, type Pack, apart } from '../packs/index.ts'
import type { GroupSync } from '../group-sync.ts'

/** Callbacks to follow work on a file and to end it. `done` and `total` have no unit. */
export type Steering = { progress(done: number, total: number): void; isCancelled(): boolean }

export const unsteered: Steering = { progress: () => {}, isCancelled: () => false }

/** Gives others a turn. Failure `cancelled`. */
export const step = async (
  { progress, isCancelled }: Steering,
  done: number,
  total: number,
): Promise<void> => {
  progress(done, total)
  await turn()
  if (isCancelled()) throw new Failure('cancelled')
}

/** Bytes that all packs of one file may inflate to. */
const mostUnpacked = 1 << 30
type Much = { bytes: number; packs: number; messages: number }

/** Packs that are read before others get a turn, of any size. */
const readAtOnce = 200
/**
 * The count of a worthless pack beside the bytes that it inflates to: a few bytes take as long to
 * try.
 */
const eachUnproven = 64

/** The packs of one transaction, which ends behind the pack that reaches one of these limits. */
const atOnce: Much = { bytes: 1 << 20, packs: 200, messages: 512 }
/** The smaller limits for devices that broke a rule. */
const ofOffenders: Much = { bytes: 64 << 10, packs: 10, messages: 64 }

const isMuch = (packs: readonly Pack[], much: Much): boolean =>
  packs.length >= much.packs ||
  packs.reduce((sum, { items }) => sum + items.length, 0) >= much.messages ||
  packs.reduce((sum, pack) => sum + unpackedBytes(pack), 0) >= much.bytes
/** Each record is verified, which takes longer than reading a pack of the same length. */
const batchRecords = 100

/**
 * Bytes that may prove nothing before the file ends: bytes of records, and bytes that packs inflate
 * to.
 */
const mostUnproven = 1 << 20
/** The limit for packs of a device that was never in the group: no more of them could wait. */
const mostOfStrangers = 8 << 20

/** The bytes of one file that proved nothing so far. */
export type Unproven = { bytes: number; ofStrangers: number }

export const nothingYet = (): Unproven => ({ bytes: 0, ofStrangers: 0 })

const isEnded = ({ bytes, ofStrangers }: Unproven): boolean =>
  bytes > mostUnproven || ofStrangers > mostOfStrangers

/** The outcome of records. */
type Counts = { accepted: number; known: number; refused: number; waiting: number }

/** A record that waited for a later one of the file does not count as waiting. */
export const takeRecords = async (
  replica: GroupSync,
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

/** In batches, so that neither the disk nor another caller waits for each pack. */
export const takePacks = async (
  replica: GroupSync,
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
