// The items of an agenda: numbered blocks with minutes, a presenter and papers. Times of the day follow
// from the minutes of the items before, so no time is stored and none is wrong after a move.
import { levelOf } from '#document/numbering'
import { blockText, type Block, type Page, type MeetingStates } from '#document/model'

/** Numbered paragraphs of an agenda, 1 to 4 deep; null for other blocks, and for what is withheld. */
const depthOf = ({ kind, label, unknown }: Block): number | null => {
  const level = label === undefined && unknown === undefined ? levelOf(kind) : null
  return level?.family === 'paragraphs' ? level.depth + 1 : null
}

export type AgendaItem = {
  block: Block
  /** 1 to 4. */
  depth: number
  title: string
  /** The paragraphs under it: what the meeting is asked to do. */
  ask: string
  states: MeetingStates
  /** Minutes after the beginning of the meeting. */
  begins: number
  /** Minutes of the item with its parts; null where none are given. */
  minutes: number | null
  /** The minutes of its parts are more than its own. */
  isOver: boolean
}

/** A closed item, put behind a block of the agenda for those who read it. */
export type ClosedItem = { behind: Block['id']; minutes: number }

const itemsOf = (blocks: readonly Block[]): Omit<AgendaItem, 'begins' | 'minutes' | 'isOver'>[] => {
  const items: Omit<AgendaItem, 'begins' | 'minutes' | 'isOver'>[] = []
  for (const block of blocks) {
    const depth = depthOf(block)
    const last = items.at(-1)
    if (depth !== null) {
      const states = block.meeting ?? {}
      items.push({ block, depth, title: blockText(block).trim(), ask: '', states })
    } else if (last && block.kind === 'paragraph' && block.label === undefined) {
      const words = blockText(block).trim()
      last.ask = [last.ask, words].filter(each => each !== '').join('\n')
    }
  }
  return items
}

/** Behind the parts of the item at `at`. */
const endOfParts = (items: readonly { depth: number }[], at: number): number => {
  const depth = items[at]?.depth ?? 0
  const next = items.findIndex((item, index) => index > at && item.depth <= depth)
  return next < 0 ? items.length : next
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)

/**
 * Minutes of each item with its parts: those of the parts where any has some, else its own. An item
 * without any has null.
 */
const durationsOf = (items: readonly { depth: number; states: MeetingStates }[]) => {
  const durations: (number | null)[] = items.map(() => null)
  const isOver = items.map(() => false)
  for (let at = items.length - 1; at >= 0; at--) {
    const item = items[at]
    if (!item) continue
    const parts: number[] = []
    for (let part = at + 1; part < endOfParts(items, at); part = endOfParts(items, part))
      parts.push(...(durations[part] === null ? [] : [durations[part] ?? 0]))
    const own = item.states.time ?? null
    const ofParts = parts.length === 0 ? null : sum(parts)
    durations[at] = ofParts ?? own
    isOver[at] = ofParts !== null && own !== null && ofParts > own
  }
  return { durations, isOver }
}

export type AgendaTimes = {
  items: readonly AgendaItem[]
  /** Minutes of all items, closed ones too. */
  planned: number
  /** When each closed item begins, in the order given. */
  closed: readonly number[]
}

/**
 * The items with the minutes at which each begins. `closed`: the items of other agendas that this
 * reader sees; without them the times are those of a meeting that has none.
 */
export const agendaTimes = (
  { blocks }: Pick<Page, 'blocks'>,
  closed: readonly ClosedItem[] = [],
): AgendaTimes => {
  const items = itemsOf(blocks)
  const { durations, isOver } = durationsOf(items)
  const begins: number[] = []
  const closedAt = closed.map(() => 0)
  const known = new Set<Block['id']>([null, ...items.map(({ block }) => block.id)])
  let clock = 0
  const put = (isHere: (item: ClosedItem) => boolean): void => {
    for (const [index, each] of closed.entries()) {
      if (!isHere(each)) continue
      closedAt[index] = clock
      clock += each.minutes
    }
  }
  put(({ behind }) => behind === null)
  for (const [at, item] of items.entries()) {
    begins.push(clock)
    // Where its parts have minutes, those count.
    if (!items.slice(at + 1, endOfParts(items, at)).some(hasTime)) clock += item.states.time ?? 0
    put(({ behind }) => behind === item.block.id)
  }
  // The place of these is gone.
  put(({ behind }) => !known.has(behind))
  return {
    items: items.map((item, at) => ({
      ...item,
      begins: begins[at] ?? 0,
      minutes: durations[at] ?? null,
      isOver: isOver[at] ?? false,
    })),
    planned: clock,
    closed: closedAt,
  }
}

const hasTime = ({ states }: { states: MeetingStates }): boolean => states.time !== undefined

/** The words of the paragraph that says where the meeting is; null for none, or a withheld one. */
export const placeIn = ({
  blocks,
}: Pick<Page, 'blocks'>): { words: string | null; isWithheld: boolean } => {
  const found = blocks.filter(({ meeting }) => meeting?.place)
  const isWithheld = found.some(({ label }) => label !== undefined)
  const words = found.flatMap(block => (block.label === undefined ? [blockText(block).trim()] : []))
  // Two paragraphs say it apart: a withheld one wins.
  return { words: isWithheld || words.length === 0 ? null : words.join('\n'), isWithheld }
}
