// Files that leave the group: whether the group asks for a second member's look, and what came of each request for one.
// Computed from acts alone, so that all devices with the same acts and records say the same.
import { equal } from '#core/keys'
import type { ActId, MemberId, RecordId } from '#shared/ids'
import type { ExportRequest } from './bodies.ts'
import { standsOn } from './graph.ts'
import { isAfter, type Found } from './group-rules.ts'
import { offices, proposing, type Standing } from './membership.ts'
import type { Proceedings } from './proceedings.ts'
import type { NodeOfType } from './question.ts'

type ExportNode = NodeOfType<'export'>
type What = ExportNode['record']['body']['what']

const exportsIn = (proceedings: Proceedings, today: readonly RecordId[]): ExportNode[] =>
  proceedings.rightNow('export', today) ?? []

export type ExportRule = {
  /** A second member looks at what leaves before a file is written. */
  isNeeded: boolean
  /** Officers who want to end that since it was begun or kept last: another one has to agree. */
  ending: MemberId[]
}

/** Officers who have to end the rule together: two, or one where the group has no other. */
export const officersToEnd = (standing: Standing | null): number => {
  const people = [...(standing?.people.values() ?? [])]
  return people.filter(({ role }) => offices.includes(role)).length === 1 ? 1 : 2
}

/**
 * One officer begins the rule. Acts of two different officers that came after end the rule. One act does where its
 * author is the only officer, by the heads that the act names and today. The author chooses those heads and could leave
 * out an officer who came meanwhile; the records of today name that officer.
 */
export const exportRuleNow = (
  all: readonly Proceedings[],
  today: readonly RecordId[],
): ExportRule => {
  const found = all.flatMap(proceedings =>
    exportsIn(proceedings, today).flatMap((node): (Found<ExportNode> & { isNeeded: boolean })[] => {
      const { body } = node.record
      return body.what === 'rule' ? [{ node, proceedings, isNeeded: body.isNeeded }] : []
    }),
  )
  const endings = found.filter(({ isNeeded }) => !isNeeded)
  // An act that began the rule can lie beside several documents: what ends one copy ends the act.
  const begun = found.filter(({ isNeeded }) => isNeeded).map(({ node: { record } }) => record)
  const open = [...new Map(begun.map(record => [record.id, record])).values()]
    .map(began => ({ began, after: endings.filter(each => isAfter(each, began)) }))
    .filter(({ after }) => {
      const officers = new Set(after.map(({ node }) => node.member))
      return !after.some(({ node, proceedings }) =>
        [node.record.heads, today].every(
          heads => officers.size >= officersToEnd(proceedings.standing(heads)),
        ),
      )
    })
  const last = open.filter(
    ({ began }) => !found.some(each => each.isNeeded && isAfter(each, began)),
  )
  const ending = new Set(last.flatMap(({ after }) => after.map(({ node }) => node.member)))
  return { isNeeded: open.length > 0, ending: [...ending].toSorted() }
}

export type ExportAnswer = {
  member: MemberId
  at: number
  reason: string | null
  /** The answer is to another request for the same file. */
  isElsewhere: boolean
}

/** A request for a second look, with what members said. */
export type AskedExport = {
  id: ActId
  by: MemberId
  at: number
  file: ExportRequest
  is: 'asked' | 'confirmed' | 'declined' | 'withdrawn'
  /**
   * The last answer of each member that counts now; `reason` with those who decline. A decline stands against the file:
   * it is here too where it answers another request for the same file.
   */
  answers: ExportAnswer[]
  /** When the file was written as the member who asked says; null before. */
  writtenAt: number | null
}

/** Whether the author is a member now who may answer, by a device that is active now. */
const countsNow = ({ member, record: { device } }: ExportNode, standing: Standing): boolean =>
  standing.memberOf(device) === member &&
  proposing.includes(standing.people.get(member)?.role ?? '')

const byWhat = (nodes: readonly ExportNode[], ...words: What[]): ExportNode[] =>
  nodes.filter(({ record }) => words.includes(record.body.what))

/** Each member’s word on which no later one of that member stands; of several a decline. */
const lastWords = (nodes: readonly ExportNode[]): ExportNode[] =>
  [...Map.groupBy(nodes, ({ member }) => member).values()].flatMap(own => {
    const last = own.filter(node => !own.some(other => standsOn(other, node)))
    const [declined] = byWhat(last, 'decline')
    return declined ?? last[0] ?? []
  })

type AskNode = ExportNode & { record: { body: ExportRequest } }

const isAsk = (node: ExportNode): node is AskNode => node.record.body.what === 'ask'

/** Whether both are about the same bytes. The list may differ: a member behind a name has another one meanwhile. */
const isSameFile = ({ record: { body: one } }: AskNode, { record: { body: other } }: AskNode) =>
  one.format === other.format && equal(one.file, other.file)

const answersTo = (nodes: readonly ExportNode[], asks: readonly AskNode[]): ExportNode[] => {
  const ids = new Set<ActId | null>(asks.map(({ record }) => record.id))
  return byWhat(nodes, 'confirm', 'decline').filter(({ record }) => ids.has(record.subject))
}

/**
 * Words of members against the file of these requests: each stands until its member confirms or asks for that file, by
 * whichever request. `nodes`: those that count now.
 */
const declinesOf = (nodes: readonly ExportNode[], asks: readonly AskNode[]): ExportNode[] => {
  const isTakenBack = ({ record: { id } }: AskNode): boolean =>
    byWhat(nodes, 'withdraw').some(({ record }) => record.subject === id)
  const open = asks.filter(ask => nodes.includes(ask) && !isTakenBack(ask))
  return byWhat(lastWords([...answersTo(nodes, asks), ...open]), 'decline')
}

/**
 * The requests in the acts of one document, in the order of taking in. A request of a member who may not ask any more is
 * none. One word against a file outweighs every confirmation, whichever request it answers: asking again, or taking the
 * first request back, does not undo it.
 */
export const askedExports = (
  proceedings: Proceedings,
  today: readonly RecordId[],
): AskedExport[] => {
  const standing = proceedings.standing(today)
  if (!standing) return []
  const all = exportsIn(proceedings, today)
  const nodes = all.filter(node => countsNow(node, standing))
  return nodes.filter(isAsk).map((node): AskedExport => {
    const { id, at, body } = node.record
    const about = nodes.filter(({ record }) => record.subject === id)
    // Requests of devices and members that are gone too: the answers of others to them count.
    const ofFile = all.filter(isAsk).filter(other => isSameFile(node, other))
    const declined = declinesOf(nodes, ofFile)
    const confirmed = byWhat(lastWords(answersTo(nodes, [node])), 'confirm').filter(
      ({ member }) => !declined.some(each => each.member === member),
    )
    const [written] = byWhat(about, 'written')
    const is = (): AskedExport['is'] => {
      if (byWhat(about, 'withdraw').length > 0) return 'withdrawn'
      if (declined.length > 0) return 'declined'
      return confirmed.length > 0 ? 'confirmed' : 'asked'
    }
    return {
      id,
      by: node.member,
      at,
      file: body,
      is: is(),
      answers: [...declined, ...confirmed].map(({ member, record }) => ({
        member,
        at: record.at,
        reason: record.body.what === 'decline' ? record.body.reason : null,
        isElsewhere: record.subject !== id,
      })),
      writtenAt: written?.record.at ?? null,
    }
  })
}
