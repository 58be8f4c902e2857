// One entry of each kind about meetings, as docs/protocol.md gives it, and values that are none.
// `node tests/support/meeting-vectors.ts` wrote tests/fixtures/vectors/meeting-entries.json, meeting-page.json and
// filed-replies.json once; they never change.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as Y from 'yjs'

type Value = Record<string, unknown>

export type MeetingVectors = {
  /** The client id that wrote all of `update`. */
  client: number
  /** `thread`: the thread that it stands in, where that is not its own. */
  entries: { id: string; thread?: string; value: Value }[]
  /** Passed over. */
  refused: { why: string; value: Value }[]
  /** A Yjs V1 update, hexadecimal, with all of these in the root map `threads`. */
  update: string
}

const client = 77_000_000
const at = 1_800_000_000_000
const hour = 3_600_000
const member = 'ab'.repeat(32)
const hash = 'cd'.repeat(32)
const block = 'abcdefgh23'
const drawn = (index: number): string => `aaaaaaaa${'abcdefgh'[index >> 3]}${'abcdefgh'[index & 7]}`
const idOf = (index: number): string => `${client.toString(36)}-${drawn(index)}`

const poll = idOf(0)
const floor = idOf(4)
const values: Value[] = [
  { kind: 'dates', at, slots: [[at, at + hour], ...[[at + hour, at + 2 * hour]]] },
  { kind: 'free', at, slots: ['yes', 'maybe'], replaces: [] },
  { kind: 'coming', at, answer: 'apology', alternate: member, replaces: [] },
  { kind: 'present', at, member, state: 'remote', region: 'Pacific', language: 'en', replaces: [] },
  { kind: 'floor', at, item: block, what: 'order', text: 'Close the list of speakers.' },
  { kind: 'spoke', at, floor, seconds: 100, replaces: [] },
  { kind: 'unfloor', at, floor },
  { kind: 'motion', at, words: 'That the text be adopted.', blocks: [block] },
  { kind: 'progress', at, block, state: 'done', text: 'Sent on Monday.', replaces: [] },
  {
    kind: 'sent',
    at,
    blocks: [block],
    to: 'The Executive Director',
    day: '2026-10-16',
    file: null,
  },
  { kind: 'answered', at, block, answer: 'partly', text: 'Every year.', file: hash, replaces: [] },
  { kind: 'review', at, block, day: '2027-03-01', replaces: [] },
  { kind: 'from', at, level: 'country', adoption: hash, checked: 'card' },
]

const long = 'x'.repeat(4001)
const refusedValues: [string, Value][] = [
  ['another kind', { kind: 'zz-later', at }],
  ['a time before 1970', { kind: 'unfloor', at: -1, floor }],
  ['a time that ends before it begins', { kind: 'dates', at, slots: [[at, at]] }],
  ['41 times', { kind: 'dates', at, slots: Array.from({ length: 41 }, () => [at, at + 1]) }],
  ['another answer', { kind: 'coming', at, answer: 'perhaps', alternate: null, replaces: [] }],
  ['no member', { kind: 'coming', at, answer: 'coming', alternate: 'M.S.', replaces: [] }],
  [
    'a language that is none',
    { kind: 'present', at, member, state: 'present', region: '', language: '<b>', replaces: [] },
  ],
  ['no block', { kind: 'floor', at, item: 'ABCDEFGH23', what: 'speak', text: '' }],
  ['a text that is too long', { kind: 'floor', at, item: null, what: 'speak', text: long }],
  ['more than a day', { kind: 'spoke', at, floor, seconds: 86_401, replaces: [] }],
  ['no entry id', { kind: 'unfloor', at, floor: '../floor' }],
  [
    '201 blocks',
    { kind: 'motion', at, words: '', blocks: Array.from({ length: 201 }, () => block) },
  ],
  ['no day', { kind: 'review', at, block, day: '2026-02-30', replaces: [] }],
  [
    'no hash',
    { kind: 'answered', at, block, answer: 'not', text: '', file: 'CD'.repeat(32), replaces: [] },
  ],
  [
    '201 entries in replaces',
    { kind: 'review', at, block, day: '2027-03-01', replaces: Array(201).fill(poll) },
  ],
]

export const vectorsOf = (
  values: readonly Value[],
  refusedValues: readonly [string, Value][],
): MeetingVectors => {
  const entries = values.map((value, index) => ({
    id: idOf(index),
    ...(value['kind'] === 'free' && { thread: poll }),
    value,
  }))
  const refused = refusedValues.map(([why, value]) => ({ why, value }))
  const doc = new Y.Doc()
  doc.clientID = client
  const log = doc.getMap('threads')
  for (const { id, thread = id, value } of entries) log.set(`${thread}/${id}`, value)
  for (const [index, { value }] of refused.entries()) {
    const id = idOf(values.length + index)
    log.set(`${id}/${id}`, value)
  }
  return {
    client,
    entries,
    refused,
    update: Buffer.from(Y.encodeStateAsUpdate(doc)).toString('hex'),
  }
}

