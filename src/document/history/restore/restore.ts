// Brings an earlier text back as a new change: one for each paragraph, touching only what differs, so
// that what others write meanwhile stays wherever it can. Words that wait to be taken in, comments and
// the particulars of the document are left as they are.
import * as Y from 'yjs'
import type { Random } from '#document/ids'
import { insertBlock, moveBlock, removeBlock, newBlockElement, reword } from '#document/blocks'
import { attributesOf, blockElements, rootOf, readMeta, readBlock } from '#document/tree'
import { isPlain, locksWords, type KeptBlocks, type There } from '#document/undo'
import { blockText, settledPage, type Block, type Page } from '#document/model'
import { goneWithheld, withheldTables } from '#document/restricted'
import { isSame, restoreLooks, restoreState, settled, unitsOf } from './restore-block.ts'
import { stayingIn } from './restore-order.ts'

type Change = (work: () => void) => void

/** A block that this version may change: not of a later version, and not withheld. */
const isOurs = (element: Y.XmlElement): boolean => {
  const { unknown, label } = readBlock(element)
  return unknown !== true && label === undefined
}

const idOf = (element: Y.XmlElement): unknown => attributesOf(element)['s_bid']

/**
 * Where something is withheld, then or now, nothing is brought back: the words were taken out of the text for others, or
 * put into it since.
 */
const withheldIn = (doc: Y.Doc, page: Page): ((block: Block) => boolean) => {
  const present = blockElements(doc).map(each => readBlock(each))
  const withheld = new Set<unknown>(
    [...page.blocks, ...present].flatMap(({ id, label }) =>
      label === undefined || id === null ? [] : [id],
    ),
  )
  // Nor where the place itself is gone.
  const live = new Set<unknown>(present.map(({ id }) => id))
  for (const id of goneWithheld(doc)) if (!live.has(id)) withheld.add(id)
  // A table is withheld as a whole. The cell that stands for it may have come in since.
  const tables = withheldTables(doc, withheld)
  for (const { id, cell } of [...page.blocks, ...present])
    if (cell && withheld.has(id)) tables.add(cell.table)
  return ({ id, cell }) =>
    (id !== null && withheld.has(id)) || (cell !== undefined && tables.has(cell.table))
}

/** The next block behind that child of the root, or the first one for null; null at the end. */
const nextBlock = (doc: Y.Doc, place: Y.XmlElement | null): Y.XmlElement | null => {
  let at: unknown = place === null ? rootOf(doc).firstChild : place.nextSibling
  while (at instanceof Y.XmlText) at = at.nextSibling
  return at instanceof Y.XmlElement ? at : null
}

/** Paragraphs of the earlier `order`: `staying` in their places, and kept ones `elsewhere`, as `stayingIn` finds them. */
const standingIn = (
  doc: Y.Doc,
  order: readonly Y.XmlElement[],
  isKept: (element: Y.XmlElement) => boolean,
): { staying: ReadonlySet<Y.XmlElement>; elsewhere: ReadonlySet<Y.XmlElement> } => {
  const places = new Map(blockElements(doc).map((element, at) => [element, at]))
  const { stays, apart } = stayingIn(
    order.map(each => ({ place: places.get(each) ?? 0, isKept: isKept(each) })),
  )
  return {
    staying: new Set(order.filter((_, at) => stays.has(at))),
    elsewhere: new Set(order.filter((_, at) => apart.has(at))),
  }
}

const restoreStateOrRemove = (element: Y.XmlElement, wanted: Block | undefined): void =>
  wanted ? restoreState(element, wanted) : removeBlock(element)

/** Whether that makes no words a part of a settled item; `before`: the one before it. */
const mayRestoreState = (
  { doc, kept }: { doc: Y.Doc; kept: KeptBlocks | null },
  element: Y.XmlElement,
  wanted: Block | undefined,
  before: Parameters<KeptBlocks['isBehindItem']>[0],
): boolean =>
  (isPlain(readBlock(element)) && (!wanted || isPlain(wanted))) ||
  !locksWords(doc, kept, [before], (_, there) => restoreStateOrRemove(there(element), wanted))

/**
 * Makes the text of `page` the text of `doc`, in steps of a paragraph at most. `change` carries out
 * one paragraph's change. Each step gives the share that is done (0 to 1), the end how many
 * paragraphs were changed. Words may come in between two steps; where paragraphs came, went, moved
 * or were withheld, it begins again. A kept paragraph stays as it stands. `kept` counts each one that differs
 * then, and each that stays, or keeps its kind, since words behind a settled item would become a part of it.
 */
