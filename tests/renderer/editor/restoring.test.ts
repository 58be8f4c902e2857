// A text is brought back in the product's own editor, in slices: one step of undo, and what others do
// between two of them stays.
import type { SettledAs } from '#shared/contract'
import { blockText, type BlockKind } from '#document/model'
import { newBlockId } from '#document/ids'
import { readPage, blockElements, readBlock } from '#document/tree'
import { restrictBlock } from '#document/restricted'
import type { NewBlock } from '#document/blocks'
import type { BlockId, DocumentId } from '#shared/ids'
import { countedRandom, exchange, openPeer, type EditorPeer } from '#tests/editor-peer'
import { replaceAll } from '#tests/replacing'
import { block, documentWith } from '#tests/shared-pages'
import { $createTextNode, $getRoot, $getSelection, $isRangeSelection, $isTextNode } from 'lexical'
import { expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'
import { $setKinds } from '../../../src/renderer/editor/blocks/block-edits.ts'
import { $isBlockNode, type BlockNode } from '../../../src/renderer/editor/blocks/block-node.ts'
import { restoring, type Restored } from '../../../src/renderer/editor/history/restoring.ts'
import { keepSettled } from '../../../src/renderer/editor/blocks/settled-blocks.ts'
import { settle } from '../../../src/renderer/editor/blocks/settled-state.ts'

const texts = Array.from({ length: 40 }, (_, at) => `The state ${at} shall act.`)
const whole = texts.map(text => block('num1', text))
const open = (client: number, blocks: readonly NewBlock[] = whole): EditorPeer => {
  const from = Y.encodeStateAsUpdate(documentWith(blocks))
  const peer = openPeer({ client, from })
  onTestFinished(() => peer.close())
  return peer
}
const start = ({ doc, binder }: EditorPeer, page: ReturnType<typeof readPage>) => {
  let time = 0
  const parts = { doc, step: binder.undo.gather(), random: countedRandom(4) }
  return restoring(parts, page, () => (time += 2))
}
const differing = (peer: EditorPeer) => {
  const page = readPage(peer.doc)
  replaceAll(peer, { text: 'state', exact: false, whole: false }, 'country')
  peer.edit(() => {
    for (const index of [30, 20, 10]) $getRoot().getChildAtIndex(index)?.remove()
  })
  return page
}

test('brings all of it back, and one step of undo takes that back', () => {
  const ana = open(21)
  const page = differing(ana)
  const otherwise = ana.texts()
  const slices = [...start(ana, page)]
  expect(slices.length).toBeGreaterThan(5)
  expect(slices.map(({ share }) => share)).toEqual(
    slices.map(({ share }) => share).toSorted((a, b) => a - b),
  )
  expect(slices.at(-1)).toMatchObject({ paragraphs: 40 })
  expect(ana.texts()).toEqual(texts)
  ana.binder.undo.undo()
  expect(ana.texts()).toEqual(otherwise)
  ana.binder.undo.redo()
  expect(ana.texts()).toEqual(texts)
  expect(ana.failures).toEqual([])
})

test('another member’s words and removed paragraphs in between stay', () => {
  const [ana, badia] = [open(21), open(22)]
  const page = differing(ana)
  exchange(ana, badia)
  let slices = 0
  for (const _ of start(ana, page)) {
    if (slices++ !== 2) continue
    badia.edit(() => {
      $getRoot().getLastChild()?.selectEnd().insertText(' Now.')
      $getRoot().getChildAtIndex(5)?.remove()
    })
    exchange(ana, badia)
  }
  expect(slices).toBeGreaterThan(3)
  exchange(ana, badia)
  // The other member's words came before the turn of that paragraph.
  for (const peer of [ana, badia]) expect(peer.texts()).toEqual(texts)
  ana.binder.undo.undo()
  expect(ana.texts().at(-1)).toBe('The country 39 shall act. Now.')
  expect([...ana.failures, ...badia.failures]).toEqual([])
})

test('words given to a circle in between are not restored', () => {
  const [ana, badia] = [open(21), open(22)]
  const page = readPage(ana.doc)
  ana.edit(() => {
    $getRoot().getLastChild()?.selectEnd().insertText(' Now.')
  })
  exchange(ana, badia)
  const run = start(ana, page)
  // Nothing to do there.
  expect(run.next().value).toMatchObject({ paragraphs: 0 })
  const last = page.blocks.at(-1)?.id
  if (last) restrictBlock(badia.doc, last, 'ab'.repeat(16) as DocumentId)
  exchange(ana, badia)
  expect([...run].at(-1)).toMatchObject({ paragraphs: 0 })
  exchange(ana, badia)
  for (const peer of [ana, badia]) {
    expect(peer.page().blocks.at(-1)).toMatchObject({ id: last, label: 'circle', runs: [] })
    expect(peer.texts()).toHaveLength(texts.length)
  }
})

test('stopped, what is done stays and is one step', () => {
  const ana = open(21)
  const page = differing(ana)
  const otherwise = ana.texts()
  const run = start(ana, page)
  run.next()
  run.next()
  expect(ana.texts()[0]).toBe(texts[0])
  expect(ana.texts().at(-1)).toBe(otherwise.at(-1))
  ana.binder.undo.undo()
  expect(ana.texts()).toEqual(otherwise)
  expect(run.next()).toEqual({ done: true, value: 'undone' })
  expect(ana.texts()).toEqual(otherwise)
})

const item = (title: string): NewBlock => ({
  ...block('h2', title),
  meeting: { item: newBlockId(countedRandom(title.charCodeAt(0))) },
})
/** By what the lines say. Given back when the test ends. */
const settleLines = (peer: EditorPeer, as: Record<string, SettledAs>): void => {
  const { blocks } = peer.page()
  const settled = blocks.flatMap((each): [BlockId, SettledAs][] => {
    const how = as[blockText(each)]
    return how && each.id ? [[each.id, how]] : []
  })
  expect(settled).toHaveLength(Object.keys(as).length)
  onTestFinished(settle(new Map(settled)))
}
const $block = (text: string): BlockNode => {
  const found = $getRoot()
    .getChildren()
    .find(each => each.getTextContent() === text)
  if (!$isBlockNode(found)) throw new Error(`No block ${text}`)
  return found
}

const elementOf = ({ doc }: EditorPeer, text: string): Y.XmlElement => {
  const found = blockElements(doc).find(each => blockText(readBlock(each)) === text)
  if (!found) throw new Error(`No block ${text}`)
  return found
}

test('decided lines stay as they stand, and all others are restored around them', () => {
  const ana = open(21, [
    ...[block('num1', 'Opening'), item('A'), block('num1', 'Said'), block('num1', 'More')],
    ...[item('B'), block('num1', 'Debated'), item('C'), block('num1', 'Closing')],
  ])
  const page = readPage(ana.doc)
  ana.edit(() => {
    $block('More').remove()
    $block('Said').append($createTextNode(', as decided'))
    $block('Said, as decided').insertAfter($block('Said, as decided').sibling())
    $block('').append($createTextNode('New line'))
    $block('Opening').remove()
    $block('Debated').append($createTextNode(' and changed'))
    $block('B').insertAfter($block('Closing'))
    $block('C').remove()
  })
  const decided = { A: 'part', 'Said, as decided': 'part', 'New line': 'part' } as const
  settleLines(ana, decided)
  const [last] = [...start(ana, page)].slice(-1)
  expect(ana.texts()).toEqual([
    ...['Opening', 'A', 'Said, as decided', 'New line'],
    ...['B', 'Debated', 'C', 'Closing'],
  ])
  expect(last).toMatchObject({ keepsSettled: true })
  expect(ana.failures).toEqual([])
})

test('a decided line that moved since stays in its place, and a decision takes lines beside it', () => {
  const ana = open(
    21,
    ['One', 'Two', 'Three', 'Four'].map(each => block('num1', each)),
  )
  const page = readPage(ana.doc)
  ana.edit(() => {
    $block('Four').insertAfter($block('One'))
    $block('Three').remove()
  })
  expect(ana.texts()).toEqual(['Two', 'Four', 'One'])
  settleLines(ana, { One: 'line' })
  const decided = elementOf(ana, 'One')
  const [last] = [...start(ana, page)].slice(-1)
  expect(elementOf(ana, 'One')).toBe(decided)
  expect(ana.texts()).toEqual(['One', 'Two', 'Three', 'Four'])
  expect(last).toMatchObject({ keepsSettled: false })
})

test('an item that is decided in between keeps its lines from then on', () => {
  const ana = open(21)
  const page = differing(ana)
  const otherwise = ana.texts()
  const run = start(ana, page)
  run.next()
  settleLines(ana, { [otherwise[25] ?? '']: 'line' })
  const [last] = [...run].slice(-1)
  expect(last).toMatchObject({ keepsSettled: true })
  expect(ana.texts().filter(text => !texts.includes(text))).toEqual([otherwise[25]])
})

const shareOf = ({ value }: IteratorResult<Restored, string>): number =>
  typeof value === 'string' ? 1 : value.share

test('a line that is decided before its turn to move stays in its place', () => {
  const ana = open(21)
  const page = readPage(ana.doc)
  ana.edit(() => {
    for (const text of texts.slice(30)) $getRoot().getFirstChild()?.insertBefore($block(text))
  })
  const last = texts.at(-1) ?? ''
  expect(ana.texts()[0]).toBe(last)
  const run = start(ana, page)
  for (let share = 0; share < 0.6;) share = shareOf(run.next())
  expect(ana.texts()[0]).toBe(last)
  settleLines(ana, { [last]: 'line' })
  const decided = elementOf(ana, last)
  expect([...run].length).toBeGreaterThan(0)
  expect(elementOf(ana, last)).toBe(decided)
})

test('where no decided line differs, nothing is said of it', () => {
  const ana = open(21)
  const page = differing(ana)
  settleLines(ana, { [ana.texts()[0] ?? '']: 'line' })
  ana.edit(() => {
    const first = $getRoot().getFirstDescendant()
    if ($isTextNode(first)) first.setTextContent(texts[0] ?? '')
  })
  const [last] = [...start(ana, page)].slice(-1)
  expect(last).toMatchObject({ keepsSettled: false })
  expect(ana.texts()).toEqual(texts)
})

const rose = block('paragraph', 'Rose.')
const closing = block('h2', 'Closing')
const two = block('num1', 'Two.')
/** The lines of the version behind the item, a change since, and the lines once the version came back. */
type Behind = { was: NewBlock[]; since: () => void; left: string[] }
const $turn = (text: string, kind: BlockKind): void => {
  $block(text).selectStart()
  const selection = $getSelection()
  if ($isRangeSelection(selection)) $setKinds(selection, kind)
}
const $put = (behind: string, kind: BlockKind, text: string): void => {
  const next = $block(behind).sibling()
  next.append($createTextNode(text))
  $block(behind).insertAfter(next)
  $turn(text, kind)
}

/** The last item, decided since the version, and what stands behind it. */
const restoredBehind = ({ was, since }: Behind, last: BlockKind = 'num1') => {
  const ana = open(21, [item('A'), block(last, 'One.'), ...was])
  keepSettled(ana.editor)
  const page = readPage(ana.doc)
  ana.edit(since)
  settleLines(ana, { A: 'part', 'One.': last === 'paragraph' ? 'end-plain' : 'end' })
  const [restored] = [...start(ana, page)].slice(-1)
  expect(ana.failures).toEqual([])
  const lines = ana.page().blocks.map(each => `${each.kind} ${blockText(each)}`)
  return { lines: lines.slice(2), keepsSettled: restored?.keepsSettled }
}

test.each<[string, Behind]>([
  [
    'a numbered line comes not back behind plain words',
    { was: [rose, two], since: () => $block('Two.').remove(), left: ['paragraph Rose.'] },
  ],
  [
    'a plain line gets its words back and not its number',
    {
      was: [rose, two],
      since: () => {
        $turn('Two.', 'paragraph')
        $block('Two.').append($createTextNode(' More.'))
      },
      left: ['paragraph Rose.', 'paragraph Two.'],
    },
  ],
  [
    'a heading stays above a numbered line',
    {
      was: [rose, two],
      since: () => $put('Rose.', 'h2', 'Closing'),
      left: ['paragraph Rose.', 'h2 Closing', 'num1 Two.'],
    },
  ],
  [
    'a heading keeps its level',
    {
      was: [rose, block('h3', 'Closing'), two],
      since: () => $turn('Closing', 'h2'),
      left: ['paragraph Rose.', 'h2 Closing', 'num1 Two.'],
    },
  ],
  [
    'a heading and the line below it do not change places',
    {
      was: [rose, two, closing],
      since: () => void $block('Rose.').insertAfter($block('Closing')),
      left: ['paragraph Rose.', 'h2 Closing', 'num1 Two.'],
    },
  ],
  [
    'a heading moves not behind the lines below it',
    {
      was: [rose, two, block('num1', 'Three.'), closing],
      since: () => void $block('Rose.').insertAfter($block('Closing')),
      left: ['paragraph Rose.', 'h2 Closing', 'num1 Two.', 'num1 Three.'],
    },
  ],
])('behind a decided item %s, where that would lock words into it', (_, behind) => {
  expect(restoredBehind(behind)).toEqual({ lines: behind.left, keepsSettled: true })
})

test('a heading stays behind a decided item of plain words', () => {
  const since = () => $put('One.', 'h2', 'Closing')
  const left = ['h2 Closing', 'paragraph Rose.']
  const found = restoredBehind({ was: [rose], since, left }, 'paragraph')
  expect(found).toEqual({ lines: left, keepsSettled: true })
})

test.each<[string, Behind]>([
  [
    'a heading goes once the line below it is plain again',
    {
      was: [rose, block('paragraph', 'Two.')],
      since: () => {
        $put('Rose.', 'h2', 'Closing')
        $turn('Two.', 'num1')
      },
      left: ['paragraph Rose.', 'paragraph Two.'],
    },
  ],
  [
    'a heading takes the place of another',
    {
      was: [rose, closing, two],
      since: () => {
        $put('Rose.', 'h2', 'Final')
        $block('Closing').remove()
      },
      left: ['paragraph Rose.', 'h2 Closing', 'num1 Two.'],
    },
  ],
  [
    'a number comes back once the heading above it is there',
    {
      was: [rose, closing, two],
      since: () => {
        $block('Closing').remove()
        $turn('Two.', 'paragraph')
      },
      left: ['paragraph Rose.', 'h2 Closing', 'num1 Two.'],
    },
  ],
  [
    'a number comes back to a line that moves below the heading',
    {
      was: [rose, closing, block('paragraph', 'Thanks.'), two],
      since: () => {
        $turn('Two.', 'paragraph')
        $block('One.').insertAfter($block('Two.'))
      },
      left: ['paragraph Rose.', 'h2 Closing', 'paragraph Thanks.', 'num1 Two.'],
    },
  ],
])('behind a decided item %s', (_, behind) => {
  expect(restoredBehind(behind)).toEqual({ lines: behind.left, keepsSettled: false })
})
