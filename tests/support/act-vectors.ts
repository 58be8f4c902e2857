// One act of each type, put together field by field as docs/protocol.md gives it; acts of a later
// version, which are kept; and what is no act. `node tests/support/act-vectors.ts` wrote
// tests/fixtures/vectors/acts.json, export-acts.json and export-spans.json once; none changes.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { digest, encode, fromHex, sign, signingPairFrom, toHex } from '#core/keys'
import type { Bytes, Encodable } from '#core/keys'

type Signed = { id: string; bytes: string; signature: string }

export type ActVectors = {
  device: { public: string; secret: string }
  audience: string
  document: string
  /** One act of each type at least. `value` is the body; byte strings are `{hex}`. */
  acts: (Signed & { type: string; value: unknown })[]
  /** Kept, without effect: a type, a body or a place that format 1 does not know. */
  unknown: (Signed & { why: string })[]
  /** No acts. */
  refused: (Signed & { why: string })[]
}

const made = (name: string): Bytes => digest('vectors', encode(['acts', name]))
const short = (name: string): Bytes => made(name).subarray(0, 16)
const pair = signingPairFrom(made('device'))
const stranger = signingPairFrom(made('stranger'))
const [audience, document, agenda] = [made('audience'), short('document'), short('agenda')]
/** Names that ascend. */
const ascending = (...names: string[]): Bytes[] =>
  names.map(made).toSorted((a, b) => Buffer.compare(a, b))
const [one, two, three] = ascending('one', 'two', 'three') as [Bytes, Bytes, Bytes]
const heads = ascending('head 1', 'head 2')
const parents = ascending('parent 1', 'parent 2')
const question = made('question')
const block = 'abcdefgh23'
const at = 1_800_000_000_000

const textFile = [document, 'en', made('text'), made('text by SHA-256'), 4_096]
const half = [1, 2, true]
const roll: Encodable = [
  [one, [made('alternate')]],
  [two, []],
  [three, []],
]
const questionBody: Encodable[] = [
  'adopt',
  'Adopt the statement?',
  [textFile, [short('french'), 'fr', made('texte'), made('texte by SHA-256'), 5_000]],
  [['annex.pdf', made('file'), made('file by SHA-256'), 70_000]],
  roll,
  ['consensus', 2, [2, 3, false], true],
  at + 1,
  'Rev.1',
  made('declaration'),
  [],
  [agenda, made('call'), block],
]
const rulesBody: Encodable = [half, [2, 3, false], 14, false, roll]

const headerOf = (type: string, body: Encodable, subject: Bytes | null = question) => [
  1,
  'act',
  audience,
  document,
  subject,
  pair.public,
  heads,
  parents,
  type,
  body,
  at,
]

const signedOf = (list: Encodable, secret = pair.secret): Signed => {
  const bytes = encode(list)
  const id = digest('act', bytes)
  return { id: toHex(id), bytes: toHex(bytes), signature: toHex(sign('act', id, secret)) }
}

/** `[type, body, subject]` of acts that are right in form. */
const acts: [string, Encodable, (Bytes | null)?][] = [
  ['question', questionBody, null],
  [
    'question',
    [
      'decide',
      'Meet in May?',
      [textFile],
      [],
      [[one, []]],
      ['silence', 1, null, false],
      null,
      '',
      null,
      [],
      null,
    ],
    null,
  ],
  ['seen', []],
  ['position', ['support', '', []]],
  ['position', ['object', 'The text leaves the region out.', []]],
  [
    'position',
    [
      'reservations',
      '',
      [
        [block, made('line'), 'We read this line narrowly.', 'One member'],
        [null, null, 'We reserve on the whole.', ''],
      ],
    ],
  ],
  [
    'heard',
    [
      [
        [one, 'support', ''],
        [two, 'seen', 'Present online'],
      ],
    ],
  ],
  ['close', []],
  ['reopen', ['Two members were cut off.']],
  ['withdraw', ['A better text is on its way.']],
  ['declare', ['agreed', '2026/7', made('statement')]],
  ['declare', ['no-quorum', '8', null]],
  [
    'sign',
    [
      made('declaration'),
      pair.public,
      sign('vectors', made('statement'), pair.secret),
      'A. Member',
    ],
  ],
  ['sign', [made('declaration'), null, null, '']],
  ['say', ['explanation', block, 'We joined for the sake of paragraph 4.', '']],
  ['say', ['lifts', null, 'The reservation is lifted.', '']],
  ['register', [made('declaration'), 'A/HRC/99/1', '2026-11-29']],
  ['circulate', ['comments', [textFile], 2, at + 2], null],
  ['rules', rulesBody, null],
  ['card', [pair.public], null],
  ['meeting', ['call', at, at + 3_600_000, ['Africa/Nairobi'], ['en', 'fr']], null],
  ['meeting', ['cancel', 'The room is not free.'], made('call')],
  ['meeting', ['open', short('minutes')], made('call')],
  ['meeting', ['item', block, 'deferred'], made('call')],
  ['meeting', ['end'], made('call')],
  ['meeting', ['resume', 'One item was left.'], made('call')],
]