export function* restoringPage(
  doc: Y.Doc,
  page: Page,
  { random, change, kept = null }: { random: Random; change: Change; kept?: KeptBlocks | null },
): Generator<number, number> {
  const text = { doc, kept }
  const isWithheld = withheldIn(doc, page)
  const wanted = settledPage(page).blocks.filter(
    block => !block.unknown && !block.label && !isWithheld(block),
  )
  const byId = new Map(wanted.flatMap(block => (block.id === null ? [] : [[block.id, block]])))
  const { language } = readMeta(doc)
  const isKept = (element: Y.XmlElement): boolean => kept?.any() === true && kept.isKept(element)
  let changed = 0
  const once = (work: () => void): void => {
    change(work)
    changed++
  }
  /** Tried again when all else is done: a heading may have come in, or the line below one become plain. */
  const later: [Y.XmlElement, Block | undefined][] = []
  const moved = new Map<Y.XmlElement, Y.XmlElement>()

  const here = new Map<unknown, Y.XmlElement>()
  const ours = blockElements(doc).filter(isOurs)
  const steps = ours.length + wanted.length
  /** The last one that stays: a look for it would pass all that were removed behind it. */
  let before: Y.XmlElement | null = null
  for (const [at, element] of ours.entries()) {
    yield at / steps
    const last = ours[at - 1]
    if (last?._item?.deleted === false) before = last
    const id = idOf(element)
    if (isWithheld(readBlock(element))) continue
    const block = byId.get(id as never)
    if (isKept(element)) {
      if (block && !here.has(id)) here.set(id, element)
      if (!block || !isSame(element, block)) kept?.refused()
      continue
    }
    const words = blockText(readBlock(element)) !== ''
    if (!block || here.has(id)) {
      // Not what only waits to be taken in.
      if (words && unitsOf(element).every(({ waits }) => waits)) continue
      if (mayRestoreState(text, element, undefined, before)) once(() => removeBlock(element))
      else later.push([element, undefined])
    } else {
      here.set(id, element)
      if (isSame(element, block)) continue
      const isWhole = mayRestoreState(text, element, block, before)
      if (!isWhole) later.push([element, block])
      const hasWords = isSame(element, { ...settled(readBlock(element)), runs: block.runs })
      if (!isWhole && hasWords) continue
      once(() => {
        reword(element, blockText(block))
        restoreLooks(element, block.runs)
        if (isWhole) restoreState(element, block)
      })
    }
  }
  const order = wanted.flatMap(({ id }) => (id !== null && here.get(id)) || [])
  const { staying, elsewhere } = standingIn(doc, order, isKept)
  let after: Y.XmlElement | null = null
  /** The block behind `after`: kept, since each look for it passes all that were removed there. */
  let behind = nextBlock(doc, null)
  for (const [at, block] of wanted.entries()) {
    yield (ours.length + at) / steps
    const element = block.id === null ? undefined : here.get(block.id)
    if (element && elsewhere.has(element)) continue
    if (element && staying.has(element)) {
      after = element
      behind = nextBlock(doc, element)
      continue
    }
    const next = element && element === behind ? nextBlock(doc, element) : behind
    const coming = { kind: block.kind, beginsItem: block.meeting?.item !== undefined }
    const place: Y.XmlElement | null = after
    const put = (within: Y.Doc, there: There): Y.XmlElement => {
      if (element) return moveBlock(there(element), place && there(place))
      const made = newBlockElement(block, { language, random })
      insertBlock(within, place && there(place), made)
      restoreState(made, block)
      return made
    }
    const locks = (): boolean =>
      !isPlain(element ? readBlock(element) : block) &&
      locksWords(doc, kept, [element?.prevSibling ?? null, place], put)
    if (kept?.any() && (!kept.mayComeBetween(place, next, coming) || locks())) {
      kept.refused()
      continue
    }
    behind = next
    once(() => {
      after = put(doc, each => each)
      if (element) moved.set(element, after)
    })
  }
  for (const [left, block] of later.toReversed()) {
    yield 1
    const element = moved.get(left) ?? left
    if (mayRestoreState(text, element, block, element.prevSibling))
      once(() => restoreStateOrRemove(element, block))
    else kept?.refused()
  }
  return changed
}

/** All of it at once. */
export const restorePage = (...given: Parameters<typeof restoringPage>): number => {
  const steps = restoringPage(...given)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}
