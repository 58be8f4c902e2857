// Separations in their stored form: messages of this device and of others that are concurrent.
import { decodeStrict, encode, fromHex, toHex, type Bytes, type Encodable } from '#core/keys'
import type { FeedId, MessageId } from '#shared/ids'
import type { Run } from './own-message-index.ts'

/** This device's messages in the order of its feeds; ids of others' in order of arrival. */
export type Separation = { mine: Run[]; theirs: MessageId[] }

const limit = 1 << 24

const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const idsOf = (value: unknown): MessageId[] =>
  listIn(value)
    .filter(each => each instanceof Uint8Array)
    .map(each => toHex(each) as MessageId)

const runFrom = (value: unknown): Run[] => {
  const [feed, from, to] = listIn(value)
  return feed instanceof Uint8Array && typeof from === 'number' && typeof to === 'number'
    ? [{ feed: toHex(feed) as FeedId, from, to }]
    : []
}
const runsFrom = (value: unknown): Run[] => listIn(value).flatMap(runFrom)
const runsTo = (runs: readonly Run[]): Encodable[] =>
  runs.map(({ feed, from, to }) => [fromHex(feed), from, to])

export const readRuns = (bytes: Bytes): Run[] => runsFrom(decodeStrict(bytes, limit))

export const writeRuns = (runs: readonly Run[]): Bytes => encode(runsTo(runs))

export const readSeparations = (bytes: Bytes | null): Separation[] =>
  listIn(bytes && decodeStrict(bytes, limit)).map(each => {
    const [mine, theirs] = listIn(each)
    return { mine: runsFrom(mine), theirs: idsOf(theirs) }
  })

export const writeSeparations = (all: readonly Separation[]): Bytes =>
  encode(all.map(({ mine, theirs }) => [runsTo(mine), theirs.map(fromHex)]))
