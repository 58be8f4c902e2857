// The cases that merge review must show, found without it: every paragraph that both changed, in
// its words or in one of its values; that one split, moved, wrote again or removed while another
// changed it; in which both wrote the first words; or that both brought back; and two titles.
import type { Clash, Side, ValueName } from '#document/history/conflicts'
import type { BlockId } from '#shared/ids'
import type * as Y from 'yjs'
import { blockElements, readBlock } from '#document/tree'
import { blockText } from '#document/model'
import { wordsIn } from './words.ts'

/** Single values, by the name that a review has for them. */
type Values = ReadonlyMap<ValueName, string>
type Seen = {
  element: string
  id: BlockId | null
  from: BlockId | undefined
  text: string
  values: Values
}
export type Look = { title: string; blocks: readonly Seen[] }

const stored = (element: Y.XmlElement, name: string): string => {
  const value: unknown = element.getAttribute(name)
  return typeof value === 'string' ? value : ''
}

/** The paragraphs of a page, each with its place in the shared tree. */
export const lookAt = (doc: Y.Doc): Look => {
  const title: unknown = doc.getMap('meta').get('title')
  const blocks = blockElements(doc).map(element => {
    const block = readBlock(element)
    const { id, from, kind } = block
    const { client = 0, clock = 0 } = element._item?.id ?? {}
    const isFigure = kind === 'figure'
    const values: Values = new Map([
      ...([['kind', kind]] as const),
      ...([['language', stored(element, 's_lang')]] as const),
      ...([['direction', stored(element, '__dir')]] as const),
      ...([['picture', isFigure ? stored(element, 's_picture') : '']] as const),
      ...([['alternative', isFigure ? stored(element, 's_alt') : '']] as const),
    ])
    return { element: `${client}:${clock}`, id, from, text: blockText(block), values }
  })
  return { title: typeof title === 'string' ? title : '', blocks }
}

type Deed = 'split' | 'moved' | 'gone' | 'brought' | 'words' | 'value' | 'title'
/** The change of one side in a paragraph, its pieces of text there, and its values. */
type Done = { deed: Deed; texts: string[]; values: Values | null }

const isSame = (a: Values | null, b: Values | null): boolean =>
  a !== null && b !== null && [...a].every(([name, value]) => b.get(name) === value)

const doneTo = (id: BlockId, before: Look, after: Look): Done | null => {
  const [was, is] = [before, after].map(look => look.blocks.filter(each => each.id === id)) as [
    Seen[],
    Seen[],
  ]
  const known = idsIn(before)
  const halves = after.blocks.filter(
    each => each.from === id && each.id !== null && !known.has(each.id),
  )
  const texts = [...is, ...halves].map(({ text }) => text)
  const values = is[0]?.values ?? null
  const [elements, made] = [was, is].map(look => look.map(each => each.element).join())
  if (halves.length > 0) return { deed: 'split', texts, values }
  if (is.length === 0) return was.length === 0 ? null : { deed: 'gone', texts, values }
  if (was.length === 0) return { deed: 'brought', texts, values }
  if (elements !== made) return { deed: 'moved', texts, values }
  const [old, now] = [was, is].map(look => look.map(each => each.text).join('\n'))
  if (old !== now) return { deed: 'words', texts, values }
  return isSame(was[0]?.values ?? null, values) ? null : { deed: 'value', texts, values }
}

const idsIn = ({ blocks }: Look): Set<BlockId> =>
  new Set(blocks.flatMap(({ id }) => (id === null ? [] : [id])))

/** One value that a side changed, with its former and both new states. */
type Value = { name: ValueName; before: string; both: [string, string] }

export type NamedCase = {
  /** Null for the title. */
  block: BlockId | null
  before: string
  deeds: [Deed, Deed]
  texts: [string[], string[]]
  values: Value[]
}

