// The statement of an adoption: lines that every device computes from the acts alone, and that members
// sign.
// Layout: docs/protocol.md.
import { toHex, sha256, utf8, type Bytes } from '#core/keys'
import type { Threshold } from './bodies.ts'
import { isAgreed } from '#shared/outcome'
import type { ActNode } from './graph.ts'
import type { Standing } from './membership.ts'
import { isLive, within, type Question } from './question.ts'
import type { Closed } from './state.ts'

export type Statement = {
  /** The bytes of `adoption.txt`. */
  adoption: Bytes
  /** The bytes of `record.jsonl`. */
  record: Bytes
}

const thresholdText = ({ a, b, more }: Threshold): string => `${more ? '>' : '>='}${a}/${b}`

const hexOrNull = (bytes: Bytes | null): string | null => bytes && toHex(bytes)

/** A line for each reservation that counted and for each explanation, ascending by bytes. */
const recordOf = (question: Question, { counted, outcome }: Counted, standing: Standing): Bytes => {
  const reservations = outcome.seats.flatMap(({ act }) => reservationsOf(act))
  const explanations = within(question.right('say'), counted)
    .filter(node => isLive(node, standing) && node.record.body.what === 'explanation')
    .map(({ record: { body } }) => ['explanation', body.block, body.words])
  const lines = [
    ...reservations.map(({ block, line, words }) => ['reservation', block, hexOrNull(line), words]),
    ...explanations,
  ].map(line => utf8(`${JSON.stringify(line)}\n`))
  return Buffer.concat(lines.toSorted((a, b) => Buffer.compare(a, b)))
}

type Counted = Pick<Closed, 'counted' | 'outcome'>

const reservationsOf = (act: ActNode | null) =>
  act?.record.body.type === 'position' ? act.record.body.reservations : []

/** The statement of what came out; null where nothing is adopted. */
export const statementOf = (
  question: Question,
  closed: Counted,
  standing: Standing,
): Statement | null => {
  const { purpose, edition, texts, files, rule, roll } = question.node.record.body
  const { code, counts } = closed.outcome
  if (purpose !== 'adopt' || !isAgreed(code)) return null
  const record = recordOf(question, closed, standing)
  const lines = [
    ['baraza', 'adoption', 1],
    ['level', standing.level],
    ['edition', edition || '-'],
    ...texts.map(text => ['text', text.language, toHex(text.sha256)]),
    ...files.map(file => ['file', toHex(file.sha256)]),
    ['record', toHex(sha256(record))],
    ['rule', rule.kind],
    ['threshold', rule.threshold ? thresholdText(rule.threshold) : '-'],
    ['seats', roll.length],
    ['quorum', rule.quorum],
    ['outcome', code],
    ['support', counts.support],
    ['reservations', counts.reservations],
    ['abstain', counts.abstain],
    ['aside', counts.aside],
    ['object', counts.object],
    ['heard', counts.heard],
    ['seen', counts.seen],
    ['not-received', counts.none],
  ]
  return { adoption: utf8(lines.map(line => `${line.join(' ')}\n`).join('')), record }
}
