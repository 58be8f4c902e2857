// The places for which a device signed several wordings, with the branches of each, and the text
// without some of these branches.
import type { Archive } from '#core/archive'
import { isWordingEntry } from '#document/history/conflicts'
import { stateFrom, stateOf, type DocumentState } from '#document/history/versions'
import type { DeviceId, FeedId } from '#shared/ids'
import { readEntry, parkedIn } from '../bodies/index.ts'
import type { DocumentReplica } from '../replica/index.ts'
import { scanUpdate, type Range } from '../gate/index.ts'

/**
 * Branches that lead off from one place, each with the branches beyond it and all clients that
 * wrote in them.
 */
export type WordingPlace = {
  device: DeviceId
  branches: Map<FeedId, { lines: Set<FeedId>; clients: Set<number> }>
}

export const placesIn = ({ contests: { forks } }: DocumentReplica): WordingPlace[] => {
  const lines = forks.lines().toSorted((a, b) => (a.line < b.line ? -1 : 1))
  const beyond = (line: FeedId): FeedId[] => [
    line,
    ...lines.filter(({ parent }) => parent === line).flatMap(each => beyond(each.line)),
  ]
  const clientsOf = (of: ReadonlySet<FeedId>): Set<number> =>
    new Set(
      forks
        .all()
        .flatMap(({ branches }) => branches)
        .flatMap(({ line, row }) => (of.has(line) ? [row.client] : [])),
    )
  return [...Map.groupBy(lines, ({ parent }) => parent).values()].flatMap(rivals => {
    const [first] = rivals
    if (!first || rivals.length < 2) return []
    const branches = rivals.map(({ line }) => {
      const own = new Set(beyond(line))
      return [line, { lines: own, clients: clientsOf(own) }] as const
    })
    return [{ device: first.device, branches: new Map(branches) }]
  })
}

/** Deletions, except those by these branches and by settling members. */
const deletedBeside = (
  archive: Archive,
  { id, contests }: DocumentReplica,
  without: ReadonlySet<FeedId>,
): Range[] => {
  const messages = archive.messages
    .ofDocument(id, 0)
    .flatMap(message => (without.has(message.line) ? [] : (contests.contentOf(message) ?? [])))
  const own = [...archive.journal.pending().map(readEntry), ...parkedIn(archive, id)]
  const edits = [...archive.drafts.list(id), ...own.filter(entry => entry?.document === id)]
  return [...messages, ...edits.flatMap(edit => (edit ? [edit.update] : []))].flatMap(update => {
    const scan = scanUpdate(update)
    if (typeof scan === 'string') return []
    const isSettling = scan.sections.some(({ structs }) =>
      structs.some(({ content }) => content.kind === 'any' && content.values.some(isWordingEntry)),
    )
    return isSettling ? [] : scan.deletes
  })
}
/** The text without these branches of a place. */
export const stateWithout = (
  archive: Archive,
  document: DocumentReplica,
  { branches }: WordingPlace,
  without: readonly FeedId[],
): DocumentState => {
  const clocks = new Map(stateOf(document.doc).clocks)
  const left = without.flatMap(line => branches.get(line) ?? [])
  for (const { clients } of left) for (const client of clients) clocks.delete(client)
  const lines = new Set(left.flatMap(branch => [...branch.lines]))
  return stateFrom(clocks, deletedBeside(archive, document, lines))
}
/** The other branches of the place. */
export const others = ({ branches }: WordingPlace, line: FeedId): FeedId[] =>
  [...branches.keys()].filter(each => each !== line)