/** `body` of a question with other fields. */
const questionWith = (changes: Record<number, Encodable>): Encodable =>
  questionBody.map((field, index) => changes[index] ?? field)

const unknown: [string, string, Encodable, (Bytes | null)?][] = [
  ['a later type', 'zz-later', { any: ['body', 1] }],
  ['a later type without a subject', 'zz-later', null, null],
  ['the name of a property of every object', 'constructor', []],
  ['a question about an act', 'question', questionBody],
  ['a position about nothing', 'position', ['support', '', []], null],
  ['a call about an act', 'meeting', ['call', at, at, [], []]],
  ['a meeting that opens about nothing', 'meeting', ['open', short('minutes')], null],
  ['a later word in a meeting', 'meeting', ['zz-later'], made('call')],
  ['a call that ends before it begins', 'meeting', ['call', at, at - 1, [], []], null],
  ['a later choice', 'position', ['zz-later', '', []]],
  ['a field more', 'close', [1]],
  ['a field less', 'position', ['support', '']],
  ['a body of another shape', 'close', {}],
  ['a reservation with another choice', 'position', ['support', '', [[null, null, 'No.', '']]]],
  ['the choice of reservations without one', 'position', ['reservations', '', []]],
  [
    'a reservation on a block without its line',
    'position',
    ['reservations', '', [[block, null, 'No.', '']]],
  ],
  [
    '21 reservations',
    'position',
    ['reservations', '', Array.from({ length: 21 }, () => [null, null, 'No.', ''])],
  ],
  ['a reason of 4,001 units', 'position', ['support', 'x'.repeat(4_001), []]],
  ['an empty reason to reopen', 'reopen', ['']],
  [
    'heard seats that do not ascend',
    'heard',
    [
      [
        [two, 'support', ''],
        [one, 'support', ''],
      ],
    ],
  ],
  [
    'a seat that is heard twice',
    'heard',
    [
      [
        [one, 'support', ''],
        [one, 'object', ''],
      ],
    ],
  ],
  ['nothing heard', 'heard', [[]]],
  ['a later outcome', 'declare', ['zz-later', '1', null]],
  ['a number of 41 units', 'declare', ['agreed', 'x'.repeat(41), null]],
  ['a key of 31 bytes', 'card', [pair.public.subarray(1)], null],
  ['a day that is none', 'register', [made('declaration'), 'A', '2026-13-01']],
  ['draft 0', 'circulate', ['comments', [textFile], 0, null], null],
  [
    'a text of another document first',
    'circulate',
    ['comments', [[agenda, ...textFile.slice(1)]], 1, null],
    null,
  ],
  ['rules of 366 days', 'rules', [half, half, 366, false, []], null],
  ['a threshold above one', 'rules', [[3, 2, false], half, 1, false, []], null],
  ['a threshold of nothing', 'rules', [half, [0, 0, false], 1, false, []], null],
  ['no words', 'question', questionWith({ 1: '' }), null],
  ['no text', 'question', questionWith({ 2: [] }), null],
  [
    'a language with a line break',
    'question',
    questionWith({ 2: [[document, 'en\n', made('text'), made('text'), 1]] }),
    null,
  ],
  [
    'a roll that does not ascend',
    'question',
    questionWith({
      4: [
        [two, []],
        [one, []],
      ],
    }),
    null,
  ],
  ['a seat that is its own alternate', 'question', questionWith({ 4: [[one, [one]]] }), null],
  ['an empty roll', 'question', questionWith({ 4: [] }), null],
  ['a quorum of 0', 'question', questionWith({ 5: ['consensus', 0, null, false] }), null],
  ['a vote without a threshold', 'question', questionWith({ 5: ['vote', 1, null, false] }), null],
  ['silence with a threshold', 'question', questionWith({ 5: ['silence', 1, half, false] }), null],
  ['an edition with a line break', 'question', questionWith({ 7: 'Rev.1\n' }), null],
  ['an edition that reads as none', 'question', questionWith({ 7: '-' }), null],
]

