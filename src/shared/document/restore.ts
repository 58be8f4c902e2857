// Brings an earlier text back as a new change: one for each paragraph, touching only what differs, so
// that what others write meanwhile stays wherever it can. Words that wait to be taken in, comments and
// the particulars of the document are left as they are.
import * as Y from 'yjs'
import type { Random } from './block-id.ts'
import { bracketKey } from './brackets.ts'
import { attributesOfCell } from './cells.ts'
import type { EntryId } from './entry-log.ts'
import { attributesOfFigure } from './figures.ts'
import { insertBlock, moveBlock, removeBlock } from './edit-blocks.ts'
import { deleteText, restyleText, textsOf } from './edit-text.ts'
import { attributesOf, blockElements, rootOf, setAttribute, type Attributes } from './layout.ts'
import type { KeptBlocks } from './kept-blocks.ts'
import { readMeta } from './meta.ts'
import { blockText, settledPage, type Block, type Page, type Run } from './page.ts'
import { readBlock } from './read-page.ts'
import { goneWithheld, withheldTables } from './restricted-parts.ts'
import { stayingIn } from './restore-order.ts'
import { rowsOf } from './reword.ts'
import { attributesForRun, joinRuns, piecesOf, runOf } from './text.ts'
import { difference, wordsIn } from './word-difference.ts'
import { attributesOfMeeting } from './meetings/block-states.ts'
import { newBlockElement } from './write-blocks.ts'

type Change = (work: () => void) => void

const brackets = bracketKey('' as EntryId)

/** A character of a block as it stands, and whether it only waits to be taken in. */
type Unit = { unit: string; waits: boolean; attributes: Attributes }

const unitsOf = (block: Y.XmlElement): Unit[] =>
  textsOf(block)
    .flatMap(piecesOf)
    .flatMap(piece => {
      const waits = runOf(piece).suggested === true
      return piece.text.split('').map(unit => ({ unit, waits, attributes: piece.attributes }))
    })

/** Places in the text as it stands of the units that do not wait, and the end. */
const placesOf = (units: readonly Unit[]): number[] => [
  ...units.flatMap(({ waits }, at) => (waits ? [] : [at])),
  units.length,
]

type Splice = { at: number; remove: number[]; insert: string }

/** The splices that make `now` out of `units`, from the end to the beginning. */
const splicesOf = (units: readonly Unit[], now: string): Splice[] => {
  const old = units.flatMap(({ unit, waits }) => (waits ? [] : [unit])).join('')
  const places = placesOf(units)
  const [before, after] = [wordsIn(old), wordsIn(now)]
  const splices: Splice[] = []
  let [x, y, at] = [0, 0, 0]
  for (const { kind, count } of difference(before, after)) {
    if (kind === 'added') {
      const insert = after.slice(y, (y += count)).join('')
      const last = splices.at(-1)
      if (last && last.remove.length > 0 && at === last.at + last.remove.length)
        last.insert = insert
      else splices.push({ at, remove: [], insert })
      continue
    }
    const length = before.slice(x, (x += count)).join('').length
    if (kind === 'kept') y += count
    else splices.push({ at, remove: Array.from({ length }, (_, index) => at + index), insert: '' })
    at += length
  }
  return splices
    .map(({ at: start, remove, insert }) => ({
      at: places[start] ?? units.length,
      insert,
      remove: remove.map(place => places[place] ?? units.length),
    }))
    .toReversed()
}

/** Without the marks of neighbouring text: restored words are no suggestion. */
const insertPlain = (block: Y.XmlElement, at: number, words: string): void => {
  let left = at
  for (const text of textsOf(block)) {
    if (left <= text.length) return text.insert(left, words, {})
    left -= text.length
  }
}

const restoreWords = (block: Y.XmlElement, now: string): void => {
  for (const { at, remove, insert } of splicesOf(unitsOf(block), now)) {
    // Before removed text: words that others put there meanwhile come after it.
    for (const [place, count] of rowsOf(remove).toReversed()) deleteText(block, place, count)
    if (insert !== '') insertPlain(block, at, insert)
  }
}

const looksOf = (runs: readonly Run[]): string[] =>
  runs.flatMap(({ text, ...look }) => {
    const { struck: _, ...rest } = look
    return text.split('').map(() => JSON.stringify(attributesForRun({ text, ...rest })))
  })

const withoutBrackets = (attributes: Attributes): Attributes =>
  Object.fromEntries(
    Object.keys(attributes).flatMap(key => (key.startsWith(brackets) ? [[key, null]] : [])),
  )

