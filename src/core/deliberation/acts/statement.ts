// The statement of an adoption: lines that every device computes from the acts alone, and that members
// sign.
// Layout: docs/protocol.md.
import { toHex, sha256, utf8, type Bytes } from '#core/keys'
import { inOrder } from '#core/records'
import type { Threshold } from './bodies.ts'
import { isAgreed } from '#shared/outcome'
import type { ActNode } from './graph.ts'
import type { Standing } from './membership.ts'
import { isLive, type NodeOfType, type Question } from './question.ts'
import type { Closed } from './state.ts'

export type Statement = {
  /** The bytes of `adoption.txt`. */
  adoption: Bytes
  /** The bytes of `record.jsonl`. */
  record: Bytes
}

const thresholdText = ({ a, b, more }: Threshold): string => `${more ? '>' : '>='}${a}/${b}`

const hexOrNull = (bytes: Bytes | null): string | null => bytes && toHex(bytes)

/** Bytes of the lines in which the explanations of one member enter the record. */
const mostExplained = 16 * 1024

type Line = readonly (string | null)[]

const bytesOf = (line: Line): Bytes => utf8(`${JSON.stringify(line)}\n`)

/** The first explanations of a member, in the order of the graph: one at least, and all that there is room for. */
const explainedBy = (nodes: readonly NodeOfType<'say'>[]): Bytes[] => {
  const lines: Bytes[] = []
  let size = 0
  for (const { record } of nodes.toSorted(inOrder)) {
    const line = bytesOf(['explanation', record.body.block, record.body.words])
    size += line.length
    if (lines.length > 0 && size > mostExplained) break
    lines.push(line)
  }
  return lines
}

/** A line for each reservation that counted and for the first explanations, ascending by bytes. */
const recordOf = (question: Question, { counted, outcome }: Counted, standing: Standing): Bytes => {
  const reserved = outcome.seats
    .flatMap(({ act }) => reservationsOf(act))
    .map(({ block, line, words }) => bytesOf(['reservation', block, hexOrNull(line), words]))
  const explanations = question
    .row('say')
    .within(counted)
    .filter(node => isLive(node, standing) && node.record.body.what === 'explanation')
  const explained = [...Map.groupBy(explanations, ({ member }) => member).values()]
  const lines = [...reserved, ...explained.flatMap(explainedBy)]
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
