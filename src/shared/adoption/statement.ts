// `adoption.txt` as a reader outside has it: the lines that members signed.
import { decodeUtf8, encodeUtf8 } from 'lib0/string'
import { isAgreed, outcomeBy, type VoteThreshold } from '../outcome.ts'
import { DecisionOutcome, Level } from '../vocabulary.ts'
import * as v from 'valibot'
import { areEqual, isHex, type Bytes } from './bytes.ts'
import { Refused, reading, type Read } from './refusal.ts'

const counted = [
  ...(['seats', 'quorum', 'outcome'] as const),
  ...(['support', 'reservations', 'abstain', 'aside', 'object', 'heard', 'seen'] as const),
  'not-received',
] as const
type CountName = Exclude<(typeof counted)[number], 'outcome'>
const isCount = (name: (typeof counted)[number]): name is CountName => name !== 'outcome'

export type AdoptionStatement = {
  level: Level
  /** Empty, or as "Rev.1". */
  edition: string
  texts: { language: string; sha256: string }[]
  files: string[]
  record: string
  rule: 'consensus' | 'silence' | 'vote'
  threshold: VoteThreshold | null
  outcome: DecisionOutcome
  counts: Record<CountName, number>
}

const thresholdText = (threshold: VoteThreshold | null): string =>
  threshold ? `${threshold.more ? '>' : '>='}${threshold.a}/${threshold.b}` : '-'

const write = (statement: AdoptionStatement): string => {
  const { level, edition, texts, files, record, rule, threshold, outcome, counts } = statement
  return [
    'baraza adoption 1',
    `level ${level}`,
    `edition ${edition || '-'}`,
    ...texts.map(({ language, sha256 }) => `text ${language} ${sha256}`),
    ...files.map(file => `file ${file}`),
    `record ${record}`,
    `rule ${rule}`,
    `threshold ${thresholdText(threshold)}`,
    ...counted.map(name => `${name} ${name === 'outcome' ? outcome : counts[name]}`),
  ]
    .map(line => `${line}\n`)
    .join('')
}

const thresholdIn = (text: string): VoteThreshold | null => {
  const [, sign, a, b] = /^(>=?)(\d{1,4})\/(\d{1,4})$/.exec(text) ?? []
  return sign === undefined ? null : { a: Number(a), b: Number(b), more: sign === '>' }
}

const valuesIn = (text: string, key: string): string[] =>
  text
    .split('\n')
    .filter(line => line.startsWith(`${key} `))
    .map(line => line.slice(key.length + 1))

/** A number of seats, written in one way. */
const countIn = (text: string): number =>
  /^(?:0|[1-9]\d{0,5})$/.test(text) ? Number(text) : Number.NaN

/** Refuses every other form of the same, since members signed bytes. */
export const readStatement = (bytes: Bytes): Read<AdoptionStatement> =>
  reading(() => {
    const refused = new Refused(0, 'The statement has another form.')
    if (bytes.length > 16_384) throw refused
    let text: string
    try {
      text = decodeUtf8(bytes)
    } catch {
      throw refused
    }
    const one = (key: string): string => valuesIn(text, key)[0] ?? ''
    const rule = v.safeParse(v.picklist(['consensus', 'silence', 'vote']), one('rule'))
    const outcome = v.safeParse(DecisionOutcome, one('outcome'))
    const level = v.safeParse(Level, one('level'))
    if (!rule.success || !outcome.success || !level.success) throw refused
    const statement: AdoptionStatement = {
      level: level.output,
      edition: one('edition') === '-' ? '' : one('edition'),
      texts: valuesIn(text, 'text').map(value => {
        const [language = '', sha256 = ''] = value.split(' ')
        return { language, sha256 }
      }),
      files: valuesIn(text, 'file'),
      record: one('record'),
      rule: rule.output,
      threshold: thresholdIn(one('threshold')),
      outcome: outcome.output,
      counts: Object.fromEntries(
        counted.filter(isCount).map(name => [name, countIn(one(name))]),
      ) as AdoptionStatement['counts'],
    }
    const hashes = [...statement.texts.map(({ sha256 }) => sha256), ...statement.files]
    if (![...hashes, statement.record].every(hash => isHex(hash, 32))) throw refused
    if (Object.values(statement.counts).some(Number.isNaN)) throw refused
    if (statement.texts.length === 0 || !areEqual(encodeUtf8(write(statement)), bytes))
      throw refused
    return statement
  })

/** Whether the outcome follows from the rule and the counts, and each seat is in one count at most. */
export const isConsistent = ({ rule, threshold, outcome, counts }: AdoptionStatement): boolean => {
  const { support, reservations, abstain, aside, object, seen, quorum, seats, heard } = counts
  const gave = support + reservations + abstain + aside + object
  const all = gave + seen + counts['not-received']
  const present = gave + (rule === 'silence' ? seen : 0)
  const computed = outcomeBy({ kind: rule, quorum, threshold }, counts, present)
  return seats > 0 && all <= seats && heard <= gave && isAgreed(outcome) && computed === outcome
}
