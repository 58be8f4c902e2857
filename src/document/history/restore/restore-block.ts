// One paragraph as it stood earlier, beside its words: their formats, and what the paragraph is. Only what differs is
// touched, and words that wait to be taken in stay.
import * as Y from 'yjs'
import {
  bracketKey,
  attributesOfCell,
  attributesOfFigure,
  type Attributes,
  settledPage,
  type Block,
  type Page,
  type Run,
} from '#document/model'
import type { EntryId } from '#document/ids'
import {
  restyleText,
  textsOf,
  setAttribute,
  readBlock,
  attributesForRun,
  joinRuns,
  piecesOf,
  runOf,
  attributesOfMeeting,
} from '#document/tree'

const brackets = bracketKey('' as EntryId)

/** A character of a block as it stands, and whether it only waits to be taken in. */
type Unit = { unit: string; waits: boolean; attributes: Attributes }

export const unitsOf = (block: Y.XmlElement): Unit[] =>
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
export const restoreLooks = (block: Y.XmlElement, runs: readonly Run[]): void => {
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

export const restoreState = (element: Y.XmlElement, wanted: Block): void => {
  const [now, then] = [stateOfBlock(readBlock(element)), stateOfBlock(wanted)]
  for (const key of Object.keys({ ...now, ...then })) {
    const value = then[key]
    if (now[key] === value) continue
    if (value === undefined) element.removeAttribute(key)
    else setAttribute(element, key, value)
  }
}

export const settled = (block: Block): Block =>
  settledPage({ blocks: [block] } as Page).blocks[0] ?? block

export const isSame = (element: Y.XmlElement, wanted: Block): boolean => {
  const now = settled(readBlock(element))
  const see = (block: Block): string => {
    const { kind, language, direction, bracket, cell, picture, alternative, meeting, runs } = block
    const looks = [kind, language, direction, bracket, cell, picture, alternative, meeting]
    return JSON.stringify([looks, joinRuns(runs)])
  }
  return see(now) === see(wanted)
}
