// The body of each type of act, field by field as in docs/protocol.md.
import {
  array,
  arrayWith,
  ascendingBy,
  bytes,
  bytesTo,
  count,
  id,
  listOf,
  mark,
  oneOf,
  orNull,
  text,
  time,
  variant,
  where,
  type Field,
  type ValueOf,
} from '#core/records'
import { DecisionChoice, DecisionOutcome } from '#shared/contract'
import type { ActId, BlockId, DocumentId, MemberId } from '#shared/ids'
import type { CountingRule } from '#shared/outcome'

/** Limits beyond which an act, or a part of it, is not read. */
export const actLimits = {
  bytes: 32_768,
  heads: 1_024,
  parents: 256,
  /** Acts of one device among those that an act names. */
  ofDevice: 8,
  seats: 256,
} as const

const words = text(1, 4_000)
const reason = text(0, 4_000)
/** The text by which a member wants to appear outside; empty for none. */
const as = text(0, 120)
const block: Field<BlockId> = text(10, 10, /^[a-z2-7]+$/) as Field<string> as Field<BlockId>
const day = text(10, 10, /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/)
const document = id<DocumentId>(16)
const act = id<ActId>()
const hash = bytes(32)

/** Sizes of files, of texts too. */
const size = count(0, 8 * 1024 * 1024)
/** Language and edition stand on lines of the statement, which no line break may enter. */
const language = text(2, 35, /^[A-Za-z0-9-]+$/)
const edition = where(text(0, 20, /^[^\p{Cc}\p{Zl}\p{Zp}]*$/u), value => value !== '-')

const textFile = array({ document, language, hash, sha256: hash, size })
const texts = listOf(textFile, 1, 8)
const file = array({ name: text(1, 120), hash, sha256: hash, size })

const seat = array({ seat: id<MemberId>(), alternates: listOf(id<MemberId>(), 0, actLimits.seats) })
export type RollSeat = ValueOf<typeof seat>

const rollOf = (least: number): Field<RollSeat[]> =>
  where(
    ascendingBy(listOf(seat, least, actLimits.seats), each => each.seat),
    roll => {
      const all = roll.flatMap(each => [each.seat, ...each.alternates])
      return new Set(all).size === all.length
    },
  )

/** More than, or at least, a/b. */
const threshold = where(
  array({ a: count(0, 1_000), b: count(1, 1_000), more: mark }),
  ({ a, b }) => a <= b,
)
export type Threshold = ValueOf<typeof threshold>

/** A word of a choice. A later version may have more words: they make no unknown act. */
const choice = text(1, 20, /^[a-z][a-z0-9-]*$/)

/** Things beside the text that a file shows, as a person chose. */
const shownChanges = where(
  arrayWith(
    { since: orNull(text(1, 60)), suggestions: mark, comments: orNull(choice), authors: choice },
    /** The version that the changes lead to; absent for the text at the act. */
    { until: text(1, 60) },
  ),
  ({ since, until }) => until === undefined || since !== null,
)

/** The choices that make a file, and what they make: the text, the list of what leaves, and the file itself. */
const exportRequest = array({
  format: choice,
  paper: choice,
  restricted: mark,
  naming: orNull(choice),
  changes: orNull(shownChanges),
  text: hash,
  list: hash,
  file: hash,
})
export type ExportRequest = ValueOf<typeof exportRequest>

/** A vote needs a threshold, silence has none, consensus may fall back on one. */
const rule = where(
  array({
    kind: oneOf<CountingRule['kind']>(['consensus', 'silence', 'vote']),
    quorum: count(1, actLimits.seats),
    threshold: orNull(threshold),
    heard: mark,
  }),
  ({ kind, threshold: needed }) => kind === 'consensus' || (kind === 'vote') === (needed !== null),
)
export type DecisionRule = ValueOf<typeof rule>

const reservation = where(
  array({ block: orNull(block), line: orNull(hash), words: reason, as }),
  each => (each.block === null) === (each.line === null),
)
export type Reservation = ValueOf<typeof reservation>

export const bodies = {
  question: array({
    purpose: oneOf<'adopt' | 'decide'>(['adopt', 'decide']),
    words: text(1, 1_000),
    texts,
    files: listOf(file, 0, 50),
    roll: rollOf(1),
    rule,
    until: orNull(time),
    edition,
    replaces: orNull(act),
    rules: listOf(array({ bytes: bytesTo(actLimits.bytes), signature: bytes(64) }), 0, 4),
    where: orNull(array({ agenda: document, call: act, block })),
  }),
  seen: array({}),
  position: where(
    array({
      choice: oneOf(DecisionChoice.options),
      reason,
      reservations: listOf(reservation, 0, 20),
    }),
    ({ choice, reservations }) => (choice === 'reservations') === reservations.length > 0,
  ),
  heard: array({
    said: ascendingBy(
      listOf(
        array({
          seat: id<MemberId>(),
          choice: oneOf<DecisionChoice | 'seen'>([...DecisionChoice.options, 'seen']),
          reason,
        }),
        1,
        actLimits.seats,
      ),
      each => each.seat,
    ),
  }),
  close: array({}),
  reopen: array({ reason: words }),
  withdraw: array({ reason: words }),
  declare: array({
    outcome: oneOf(DecisionOutcome.options),
    number: text(1, 40),
    statement: orNull(hash),
  }),
  sign: array({ declare: act, key: orNull(hash), signature: orNull(bytes(64)), as }),
  say: array({
    what: oneOf<'explanation' | 'lifts'>(['explanation', 'lifts']),
    block: orNull(block),
    words,
    as,
  }),
  register: array({ declare: act, symbol: text(1, 60), day: orNull(day) }),
  circulate: array({
    what: oneOf(['comments', 'corrections']),
    texts,
    draft: count(1, 9_999),
    until: orNull(time),
  }),
  rules: array({
    quorum: threshold,
    vote: threshold,
    days: count(0, 365),
    heard: mark,
    seats: rollOf(0),
  }),
  card: array({ key: hash }),
  meeting: variant({
    call: where(
      array({
        from: time,
        until: time,
        zones: listOf(text(1, 60), 0, 8),
        languages: listOf(language, 0, 8),
      }),
      ({ from, until }) => from <= until,
    ),
    cancel: array({ reason: words }),
    open: array({ minutes: document }),
    item: array({ block, state: oneOf(['debated', 'decided', 'deferred', 'dropped', 'noted']) }),
    end: array({}),
    resume: array({ reason: words }),
  }),
  export: variant({
    rule: array({ isNeeded: mark }),
    ask: exportRequest,
    confirm: array({ list: hash, file: hash }),
    decline: array({ reason: words }),
    withdraw: array({}),
    written: array({}),
  }),
}

export type ActType = keyof typeof bodies

export type KnownBody = { [T in ActType]: { type: T } & ValueOf<(typeof bodies)[T]> }[ActType]

/** A type or a body that this version does not know is kept, and has no effect. */
export type Body = KnownBody | { type: 'unknown'; word: string }

export type BodyOf<T extends Body['type']> = Extract<Body, { type: T }>

export const isActType = (word: string): word is ActType => Object.hasOwn(bodies, word)

/** Whether an act with this body opens what later acts are about, and so has no subject. */
export const opens = (body: KnownBody): boolean =>
  body.type === 'meeting'
    ? body.what === 'call'
    : body.type === 'export'
      ? body.what === 'rule' || body.what === 'ask'
      : ['question', 'circulate', 'rules', 'card'].includes(body.type)