const changed = (changes: Record<number, Encodable>): Encodable =>
  headerOf('close', []).map((field, index) => (index in changes ? changes[index]! : field))
const many = (count: number): Bytes[] =>
  ascending(...Array.from({ length: count }, (_, n) => `${n}`))

const refused = (): [string, Signed][] => {
  const right = signedOf(headerOf('close', []))
  const flipped = fromHex(right.signature)
  flipped[0]! ^= 1
  const list = (changes: Record<number, Encodable>): Signed => signedOf(changed(changes))
  return [
    ['another format', list({ 0: 2 })],
    ['another kind', list({ 1: 'record' })],
    ['an audience of 31 bytes', list({ 2: audience.subarray(1) })],
    ['a document of 32 bytes', list({ 3: made('document') })],
    ['a subject of 16 bytes', list({ 4: document })],
    ['a device of 16 bytes', list({ 5: document })],
    ['no heads', list({ 6: [] })],
    ['heads that descend', list({ 6: heads.toReversed() })],
    ['a head named twice', list({ 6: [heads[0]!, heads[0]!] })],
    ['parents that descend', list({ 7: parents.toReversed() })],
    ['257 parents', list({ 7: many(257) })],
    ['an empty type', list({ 8: '' })],
    ['a type of 41 units', list({ 8: 'x'.repeat(41) })],
    ['a time before 1970', list({ 10: -1 })],
    ['a field more', signedOf([...headerOf('close', []), 0])],
    ['a field less', signedOf(headerOf('close', []).slice(0, -1))],
    ['more than 32,768 bytes', signedOf(headerOf('zz-later', 'x'.repeat(32_768)))],
    ['a byte behind its end', withBytes(Uint8Array.of(...fromHex(right.bytes), 0))],
    ['a number that is longer than it must be', withBytes(longer(fromHex(right.bytes)))],
    ['a signature with one bit changed', { ...right, signature: toHex(flipped) }],
    ['the signature of another device', signedOf(headerOf('close', []), stranger.secret)],
    ['a signature under another label', underLabel(right)],
  ]
}

const withBytes = (bytes: Bytes): Signed => {
  const id = digest('act', bytes)
  return { id: toHex(id), bytes: toHex(bytes), signature: toHex(sign('act', id, pair.secret)) }
}
/** The format's number 1 in two bytes. */
const longer = (bytes: Bytes): Bytes => Uint8Array.of(bytes[0]!, 0x18, ...bytes.subarray(1))
const underLabel = (signed: Signed): Signed => ({
  ...signed,
  signature: toHex(sign('record', fromHex(signed.id), pair.secret)),
})

/** A value as JSON tells it. */
export const told = (value: Encodable): unknown => {
  if (value instanceof Uint8Array) return { hex: toHex(value) }
  return Array.isArray(value) ? (value as Encodable[]).map(told) : value
}

export const makeActVectors = (): ActVectors => ({
  device: { public: toHex(pair.public), secret: toHex(pair.secret) },
  audience: toHex(audience),
  document: toHex(document),
  acts: acts.map(([type, body, subject]) => ({
    type,
    value: told(body),
    ...signedOf(headerOf(type, body, subject)),
  })),
  unknown: unknown.map(([why, type, body, subject]) => ({
    why,
    ...signedOf(headerOf(type, body, subject)),
  })),
  refused: refused().map(([why, signed]) => ({ why, ...signed })),
})

