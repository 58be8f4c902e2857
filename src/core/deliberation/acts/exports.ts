// Files that leave the group: whether the group asks for a second member's look, and what came of each request for one.
// Computed from acts alone, so that all devices with the same acts and records say the same.
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
  /** Officers who want to end that while it holds: another one has to agree. */
  ending: MemberId[]
}

/** Officers who have to end the rule together: two, or one where the group has no other. */
export const officersToEnd = (standing: Standing | null): number => {
  const people = [...(standing?.people.values() ?? [])]
  return people.filter(({ role }) => offices.includes(role)).length === 1 ? 1 : 2
}

/**
 * One officer begins the rule. It ends by acts of two different officers that came after, or of one where that was the
 * only officer by the act's own heads.
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
  const open = found
    .filter(({ isNeeded }) => isNeeded)
    .map(began => endings.filter(each => isAfter(each, began)))
    .filter(after => {
      const officers = new Set(after.map(({ node }) => node.member))
      return !after.some(
        ({ node, proceedings }) =>
          officers.size >= officersToEnd(proceedings.standing(node.record.heads)),
      )
    })
  const ending = new Set(open.flatMap(after => after.map(({ node }) => node.member)))
  return { isNeeded: open.length > 0, ending: [...ending].toSorted() }
}

export type ExportAnswer = { member: MemberId; at: number; reason: string | null }

/** A request for a second look, with what members said. */
export type AskedExport = {
  id: ActId
  by: MemberId
  at: number
  file: ExportRequest
  is: 'asked' | 'confirmed' | 'declined' | 'withdrawn'
  /** The last answer of each member that counts now; `reason` with those who decline. */
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

/** Each member’s answer on which no later one of that member stands; of several a decline. */
const lastAnswers = (nodes: readonly ExportNode[]): ExportAnswer[] =>
  [...Map.groupBy(nodes, ({ member }) => member)].flatMap(([member, own]) => {
    const last = own.filter(node => !own.some(other => standsOn(other, node)))
    const [declined] = byWhat(last, 'decline')
    const chosen = declined ?? last[0]
    if (!chosen) return []
    const { at, body } = chosen.record
    return [{ member, at, reason: body.what === 'decline' ? body.reason : null }]
  })

/**
 * The requests in the acts of one document, in the order of taking in. A request of a member who may not ask any more is
 * none. One word against it outweighs every confirmation.
 */
export const askedExports = (
  proceedings: Proceedings,
  today: readonly RecordId[],
): AskedExport[] => {
  const standing = proceedings.standing(today)
  if (!standing) return []
  const nodes = exportsIn(proceedings, today).filter(node => countsNow(node, standing))
  return nodes.flatMap((node): AskedExport[] => {
    const { id, at, body } = node.record
    if (body.what !== 'ask') return []
    const about = nodes.filter(({ record }) => record.subject === id)
    const answers = lastAnswers(byWhat(about, 'confirm', 'decline'))
    const [written] = byWhat(about, 'written')
    const is = (): AskedExport['is'] => {
      if (byWhat(about, 'withdraw').length > 0) return 'withdrawn'
      if (answers.some(({ reason }) => reason !== null)) return 'declined'
      return answers.length > 0 ? 'confirmed' : 'asked'
    }
    return [
      {
        id,
        by: node.member,
        at,
        file: body,
        is: is(),
        answers,
        writtenAt: written?.record.at ?? null,
      },
    ]
  })
}
