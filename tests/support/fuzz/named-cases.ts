// The cases in which merge review has to speak, found without it: a paragraph that one member split,
// moved, made anew or took away while another changed it, one in which both wrote the first words, and
// one that both brought back.
import type { Clash, Side } from '#shared/document'
import type { BlockId } from '#shared/ids'
import type * as Y from 'yjs'
import { blockElements } from '../../../src/shared/document/layout.ts'
import { blockText } from '../../../src/shared/document/page.ts'
import { readBlock } from '../../../src/shared/document/read-page.ts'
import { wordsIn } from './words.ts'

type Seen = { element: string; id: BlockId | null; from: BlockId | undefined; text: string }
export type Look = readonly Seen[]

/** The paragraphs of a page, each with its place in the shared tree. */
export const lookAt = (doc: Y.Doc): Look =>
  blockElements(doc).map(element => {
    const block = readBlock(element)
    const { id, from } = block
    const { client = 0, clock = 0 } = element._item?.id ?? {}
    return { element: `${client}:${clock}`, id, from, text: blockText(block) }
  })

type Deed = 'split' | 'moved' | 'gone' | 'brought' | 'words'
/** What one side did to a paragraph, and the pieces of text that it has there. */
type Done = { deed: Deed; texts: string[] }

const doneTo = (id: BlockId, before: Look, after: Look): Done | null => {
  const [was, is] = [before.filter(each => each.id === id), after.filter(each => each.id === id)]
  const known = idsIn(before)
  const halves = after.filter(each => each.from === id && each.id !== null && !known.has(each.id))
  const texts = [...is, ...halves].map(({ text }) => text)
  const [elements, made] = [was, is].map(look => look.map(each => each.element).join())
  if (halves.length > 0) return { deed: 'split', texts }
  if (is.length === 0) return was.length === 0 ? null : { deed: 'gone', texts }
  if (was.length === 0) return { deed: 'brought', texts }
  if (elements !== made) return { deed: 'moved', texts }
  const [old, now] = [was, is].map(look => look.map(each => each.text).join('\n'))
  return old === now ? null : { deed: 'words', texts }
}

const idsIn = (look: Look): Set<BlockId> =>
  new Set(look.flatMap(({ id }) => (id === null ? [] : [id])))

export type NamedCase = {
  block: BlockId
  before: string
  deeds: [Deed, Deed]
  texts: [string[], string[]]
}

/** `before`: what both began with. What only waits for neither to read: both took it away. */
export const namedCases = (before: Look, mine: Look, theirs: Look): NamedCase[] =>
  [...idsIn([...before, ...mine])].flatMap(block => {
    const [a, b] = [doneTo(block, before, mine), doneTo(block, before, theirs)]
    if (a === null || b === null || (a.deed === 'gone' && b.deed === 'gone')) return []
    const text = before
      .filter(({ id }) => id === block)
      .map(each => each.text)
      .join('\n')
    if (a.deed === 'words' && b.deed === 'words' && text !== '') return []
    return [{ block, before: text, deeds: [a.deed, b.deed], texts: [a.texts, b.texts] }]
  })

/** A paragraph that is gone may stand in another with which it was joined. */
const tells = ({ text }: Side, pieces: readonly string[], before: string): boolean =>
  pieces.length === 0
    ? text === null || text.includes(before)
    : text !== null && pieces.every(piece => text.includes(piece))

/** Whether a review shows it with both texts. */
export const isNamed = (
  { block, before, texts: [mine, theirs] }: NamedCase,
  clashes: readonly Clash[],
): boolean =>
  clashes.some(
    clash =>
      clash.block === block &&
      clash.before === before &&
      tells(clash.mine, mine, before) &&
      tells(clash.theirs, theirs, before),
  )

/** As the other side sees it. */
const turned = ({ deeds: [a, b], texts: [mine, theirs], ...rest }: NamedCase): NamedCase => ({
  ...{ ...rest, deeds: [b, a], texts: [theirs, mine] },
})

/** All words of a side, whatever a third one put among them. */
const tellsWords = (side: Side, pieces: readonly string[]): boolean =>
  pieces.length === 0 || wordsIn(pieces.join('')).every(sign => side.text?.includes(sign))

/**
 * Whether each of the two is told by her own device, in the list that it keeps: it knows of the
 * others from when it hears of them, and puts together what it hears at one time.
 */
export const areBothTold = (found: NamedCase, mine: readonly Clash[], theirs: readonly Clash[]) =>
  [
    { ...found, list: mine },
    { ...turned(found), list: theirs },
  ].every(({ block, texts: [own, other], list }) =>
    list.some(
      each => each.block === block && tellsWords(each.mine, own) && tellsWords(each.theirs, other),
    ),
  )
