// The blocks of a page as the tree that Akoma Ntoso wants: sections under headings, paragraphs in them,
// and items within the paragraph that they follow. Each node has the name by which references find it.
import type { Block } from '#document/model'
import type { TablePart } from '#document/tables'

type Placed = Block & { index: number }

export type Node = {
  id: string
  /** A heading with what stands under it. */
  is: 'section' | 'part'
  /** Null for the root, and for paragraphs that only hold the items of another one. */
  block: Placed | null
  table?: TablePart<Placed>
  children: Node[]
}

const short: Partial<Record<Block['kind'], string>> = {
  ...{ h1: 'sec', h2: 'sec', h3: 'sec', h4: 'sec' },
  ...{ num2: 'subpara', num3: 'clause', num4: 'subclause' },
  ...{ bullet1: 'item', bullet2: 'item', bullet3: 'item' },
  ...{ decision: 'decision', action: 'action' },
  ...{ information: 'information', reservation: 'reservation' },
}

/** How deep a part stands below its section: items stand in the paragraph above them. */
const depths: Partial<Record<Block['kind'], number>> = {
  ...{ num2: 2, num3: 3, num4: 4, bullet1: 5, bullet2: 6, bullet3: 7 },
}

/** Parts in which nothing else stands. */
const bare = new Set<Block['kind']>(['quote', 'figure'])

/** The number of a paragraph as a name: "8." is "8"; without one it is the place among its like. */
const numberName = (number: string): string => number.replaceAll(/[^\p{L}\p{N}]/gu, '')

type Open = { node: Node; isSection: boolean; depth: number }

/** The root, and the name of each block by its place in the page. */
export const treeOf = (
  parts: readonly (Placed | TablePart<Placed>)[],
): { root: Node; ids: ReadonlyMap<number, string> } => {
  const root: Node = { id: '', is: 'section', block: null, children: [] }
  const open: Open[] = [{ node: root, isSection: true, depth: 0 }]
  const [used, counts, ids] = [
    new Set<string>(),
    new Map<string, number>(),
    new Map<number, string>(),
  ]
  const above = (): Open => open.at(-1) ?? { node: root, isSection: true, depth: 0 }
  const idFor = (parent: Node, name: string, number: string): string => {
    const stem = `${parent.id === '' ? '' : `${parent.id}__`}${name}_`
    const own = stem + numberName(number)
    if (number !== '' && own !== stem && !used.has(own)) {
      used.add(own)
      return own
    }
    let count = counts.get(stem) ?? 0
    do count++
    while (used.has(stem + count))
    counts.set(stem, count)
    used.add(stem + count)
    return stem + count
  }
  const closeTo = (isSection: boolean, depth: number): void => {
    while (
      open.length > 1 &&
      (isSection
        ? !above().isSection || above().depth >= depth
        : !above().isSection && above().depth >= depth)
    )
      open.pop()
  }
  for (const part of parts) {
    if ('rows' in part) {
      closeTo(false, 0)
      const parent = above().node
      const id = idFor(parent, 'para', '')
      parent.children.push({ id, is: 'part', block: null, table: part, children: [] })
      continue
    }
    const { kind, number } = part
    const level = Number(/^h(\d)$/.exec(kind)?.[1] ?? 0)
    const depth = depths[kind] ?? 1
    closeTo(level > 0, level > 0 ? level : depth)
    const parent = above().node
    const id = idFor(parent, short[kind] ?? 'para', number)
    const node: Node = { id, is: level > 0 ? 'section' : 'part', block: part, children: [] }
    parent.children.push(node)
    ids.set(part.index, id)
    if (level > 0) open.push({ node, isSection: true, depth: level })
    else if (!bare.has(kind)) open.push({ node, isSection: false, depth })
  }
  return { root, ids }
}