/** Formats and links of words that are the same; marks of comments and suggestions stay. */
const restoreLooks = (block: Y.XmlElement, runs: readonly Run[]): void => {
  const [units, wanted] = [unitsOf(block), looksOf(runs)]
  const places = placesOf(units)
  let from = 0
  const same = (at: number): boolean => {
    const attributes = units[places[at] ?? 0]?.attributes ?? {}
    const { suggested: _s, struck: _t, ...look } = runOf({ text: 'x', attributes })
    return JSON.stringify(attributesForRun(look)) === wanted[at]
  }
  while (from < wanted.length) {
    let to = from + 1
    const isNext = (): boolean =>
      wanted[to] === wanted[from] && places[to] === (places[to - 1] ?? 0) + 1
    while (to < wanted.length && isNext()) to++
    const isSame = Array.from({ length: to - from }, (_, index) => from + index).every(same)
    if (!isSame) {
      const look = JSON.parse(wanted[from] ?? '{}') as Attributes
      const start = places[from] ?? 0
      restyleText(block, start, start + to - from, attributes => ({
        ...attributes,
        p: null,
        s_href: null,
        s_fn: null,
        s_to: null,
        s_was: null,
        s_bare: null,
        s_who: null,
        ...withoutBrackets(attributes),
        ...look,
      }))
    }
    from = to
  }
}

const stateOfBlock = (block: Block): Attributes => {
  const { kind, language, direction, bracket, cell, meeting } = block
  return {
    s_kind: kind,
    s_lang: language,
    __dir: direction,
    ...attributesOfFigure(block),
    ...(cell && attributesOfCell(cell)),
    ...attributesOfMeeting(meeting),
    ...(bracket && { [bracketKey(bracket.version)]: bracket.set }),
  }
}

const restoreState = (element: Y.XmlElement, wanted: Block): void => {
  const [now, then] = [stateOfBlock(readBlock(element)), stateOfBlock(wanted)]
  for (const key of Object.keys({ ...now, ...then })) {
    const value = then[key]
    if (now[key] === value) continue
    if (value === undefined) element.removeAttribute(key)
    else setAttribute(element, key, value)
  }
}

const settled = (block: Block): Block => settledPage({ blocks: [block] } as Page).blocks[0] ?? block

const isSame = (element: Y.XmlElement, wanted: Block): boolean => {
  const now = settled(readBlock(element))
  const see = (block: Block): string => {
    const { kind, language, direction, bracket, cell, picture, alternative, meeting, runs } = block
    const looks = [kind, language, direction, bracket, cell, picture, alternative, meeting]
    return JSON.stringify([looks, joinRuns(runs)])
  }
  return see(now) === see(wanted)
}

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

/**
 * Makes the text of `page` the text of `doc`, in steps of a paragraph at most. `change` carries out
 * one paragraph's change. Each step gives the share that is done (0 to 1), the end how many
 * paragraphs were changed. Words may come in between two steps; where paragraphs came, went, moved
 * or were withheld, it begins again. A kept paragraph stays as it stands, and `kept` is told where that differs.
 */
export function* restoringPage(
  doc: Y.Doc,
  page: Page,
  { random, change, kept = null }: { random: Random; change: Change; kept?: KeptBlocks | null },
): Generator<number, number> {
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

  const here = new Map<unknown, Y.XmlElement>()
  const ours = blockElements(doc).filter(isOurs)
  const steps = ours.length + wanted.length
  for (const [at, element] of ours.entries()) {
    yield at / steps
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
      once(() => removeBlock(element))
    } else {
      here.set(id, element)
      if (isSame(element, block)) continue
      once(() => {
        restoreWords(element, blockText(block))
        restoreLooks(element, block.runs)
        restoreState(element, block)
      })
    }
  }
  const order = wanted.flatMap(({ id }) => (id !== null && here.get(id)) || [])
  const places = new Map(blockElements(doc).map((element, at) => [element, at]))
  const { stays, apart } = stayingIn(
    order.map(each => ({ place: places.get(each) ?? 0, isKept: isKept(each) })),
  )
  const [staying, elsewhere] = [stays, apart].map(
    positions => new Set(order.filter((_, at) => positions.has(at))),
  )
  let after: Y.XmlElement | null = null
  /** The block behind `after`: kept, since each look for it passes all that were removed there. */
  let behind = nextBlock(doc, null)
  for (const [at, block] of wanted.entries()) {
    yield (ours.length + at) / steps
    const element = block.id === null ? undefined : here.get(block.id)
    if (element && elsewhere?.has(element)) continue
    if (element && staying?.has(element)) {
      after = element
      behind = nextBlock(doc, element)
      continue
    }
    const next = element && element === behind ? nextBlock(doc, element) : behind
    const coming = { kind: block.kind, beginsItem: block.meeting?.item !== undefined }
    if (kept?.any() && !kept.mayComeBetween(after, next, coming)) {
      kept.refused()
      continue
    }
    const place: Y.XmlElement | null = after
    behind = next
    once(() => {
      if (element) after = moveBlock(element, place)
      else {
        after = newBlockElement(block, { language, random })
        insertBlock(doc, place, after)
        restoreState(after, block)
      }
    })
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
