// Separations as they are kept: what of this device's and what of others' was written apart.
import type { MessageStore } from '#core/archive'
import { decodeStrict, encode, fromHex, toHex, type Bytes, type Encodable } from '#core/keys'
import type { FeedId, MessageId } from '#shared/ids'
import type { Run } from './own-places.ts'

/** This device's messages in the order of its feeds; ids of others' in order of arrival. */
export type Separation = { mine: Run[]; theirs: MessageId[] }

const limit = 1 << 24

const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const idsOf = (value: unknown): MessageId[] =>
  listIn(value)
    .filter(each => each instanceof Uint8Array)
    .map(each => toHex(each) as MessageId)

type Messages = Pick<MessageStore, 'get'>

/** An older version kept the ids of this device's messages, each by itself. */
const runFrom = (messages: Messages, value: unknown): Run[] => {
  if (value instanceof Uint8Array) {
    const message = messages.get(toHex(value) as MessageId)
    return message ? [{ feed: message.feed, from: message.seq, to: message.seq }] : []
  }
  const [feed, from, to] = listIn(value)
  return feed instanceof Uint8Array && typeof from === 'number' && typeof to === 'number'
    ? [{ feed: toHex(feed) as FeedId, from, to }]
    : []
}
const runsFrom = (messages: Messages, value: unknown): Run[] => {
  const runs: Run[] = []
  for (const run of listIn(value).flatMap(each => runFrom(messages, each))) {
    const last = runs.at(-1)
    if (last?.feed === run.feed && run.from === last.to + 1) last.to = run.to
    else runs.push(run)
  }
  return runs
}
const runsTo = (runs: readonly Run[]): Encodable[] =>
  runs.map(({ feed, from, to }) => [fromHex(feed), from, to])

export const readRuns = (messages: Messages, bytes: Bytes): Run[] =>
  runsFrom(messages, decodeStrict(bytes, limit))

export const writeRuns = (runs: readonly Run[]): Bytes => encode(runsTo(runs))

export const readSeparations = (messages: Messages, bytes: Bytes | null): Separation[] =>
  listIn(bytes && decodeStrict(bytes, limit)).map(each => {
    const [mine, theirs] = listIn(each)
    return { mine: runsFrom(messages, mine), theirs: idsOf(theirs) }
  })

export const writeSeparations = (all: readonly Separation[]): Bytes =>
  encode(all.map(({ mine, theirs }) => [runsTo(mine), theirs.map(fromHex)]))
