// Lines of minutes that were decided, so that nobody writes in them: a decision that the group agreed to, and all lines
// of an item that was decided, until its session ends. Words behind the last item stay open. Windows ask, and so do
// edit scripts and calls of core that change the words. The gate refuses no edit because of a decision, so words that
// come from elsewhere come in.
import { meetingAround, meetingOfMinutes } from '#core/deliberation/meetings'
import type { SettledAs, SettledLine } from '#shared/contract'
import { keptLinesOf, type KeptBlocks } from '#document/undo'
import type { Block, BlockKind } from '#document/model'
import type { ActId, BlockId, DocumentId } from '#shared/ids'
import { isAgreed } from '#shared/outcome'
import type { Deliberation } from '../parts.ts'

const isDecided = ({ archive, acts }: Deliberation, question: ActId): boolean =>
  archive.acts.list({ id: question }, ['document', 'graph']).some(row => {
    const open = acts.actsOf(row.document)
    const state = open?.graphs.get(row.graph)?.stateOf(question, open.today)
    const isClosed = state?.is === 'closed' || state?.is === 'final'
    return isClosed && isAgreed(state.outcome.code)
  })

type Decided = { agenda: DocumentId; items: ReadonlySet<BlockId>; mayReopen: boolean }

/** The decided items of the meeting in session; null where it is not in session, or its agenda is not here. */
const decidedItems = (ports: Deliberation, minutes: DocumentId, now: number): Decided | null => {
  const meeting = meetingOfMinutes(ports, minutes, now)
  if (!meeting) return null
  const { agenda, state, people } = meeting
  const around = meetingAround(ports, meeting, now)
  if (state.is !== 'open' || (around && around.state.is !== 'open')) return null
  const items = state.items.flatMap(item => (item.state === 'decided' ? [item.block] : []))
  return { agenda, items: new Set(items), mayReopen: people.isOfficer }
}

const levels: readonly BlockKind[] = ['h1', 'h2', 'h3', 'h4']

/**
 * The place behind the lines of the last item, where words belong to no item: `at` and the blocks after it. These
 * words begin with a heading that is no deeper than that of the item, or with plain paragraphs behind its last numbered
 * or captured line. `as`: how they begin there; in an item of plain paragraphs alone, with a heading.
 */
const endOfItems = (blocks: readonly Block[]): { at: number; as: SettledAs } => {
  const last = blocks.findLastIndex(({ meeting }) => meeting?.item !== undefined)
  const level = levels.indexOf(blocks[last]?.kind ?? 'h4')
  const heading = blocks.findIndex(
    ({ kind }, at) => at > last && levels.includes(kind) && levels.indexOf(kind) <= level,
  )
  const until = heading < 0 ? blocks.length : heading
  const line = blocks
    .slice(0, until)
    .findLastIndex(({ kind, cell }) => kind !== 'paragraph' || cell !== undefined)
  if (line > last) return { at: line + 1, as: 'end' }
  return { at: until, as: level < 0 ? 'part' : 'end-plain' }
}

/** In the order of the page. Failure `not-found`. */
export const settledLines = (
  ports: Deliberation,
  minutes: DocumentId,
  now: number,
): SettledLine[] => {
  const decided = decidedItems(ports, minutes, now)
  let over: BlockId | null = null
  const { blocks } = ports.documents.page(minutes)
  const end = endOfItems(blocks)
  return blocks.flatMap(({ id, kind, meeting }, at): SettledLine[] => {
    const { item, question } = meeting ?? {}
    over = item ?? over
    if (id === null) return []
    const around = at < end.at && over !== null && decided?.items.has(over) ? over : null
    const ofItem = at === end.at - 1 ? end.as : 'part'
    if (kind === 'decision' && question && isDecided(ports, question))
      return [{ block: id, why: 'decision', as: around ? ofItem : 'line', question }]
    if (!decided || !around) return []
    const { agenda, mayReopen } = decided
    return [{ block: id, why: 'item', as: ofItem, agenda, item: around, mayReopen }]
  })
}

/** The same, by block; none in a document that is no minutes. */
export const settledIn = (
  ports: Deliberation,
  document: DocumentId,
  now: number,
): ReadonlyMap<BlockId, SettledAs> => {
  const isMinutes = ports.documents.page(document).meta.kind === 'minutes'
  const lines = isMinutes ? settledLines(ports, document, now) : []
  return new Map(lines.map(({ block, as }) => [block, as]))
}

/** The same for acts of core that would change the text. `refused` is called where something was left out. */
export const keptLinesIn = (
  ports: Deliberation,
  document: DocumentId,
  now: number,
  refused = (): void => {},
): KeptBlocks => {
  const settled = settledIn(ports, document, now)
  const asOf = (id: BlockId) => settled.get(id) ?? null
  return keptLinesOf({ any: () => settled.size > 0, asOf, refused })
}
