// Each layout of the vectors is read by this program as what it says, and refused with one field more or less.
import { expect, test } from 'vitest'
import { readInvitation } from '#core/group'
import { decodeStrict, encode, fromHex, toHex, type Bytes, type Decoded } from '#core/keys'
import { decodeState } from '#document/history/versions'
import type { DeviceId, FeedId, MessageId } from '#shared/ids'
import { readVectors } from '#tests/graph-vectors'
import type { Layout, LayoutVectors } from '#tests/layout-vectors'
import { digestOfSent } from '../../src/core/consultation/rounds.ts'
import {
  readPartBody,
  readSnapshotBody,
  readStartBody,
  readUpdateBody,
} from '../../src/core/documents/bodies/bodies.ts'
import { readPiece } from '../../src/core/documents/figures/pieces.ts'
import { readSlots } from '../../src/core/keys/slots-file.ts'
import { documentIdOf, readHeadsBody } from '../../src/core/messages/body.ts'
import { branchNameOf } from '../../src/core/sync/feeds/branches.ts'
import {
  openCircleFrame,
  readCircleFrame,
  readCircleKey,
} from '../../src/core/sync/circles/circle-frames.ts'
import { digestOfContents } from '../../src/core/sync/peers/content.ts'
import { readFrame } from '../../src/core/sync/link/frames.ts'
import { readAnswer, readAsking } from '../../src/core/sync/lan/joining-frames.ts'
import { readKeeps, readLeaving, readReturning } from '../../src/core/sync/offload/messages.ts'
import { readRetireBody } from '../../src/core/sync/retire/record.ts'

const vectors = readVectors('layouts.json') as LayoutVectors

/** The value that the vector describes. */
const valueOf = (told: unknown): Decoded => {
  if (Array.isArray(told)) return told.map(valueOf)
  const hex = (told as { hex?: string } | null)?.hex
  return hex === undefined ? (told as Decoded) : fromHex(hex)
}

const orNull = (read: () => unknown): unknown => {
  try {
    return read()
  } catch {
    return null
  }
}

const bodies: Record<string, (bytes: Bytes) => unknown> = {
  update: bytes => readUpdateBody(bytes, 'update'),
  remarks: bytes => readUpdateBody(bytes, 'remarks'),
  snapshot: readSnapshotBody,
  'snapshot-start': readStartBody,
  'snapshot-part': readPartBody,
  blob: readPiece,
  heads: readHeadsBody,
  sealed: readRetireBody,
  leaving: readLeaving,
  keeps: readKeeps,
  returning: readReturning,
}

const readerOf = ({ section, name }: Layout): ((bytes: Bytes) => unknown) => {
  if (section === 'Links') return readFrame
  if (section === 'Invitation') return bytes => orNull(() => readInvitation(bytes))
  if (section === 'Joining by code') return bytes => readAsking(bytes) ?? readAnswer(bytes)
  return bodies[name.split(' ')[0]!]!
}

test.each(vectors.layouts.map((layout): [string, Layout] => [layout.name, layout]))(
  'when %s is read, it is what the vector says, and nothing with another number of fields',
  (name, layout) => {
    const value = valueOf(layout.value) as Decoded[]
    const bytes = fromHex(layout.bytes)
    expect(decodeStrict(bytes, 1 << 20)).toEqual(value)
    expect(toHex(encode(value))).toBe(layout.bytes)
    const read = readerOf(layout)
    expect(read(bytes)).not.toBeNull()
    const kind = layout.section === 'Links' ? { kind: name } : {}
    expect(read(bytes)).toMatchObject(kind)
    expect(read(encode([...value, null, null]))).toBeNull()
    // Without its last field a `keeps` with hashes is one without them, and lists of two are a kind alone.
    const shorter = value.length > 2 && name !== 'keeps with hashes' ? [value.slice(0, -1)] : []
    for (const less of shorter) expect(read(encode(less))).toBeNull()
  },
)

test('when a circle gives its key, the box and the frame under the key open', () => {
  const { agreement, epoch, key } = vectors.circle
  const pair = { public: fromHex(agreement.public), secret: fromHex(agreement.secret) }
  const given = readCircleKey(fromHex(vectors.circleKey), pair)
  expect(given).toMatchObject({ epoch: { id: epoch, key: fromHex(key) }, records: [] })
  const frame = readCircleFrame(fromHex(vectors.circleFrame))!
  expect(frame.epoch).toBe(epoch)
  expect(readFrame(openCircleFrame(frame, fromHex(key))!)).toEqual({ kind: 'given' })
})

test('when key slots are read, both are there, and no changed byte passes', () => {
  const file = fromHex(vectors.keySlots)
  const { passphrases, recoveries } = readSlots(file)
  expect(passphrases).toMatchObject([{ passes: 3, memory: 67_108_864 }])
  expect(recoveries).toMatchObject([{ kind: 'code' }])
  expect(orNull(() => readSlots(file.with(20, file[20]! ^ 1)))).toBeNull()
})

test('when ids and digests are derived, they are those of the vectors', () => {
  const { from: document, is: id } = vectors.derived[0]!
  expect(documentIdOf(document['device'] as DeviceId, fromHex(document['secret'] as string))).toBe(
    id,
  )
  const { from: branch, is: name } = vectors.derived[1]!
  expect(branchNameOf(branch['feed'] as FeedId, branch['message'] as MessageId)).toBe(name)
  const { from: content, is: whole } = vectors.derived[2]!
  const contents = new Map([[content['document'], fromHex(content['readable'] as string)]])
  expect(toHex(digestOfContents(contents as never))).toBe(whole)
  const { from: sent, is: sentDigest } = vectors.derived[3]!
  const parts = [{ block: null as never, place: String(sent['place']), text: String(sent['text']) }]
  expect(digestOfSent(String(sent['title']), parts)).toBe(sentDigest)
  const { is: state } = vectors.derived[4]!
  expect(decodeState(fromHex(state))).toEqual({
    clocks: new Map([[300, 5]]),
    deleted: new Map([[300, [{ from: 1, to: 3 }]]]),
  })
})