export const meetingVectors = (): MeetingVectors => vectorsOf(values, refusedValues)

const named = '12'.repeat(16)
const day = '2026-09-01'
const replied = {
  kind: 'replied',
  at,
  sent: idOf(0),
  day,
  file: hash,
  document: null,
  replaces: [],
}
const answered = { kind: 'answered', at, block, answer: 'partly', text: '', file: null }

/** Entries that came after those of 0.2.0. */
export const replyVectors = (): MeetingVectors =>
  vectorsOf(
    [
      replied,
      { ...replied, sent: null, file: null, document: named, replaces: [idOf(0)] },
      { ...answered, reply: idOf(0), place: '6 (b)', replaces: [] },
    ],
    [
      ['neither a file nor a document', { ...replied, file: null }],
      ['a file and a document', { ...replied, document: named }],
      ['no document', { ...replied, file: null, document: named.slice(1) }],
      ['no day', { ...replied, day: '2026-02-30' }],
      ['no entry', { ...replied, sent: '../sent' }],
      ['a place that is too long', { ...answered, place: 'x'.repeat(61), replaces: [] }],
      ['a reply that is no entry', { ...answered, reply: null, replaces: [] }],
    ],
  )

export type MeetingPageVectors = {
  /** A Yjs V1 update of a page: attributes of blocks, a speaker, particulars. */
  update: string
  /** For each block its words, what is read of its attributes, and the members that speak. */
  blocks: { text: string; states: Value | null; speakers: string[] }[]
  meta: Value
}

const document = '12'.repeat(16)
const question = '34'.repeat(32)

/** Words, attributes as they are stored, and as they are read. */
const blocksOfPage: [string, Value, Value | null][] = [
  [
    'Approval of the minutes',
    { s_kind: 'num1', s_time: 5, s_by: member, s_papers: `${document} ${'56'.repeat(16)}` },
    { time: 5, by: member, papers: [document, '56'.repeat(16)] },
  ],
  [
    'Regional observatory',
    { s_kind: 'num1', s_by: 'M.S., UN Women', s_carried: `${document} ${block}` },
    { by: 'M.S., UN Women', carried: { document, block } },
  ],
  ['Meeting room 3', { s_place: true }, { place: true }],
  ['', { s_label: 'circle', s_ref: document, s_place: true, s_owner: member }, { place: true }],
  ['Strategy', { s_kind: 'h1', s_item: block }, { item: block }],
  ['It moves to an annex.', { s_kind: 'decision', s_question: question }, { question }],
  [
    'Send the wording.',
    { s_kind: 'action', s_owner: member, s_due: '2026-09-24' },
    { owner: member, due: '2026-09-24' },
  ],
  [
    'Said in confidence',
    { s_kind: 'information', s_off: true, s_naming: 'none' },
    { off: true, naming: 'none' },
  ],
  [
    'Nothing of this is read',
    { s_time: 1441, s_papers: 'x', s_carried: document, s_due: '2026-02-30', s_off: 'yes' },
    null,
  ],
  ['Taken away', { s_time: '', s_owner: '', s_naming: '' }, null],
]

export const meetingPageVectors = (): MeetingPageVectors => {
  const doc = new Y.Doc()
  doc.clientID = client
  const root = doc.get('root-v2', Y.XmlElement)
  for (const [index, [text, attributes]] of blocksOfPage.entries()) {
    const element = new Y.XmlElement('block')
    element.setAttribute('s_bid', `aaaaaaaaa${'abcdefghijklmnop'[index]}`)
    for (const [key, value] of Object.entries(attributes))
      element.setAttribute(key, value as string)
    const words = new Y.XmlText()
    words.applyDelta([
      ...(index === 7
        ? [{ insert: '\u2060', attributes: { p: { __mode: 1 }, s_who: member } }]
        : []),
      { insert: text },
    ])
    element.insert(0, [words])
    root.insert(index, [element])
  }
  const meta = { minutesOf: document, closedOf: { agenda: document, block }, naming: 'named' }
  for (const [key, value] of Object.entries({ kind: 'minutes', schema: 1, ...meta }))
    doc.getMap('meta').set(key, value)
  return {
    update: Buffer.from(Y.encodeStateAsUpdate(doc)).toString('hex'),
    blocks: blocksOfPage.map(([text, , states], index) => ({
      text: index === 7 ? `\u2060${text}` : text,
      states,
      speakers: index === 7 ? [member] : [],
    })),
    meta,
  }
}

if (process.argv[1] === import.meta.filename) {
  const folder = join(import.meta.dirname, '../fixtures/vectors')
  const write = (name: string, value: unknown): void =>
    writeFileSync(join(folder, name), `${JSON.stringify(value, null, 2)}\n`)
  write('meeting-entries.json', meetingVectors())
  write('meeting-page.json', meetingPageVectors())
  write('filed-replies.json', replyVectors())
}