const valuesIn = (before: Values | undefined, sides: [Values | null, Values | null]): Value[] =>
  [...(before ?? [])].flatMap(([name, was]) => {
    const both = sides.map(side => side?.get(name) ?? was) as [string, string]
    return both.every(value => value === was) ? [] : [{ name, before: was, both }]
  })

const titleCase = (before: Look, mine: Look, theirs: Look): NamedCase[] =>
  new Set([before.title, mine.title, theirs.title]).size < 3
    ? []
    : [
        {
          block: null,
          before: '',
          deeds: ['title', 'title'],
          texts: [[''], ['']],
          values: [{ name: 'title', before: before.title, both: [mine.title, theirs.title] }],
        },
      ]

/** `before`: the common state. Equal changes of both need no reading. */
export const namedCases = (before: Look, mine: Look, theirs: Look): NamedCase[] => [
  ...titleCase(before, mine, theirs),
  ...[...idsIn(before), ...[...idsIn(mine)].filter(id => !idsIn(before).has(id))].flatMap(
    (block): NamedCase[] => {
      const [a, b] = [doneTo(block, before, mine), doneTo(block, before, theirs)]
      if (a === null || b === null || (a.deed === 'gone' && b.deed === 'gone')) return []
      if (a.deed === 'value' && b.deed === 'value' && isSame(a.values, b.values)) return []
      const was = before.blocks.filter(({ id }) => id === block)
      const text = was.map(each => each.text).join('\n')
      const values = valuesIn(was[0]?.values, [a.values, b.values])
      return [{ block, before: text, deeds: [a.deed, b.deed], texts: [a.texts, b.texts], values }]
    },
  ),
]

/** A removed paragraph may stand in another with which it was joined. */
const tells = ({ text }: Side, pieces: readonly string[], before: string): boolean =>
  pieces.length === 0
    ? text === null || text.includes(before)
    : text !== null && pieces.every(piece => text.includes(piece))

const tellsValues = (clash: Clash, values: readonly Value[]): boolean =>
  values.every(({ name, both: [mine, theirs] }) =>
    clash.values.some(each => each.name === name && each.mine === mine && each.theirs === theirs),
  )

/** Whether a review shows it with both texts, and both values of each change. */
export const isNamed = (
  { block, before, values, texts: [mine, theirs] }: NamedCase,
  clashes: readonly Clash[],
): boolean =>
  clashes.some(
    clash =>
      clash.block === block &&
      clash.before === before &&
      tellsValues(clash, values) &&
      tells(clash.mine, mine, before) &&
      tells(clash.theirs, theirs, before),
  )

/** From the other side. */
const turned = ({
  deeds: [a, b],
  texts: [mine, theirs],
  values,
  ...rest
}: NamedCase): NamedCase => ({
  ...rest,
  deeds: [b, a],
  texts: [theirs, mine],
  values: values.map(({ both: [one, other], ...value }) => ({ ...value, both: [other, one] })),
})

/** Each set it to something else. */
const isTwice = ({ before, both: [mine, theirs] }: Value): boolean =>
  new Set([before, mine, theirs]).size === 3

/** All words of a side, with any words of a third one among them. */
const tellsWords = (side: Side, pieces: readonly string[]): boolean =>
  pieces.length === 0 || wordsIn(pieces.join('')).every(sign => side.text?.includes(sign))

/**
 * Whether each of the two sees it in the list of the own device, which knows of the others from
 * their arrival on, and joins the changes that arrive at one time.
 */
export const areBothTold = (found: NamedCase, mine: readonly Clash[], theirs: readonly Clash[]) =>
  [
    { ...found, list: mine },
    { ...turned(found), list: theirs },
  ].every(({ block, values, texts: [own, other], list }) =>
    list.some(
      each =>
        each.block === block &&
        tellsWords(each.mine, own) &&
        tellsWords(each.theirs, other) &&
        // A third one's change may have been joined with a change of only one side.
        tellsValues(each, values.filter(isTwice)),
    ),
  )
