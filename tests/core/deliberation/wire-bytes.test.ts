// The bytes that a decision with 25 seats costs: each act in a message of its own, signed, in its pack, as
// it goes over a link or into a file before it is sealed. Exact counts, no time.
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Act } from '#core/deliberation/acts'
import { sha256, signingPairFrom, signPlain } from '#core/keys'
import { logAct } from '#document/adoption'
import type { DocumentId, FeedId, GroupId, MessageId } from '#shared/ids'
import { consensus, type Party, World } from '#tests/deliberation'
import { forge, packed } from '#tests/forge'
import { writeUpdateBody } from '../../../src/core/documents/bodies/bodies.ts'

const seats = 25
const reason =
  'The text keeps the agreed language of the Commission, and adds a way to check each of its steps.'

/** A question, a position with a reason of each seat, a close, a declaration, signatures of more than half. */
const decision = () => {
  const world = new World()
  const chair = world.join('Alice', 'chair')
  const members = Array.from({ length: seats - 1 }, (_, at) => world.join(`Member ${at}`))
  world.meet()
  const all = [chair, ...members]
  const question = chair.ask({ purpose: 'adopt', rule: { ...consensus, quorum: 13 } })
  world.meet()
  for (const [at, party] of all.entries()) {
    const reservations =
      at % 5 === 0 ? [{ block: null, line: null, words: reason, as: 'Region 2' }] : []
    const choice = at % 5 === 0 ? 'reservations' : 'support'
    party.write({ type: 'position', choice, reason, reservations }, { subject: question.id })
  }
  world.meet()
  chair.close(question)
  const declaration = chair.declareAdoption(question)
  world.meet()
  const statement = chair.proceedings.statement(question.id, chair.records)!
  for (const [at, party] of all.slice(0, 13).entries()) {
    const pair = signingPairFrom(sha256(new Uint8Array([at])))
    const signature = signPlain(statement.adoption, pair.secret)
    const key = pair.public
    party.write(
      { type: 'sign', declare: declaration.id, key, signature, as: 'Network of Defenders' },
      { subject: question.id },
    )
  }
  world.meet()
  expect(chair.proceedings.stateOf(question.id, chair.records)?.is).toBe('final')
  const byDevice = new Map(all.map(party => [party.device, party]))
  return { chair, byDevice, acts: chair.acts }
}

/** The pack of a message with this act alone. */
const packOf = ({ signed }: Act, { keys, device }: Party): Uint8Array => {
  const doc = new Y.Doc()
  logAct(doc, signed, length => new Uint8Array(length).fill(7))
  const update = Y.encodeStateAsUpdate(doc)
  const body = writeUpdateBody({ writers: [{ feed: null, writer: 1 }], update }, 'remarks')
  const after = {
    records: [],
    feeds: [{ feed: '1'.repeat(32) as FeedId, seq: 1_000, id: '2'.repeat(64) as MessageId }],
  }
  const group = '3'.repeat(64) as GroupId
  const document = '4'.repeat(32) as DocumentId
  const secret = new Uint8Array(32)
  return packed([
    forge({ group, device, keys }, { kind: 'remarks', document, body, secret, after }),
  ])
}

test('a decision with 25 seats, positions with reasons and 13 signatures: at most 30 kB in 41 packs', () => {
  const { acts, byDevice } = decision()
  expect(acts).toHaveLength(1 + seats + 1 + 1 + 13)
  const packs = acts.map(act => packOf(act, byDevice.get(act.device)!).length)
  // 27,423 bytes: 18,116 of acts with their signatures, and 227 of each message and entry around them.
  expect(packs.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(30_000)
  const signed = acts.map(({ signed: { bytes, signature } }) => bytes.length + signature.length)
  expect(signed.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(20_000)
})