const exported = ['docx', 'a4', false, null, null, made('text'), made('list'), made('file')]
const asked = made('request')
const confirmed = [made('list'), made('file')]

const exportActs: [Encodable, (Bytes | null)?][] = [
  [['rule', true], null],
  [['rule', false], null],
  [['ask', ...exported], null],
  [
    [
      ...['ask', 'odt', 'letter', true, 'role'],
      ['4aqzjk-abcdefgh23', false, 'open', 'numbered'],
      ...exported.slice(5),
    ],
    null,
  ],
  [['ask', 'pdf', 'a4', false, 'none', [null, true, null, 'group'], ...exported.slice(5)], null],
  [['ask', 'zz-later', 'zz', false, 'zz', null, ...exported.slice(5)], null],
  [['confirm', ...confirmed]],
  [['decline', 'Paragraph 4 names a witness.']],
  [['withdraw']],
  [['written']],
]

const unknownExports: [string, Encodable, (Bytes | null)?][] = [
  ['a later word about exports', ['zz-later']],
  ['a rule about an act', ['rule', true]],
  ['a rule without a value', ['rule'], null],
  ['a request about an act', ['ask', ...exported]],
  ['a request without the hash of its file', ['ask', ...exported.slice(0, -1)], null],
  ['a request with a format in capitals', ['ask', 'DOCX', ...exported.slice(1)], null],
  ['a request with a hash of 31 bytes', ['ask', ...exported.slice(0, -1), asked.subarray(1)], null],
  ['a confirmation of nothing', ['confirm', ...confirmed], null],
  ['a confirmation of the list alone', ['confirm', made('list')]],
  ['an empty reason to decline', ['decline', '']],
  ['a withdrawal of nothing', ['withdraw'], null],
  ['a written file that nobody asked about', ['written'], null],
]

/** Acts about exports, which came after the others; signed by the same device. */
export const makeExportVectors = (): Pick<ActVectors, 'acts' | 'unknown'> => ({
  acts: exportActs.map(([body, subject = asked]) => ({
    type: 'export',
    value: told(body),
    ...signedOf(headerOf('export', body, subject)),
  })),
  unknown: unknownExports.map(([why, body, subject = asked]) => ({
    why,
    ...signedOf(headerOf('export', body, subject)),
  })),
})

const between = (...changes: Encodable[]): Encodable => [
  ...['ask', 'docx', 'a4', false, null],
  changes,
  ...exported.slice(5),
]
const [from, until] = ['4aqzjk-abcdefgh23', '5brakl-bcdefghi34']

/** Requests for a file between two versions, which came after the others of type `export`. */
export const makeSpanVectors = (): Pick<ActVectors, 'acts' | 'unknown'> => ({
  acts: [between(from, false, null, 'group', until), between(from, false, null, 'names', 'zz')].map(
    body => ({ type: 'export', value: told(body), ...signedOf(headerOf('export', body, null)) }),
  ),
  unknown: (
    [
      ['a request with an end and no beginning', between(null, false, null, 'group', until)],
      ['a request that names the text now as null', between(from, false, null, 'group', null)],
      ['a request with an empty end', between(from, false, null, 'group', '')],
      ['a request with an end of 61', between(from, false, null, 'group', 'z'.repeat(61))],
      ['a request with more than an end', between(from, false, null, 'group', until, until)],
    ] satisfies [string, Encodable][]
  ).map(([why, body]) => ({ why, ...signedOf(headerOf('export', body, null)) })),
})

if (import.meta.main) {
  const all = {
    'acts.json': makeActVectors(),
    'export-acts.json': makeExportVectors(),
    'export-spans.json': makeSpanVectors(),
  }
  for (const [name, vectors] of Object.entries(all))
    writeFileSync(
      join(import.meta.dirname, '../fixtures/vectors', name),
      `${JSON.stringify(vectors, null, 1)}\n`,
    )
}
