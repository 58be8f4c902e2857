// Acts are read and written as docs/protocol.md says, by vectors that were put together by hand.
import { expect, test } from 'vitest'
import {
  checkAct,
  readAct,
  signActFields,
  writeAct,
  type Act,
  type KnownBody,
} from '#core/deliberation/acts'
import { fromHex, newDeviceKeys, toHex, type DeviceKeys, type Encodable } from '#core/keys'
import type { ActId, DocumentId, GroupId, RecordId } from '#shared/ids'
import {
  makeActVectors,
  makeExportVectors,
  makeSpanVectors,
  told,
  type ActVectors,
} from '#tests/act-vectors'
import { readVectors } from '#tests/graph-vectors'
import { bodies } from '../../../src/core/deliberation/acts/bodies.ts'

const vectors = readVectors('acts.json') as ActVectors
const exportVectors = readVectors('export-acts.json') as Pick<ActVectors, 'acts' | 'unknown'>
const spanVectors = readVectors('export-spans.json') as Pick<ActVectors, 'acts' | 'unknown'>
const acts = [...vectors.acts, ...exportVectors.acts, ...spanVectors.acts]
const unknown = [...vectors.unknown, ...exportVectors.unknown, ...spanVectors.unknown]
const keys: DeviceKeys = {
  ...newDeviceKeys(),
  signing: { public: fromHex(vectors.device.public), secret: fromHex(vectors.device.secret) },
}
const signedOf = ({ bytes, signature }: { bytes: string; signature: string }) => ({
  bytes: fromHex(bytes),
  signature: fromHex(signature),
})

test('the vectors are written again: the same bytes', () => {
  expect(makeActVectors()).toEqual(vectors)
  expect(makeExportVectors()).toEqual(exportVectors)
  expect(makeSpanVectors()).toEqual(spanVectors)
})

test('each type has a vector', () => {
  expect([...new Set(acts.map(({ type }) => type))].toSorted()).toEqual(
    Object.keys(bodies).toSorted(),
  )
})

test.each(acts)('$type is read and written: the same bytes and signature', vector => {
  const act = checkAct(signedOf(vector))
  expect(act).toMatchObject({
    id: vector.id,
    audience: vectors.audience,
    document: vectors.document,
    device: vectors.device.public,
    body: { type: vector.type },
  })
  const { body, ...header } = act as Act<KnownBody>
  const written = writeAct(keys, header, body)
  expect(toHex(written.bytes)).toBe(vector.bytes)
  expect(toHex(written.signature)).toBe(vector.signature)
  expect(written.id).toBe(vector.id)
  const field = bodies[body.type] as { write(value: KnownBody): Encodable }
  expect(told(field.write(body))).toEqual(vector.value)
})

test.each(unknown)('$why: kept as unknown', vector => {
  expect(checkAct(signedOf(vector))).toMatchObject({ id: vector.id, body: { type: 'unknown' } })
})

test.each(vectors.refused)('$why: no act', vector => {
  expect(checkAct(signedOf(vector))).toBeNull()
})

test('the form is read without the signature, where it was checked before', () => {
  const vector = vectors.refused.find(({ why }) => why === 'the signature of another device')!
  expect(readAct(signedOf(vector))?.id).toBe(vector.id)
})

test('a body that would not be read is not written', () => {
  const header = {
    audience: vectors.audience as GroupId,
    document: vectors.document as DocumentId,
    subject: null,
    heads: ['00'.repeat(32) as RecordId],
    parents: [],
    at: 0,
  }
  expect(() => writeAct(keys, header, { type: 'close' })).toThrow('invalid-input')
  const subject = '11'.repeat(32) as ActId
  expect(() => writeAct(keys, { ...header, subject }, { type: 'reopen', reason: '' })).toThrow(
    'invalid-input',
  )
  const parents = Array.from(
    { length: 300 },
    (_, at) => toHex(new Uint8Array(32).fill(at)) as ActId,
  )
  expect(readAct(signActFields(keys, { ...header, subject, parents }, 'close', []))).toBeNull()
})
