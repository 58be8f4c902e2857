// Decided lines of minutes in an editor: undo, tools and moves change nothing in them, and the minutes go on behind them.
import {
  $getRoot,
  $getSelection,
  $isRangeSelection,
  $isTextNode,
  COMMAND_PRIORITY_LOW,
  INSERT_PARAGRAPH_COMMAND,
} from 'lexical'
import { afterEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { newBlockId } from '#document/ids'
import type { BlockKind, Cell, Picture } from '#document/model'
import type { NewBlock } from '#document/blocks'
import type { SettledAs } from '#shared/contract'
import type { BlockId, MemberId } from '#shared/ids'
import { countedRandom, exchange, openPeer } from '#tests/editor-peer'
import { block, copyOf, documentWith } from '#tests/shared-pages'
import { $setKinds, $splitBlock } from '../../../src/renderer/editor/blocks/block-edits.ts'
import { $isBlockNode, type BlockNode } from '../../../src/renderer/editor/blocks/block-node.ts'
import {
  INSERT_PAGE_BREAK_COMMAND,
  registerFormatCommands,
} from '../../../src/renderer/editor/formats/commands.ts'
import {
  changeFigure,
  isFigureSettled,
} from '../../../src/renderer/editor/figures/figure-commands.ts'
import {
  BEGIN_OFF_COMMAND,
  registerCapture,
  TURN_LINE_COMMAND,
} from '../../../src/renderer/editor/minutes/capture.ts'
import { assignLine, mayAssignLine } from '../../../src/renderer/editor/minutes/assign.ts'
import { $moveBlocks } from '../../../src/renderer/editor/blocks/move-blocks.ts'
import { $insertPasted } from '../../../src/renderer/editor/paste/insert.ts'
import type { PastedBlock } from '../../../src/renderer/editor/paste/pasted.ts'
import { restoreText } from '../../../src/renderer/editor/page/restore-text.ts'
import { keepSettled } from '../../../src/renderer/editor/blocks/settled-blocks.ts'
import {
  REFUSED_SETTLED_COMMAND,
  settle,
} from '../../../src/renderer/editor/blocks/settled-state.ts'
import {
  INSERT_TABLE_COMMAND,
  registerTableCommands,
} from '../../../src/renderer/editor/tables/table-commands.ts'

const releases: (() => void)[] = []
afterEach(() => releases.splice(0).forEach(release => release()))

const $blockAt = (index: number): BlockNode => {
  const found = $getRoot().getChildAtIndex(index)
  if (!$isBlockNode(found)) throw new Error(`No block ${index}`)
  return found
}

const item = (title: string): NewBlock => ({
  ...block('h2', title),
  meeting: { item: newBlockId(countedRandom(title.length)) },
})
const picture = (digit: string): Picture => ({
  ...({ type: 'png', size: 3, width: 1, height: 1 } as const),
  hash: digit.repeat(64),
})

/** `told.refused`: how often the person was told. Each call of `write` is one step of undo. */
const open = (...blocks: NewBlock[]) => {
  const peer = openPeer({ client: 11, from: Y.encodeStateAsUpdate(documentWith(blocks)) })
  const { editor, binder } = peer
  const { separate } = binder.undo
  const told = { refused: 0, behind: 0, heading: 0 }
  keepSettled(editor)
  registerFormatCommands(editor)
  registerCapture(editor, { separate, isSuggesting: () => false })
  registerTableCommands(editor, { random: countedRandom(3), separate, onRefused: () => {} })
  editor.registerCommand(
    REFUSED_SETTLED_COMMAND,
    how => {
      told.refused += 1
      if (how) told[how] += 1
      return true
    },
    COMMAND_PRIORITY_LOW,
  )
  editor.registerCommand(
    INSERT_PARAGRAPH_COMMAND,
    () => {
      const selection = $getSelection()
      return $isRangeSelection(selection) && $splitBlock(selection)
    },
    COMMAND_PRIORITY_LOW,
  )
  const caretAt = (at: number, offset: number): void =>
    peer.edit(() => {
      const first = $blockAt(at).getFirstChild()
      if ($isTextNode(first)) first.select(offset, offset)
      else $blockAt(at).selectStart()
    })
  return {
    ...peer,
    told,
    caretAt,
    kinds: () => peer.page().blocks.map(({ kind }) => kind),
    write: (text: string): void => {
      separate()
      peer.edit(() => {
        const selection = $getSelection()
        if ($isRangeSelection(selection)) selection.insertText(text)
      })
    },
    settle: (...as: (SettledAs | null)[]): (() => void) => {
      const ids = peer.page().blocks.map(({ id }) => id)
      const release = settle(
        new Map(
          as.flatMap((how, at): [BlockId, SettledAs][] => {
            const id = ids[at]
            return how && id ? [[id, how]] : []
          }),
        ),
      )
      releases.push(release)
      return release
    },
  }
}

test('undo changes no settled line, says so, and goes on to the step before', () => {
  const a = open(block('decision', 'The group calls on States'), block('num1', 'Later'))
  a.caretAt(1, 5)
  a.write(' they spoke.')
  a.caretAt(0, 25)
  a.write(' to act now.')
  a.settle('line')
  const [decided] = a.texts()
  expect(decided).toBe('The group calls on States to act now.')
  a.binder.undo.undo()
  expect(a.texts()).toEqual([decided, 'Later they spoke.'])
  expect(a.told.refused).toBe(1)
  expect(a.binder.undo.canUndo()).toBe(true)
  a.binder.undo.undo()
  expect(a.texts()).toEqual([decided, 'Later'])
  expect(a.told.refused).toBe(1)
  a.binder.undo.redo()
  expect(a.texts()).toEqual([decided, 'Later they spoke.'])
})

test('words of a settled line that a composition would replace stay selected, and stay', () => {
  const a = open(block('decision', 'The group calls on States'))
  const selected = (): [number, number] | null =>
    a.editor.getEditorState().read(() => {
      const selection = $getSelection()
      return $isRangeSelection(selection) ? [selection.anchor.offset, selection.focus.offset] : null
    })
  const composeOver = (): void => {
    a.edit(() => {
      const words = $blockAt(0).getFirstChild()
      if ($isTextNode(words)) words.select(4, 9)
    })
    a.suggesting.tracking.composes()
  }
  a.suggesting.set(true)
  composeOver()
  expect(selected()).toEqual([9, 9])
  a.settle('line')
  composeOver()
  expect(selected()).toEqual([4, 9])
  expect(a.texts()).toEqual(['The group calls on States'])
})

test('redo puts no words into a settled line', () => {
  const a = open(block('decision', 'The group calls on States'))
  a.caretAt(0, 25)
  a.write(' to act now.')
  a.binder.undo.undo()
  a.settle('line')
  a.binder.undo.redo()
  expect(a.texts()).toEqual(['The group calls on States'])
  expect(a.told.refused).toBe(1)
})

test('undo brings no words back into a settled line, nor a line into a decided item', () => {
  const a = open(block('num1', 'One.'), block('num1', 'Two.'), block('num1', 'Three.'))
  a.edit(() => $blockAt(1).remove())
  a.binder.undo.separate()
  a.edit(() => $blockAt(0).clear())
  a.settle('part', 'part')
  a.binder.undo.undo()
  a.binder.undo.undo()
  expect(a.texts()).toEqual(['', 'Three.'])
  expect(a.told.refused).toBe(2)
})

test('undo brings no line back behind the last line of a decided item, but the next item with all its lines', () => {
  const [first, second] = [item('First'), item('Second')]
  const a = open(
    first,
    block('num1', 'One.'),
    block('num1', 'Two.'),
    second,
    block('num1', 'Three.'),
  )
  a.edit(() => $blockAt(2).remove())
  a.binder.undo.separate()
  a.edit(() => {
    $blockAt(3).remove()
    $blockAt(2).remove()
  })
  a.settle('part', 'part')
  a.binder.undo.undo()
  expect(a.texts()).toEqual(['First', 'One.', 'Second', 'Three.'])
  expect(a.told.refused).toBe(0)
  a.binder.undo.undo()
  expect(a.texts()).toEqual(['First', 'One.', 'Second', 'Three.'])
  expect(a.told.refused).toBe(1)
})

test('undo brings an item that was removed with its lines not back between lines of a decided item', () => {
  const a = open(
    item('First'),
    block('num1', 'One.'),
    item('Second'),
    block('num1', 'Two.'),
    block('num1', 'Three.'),
  )
  a.edit(() => {
    $blockAt(3).remove()
    $blockAt(2).remove()
  })
  a.settle('part', 'part', 'part')
  a.binder.undo.undo()
  expect(a.texts()).toEqual(['First', 'One.', 'Three.'])
  expect(a.told.refused).toBe(1)
})

test('undo brings a plain paragraph back behind the last item, and no numbered one', () => {
  const a = open(item('Last'), block('num1', 'Two.'), block('paragraph', 'It rose at 17:00.'))
  a.edit(() => $blockAt(1).remove())
  a.binder.undo.separate()
  a.edit(() => $blockAt(1).remove())
  a.settle('end')
  a.binder.undo.undo()
  expect(a.texts()).toEqual(['Last', 'It rose at 17:00.'])
  expect(a.told.refused).toBe(0)
  a.binder.undo.undo()
  expect(a.texts()).toEqual(['Last', 'It rose at 17:00.'])
  expect(a.told.refused).toBe(1)
})

test('a figure stays as it is once its item was decided, although its dialog is open', () => {
  const figure = { ...block('figure', 'Caption'), picture: picture('a'), alternative: 'A map.' }
  const a = open(figure, block('num1', 'One.'))
  const key = a.read(() => $blockAt(0).getKey())
  const described = () => a.page().blocks.map(each => [each.picture, each.alternative])
  const change = () =>
    changeFigure(a.editor, key, { picture: picture('b'), alternative: 'A list.' })
  const before = described()
  const release = a.settle('part', 'part')
  expect([key, null].map(each => isFigureSettled(a.editor, each))).toEqual([true, false])
  a.caretAt(1, 4)
  expect(isFigureSettled(a.editor, null)).toBe(true)
  change()
  expect(described()).toEqual(before)
  release()
  expect([key, null].map(each => isFigureSettled(a.editor, each))).toEqual([false, false])
  change()
  expect(described()[0]).toEqual([picture('b'), 'A list.'])
})

test('owner and day of an action item stay once it was decided, although their dialog is open', () => {
  const meeting = { owner: 'ab'.repeat(32) as MemberId, due: '2026-12-05' }
  const { editor, page, settle: put, told } = open({ ...block('action', 'Write.'), meeting })
  const key = editor.getEditorState().read(() => $blockAt(0).getKey())
  const assign = (): void => {
    assignLine(editor, key, { owner: '', due: '2027-01-01' })
    editor.update(() => {}, { discrete: true })
  }
  const release = put('line')
  expect(mayAssignLine(editor, key)).toBe(false)
  assign()
  expect(page().blocks[0]?.meeting).toEqual(meeting)
  expect(told.refused).toBe(2)
  release()
  assign()
  expect(page().blocks[0]?.meeting).toEqual({ due: '2027-01-01' })
  // A line that is gone was not decided.
  editor.update(() => $blockAt(0).remove(), { discrete: true })
  expect(mayAssignLine(editor, key)).toBe(false)
  assign()
  expect(told.refused).toBe(2)
})

test('words of a removed paragraph come back beside a decision, and into no decided item', () => {
  const a = open(block('decision', 'One.'), block('num1', 'Two.'))
  const [first] = a.page().blocks
  const release = a.settle('part')
  expect(restoreText(a.editor, 'Lost words', first?.id ?? '')).toBe(false)
  release()
  a.settle('line')
  expect(restoreText(a.editor, 'Lost words', first?.id ?? '')).toBe(true)
  a.edit(() => {})
  expect(a.texts()).toEqual(['One.', 'Lost words', 'Two.'])
})

test('a decision is open again: its words are undone as everywhere', () => {
  const a = open(block('decision', 'The group calls on States'))
  a.caretAt(0, 25)
  a.write(' to act now.')
  a.settle('line')()
  a.binder.undo.undo()
  expect(a.texts()).toEqual(['The group calls on States'])
  expect(a.told.refused).toBe(0)
})

test('words of others come into a settled line', () => {
  const a = open(block('decision', 'The group calls on States'))
  a.settle('line')
  const b = openPeer({ client: 12, from: Y.encodeStateAsUpdate(copyOf(a.doc, 12)) })
  b.edit(() => {
    const text = $getRoot().getFirstDescendant()
    if ($isTextNode(text)) text.select(25, 25).insertText(' to act.')
  })
  exchange(a, b)
  expect(a.texts()).toEqual(['The group calls on States to act.'])
})

test.each([
  ['page break', INSERT_PAGE_BREAK_COMMAND],
  ['table', INSERT_TABLE_COMMAND],
  ['line off the record', BEGIN_OFF_COMMAND],
])('no %s comes into a decided item', (_, command) => {
  const a = open(block('num1', 'One.'), block('num1', 'Two.'))
  a.settle('part', 'end')
  for (const at of [0, 1]) {
    a.caretAt(at, 4)
    a.edit(() => void a.editor.dispatchCommand(command, undefined))
  }
  expect(a.kinds()).toEqual(['num1', 'num1'])
  expect(a.told.refused).toBe(2)
})

test('a page break comes in beside a decision', () => {
  const a = open(block('decision', 'One.'))
  a.settle('line')
  a.caretAt(0, 4)
  a.edit(() => void a.editor.dispatchCommand(INSERT_PAGE_BREAK_COMMAND, undefined))
  expect(a.kinds()).toEqual(['decision', 'pagebreak', 'paragraph'])
})

test('no line is moved into a decided item', () => {
  const a = open(block('num1', 'One.'), block('num1', 'Two.'), block('num1', 'Three.'))
  a.settle('part', 'part')
  a.caretAt(2, 0)
  a.edit(() => {
    const selection = $getSelection()
    expect($isRangeSelection(selection) && $moveBlocks(selection, -1)).toBe('locked')
  })
  expect(a.texts()).toEqual(['One.', 'Two.', 'Three.'])
})

test('a decided line stays in its place', () => {
  const a = open(block('decision', 'One.'), block('num1', 'Two.'))
  a.settle('line')
  a.caretAt(0, 0)
  a.edit(() => {
    const selection = $getSelection()
    expect($isRangeSelection(selection) && $moveBlocks(selection, 1)).toBe('locked')
  })
  expect(a.texts()).toEqual(['One.', 'Two.'])
})

test('no line is moved between the last item and the words behind it', () => {
  const a = open(block('num1', 'One.'), block('paragraph', 'Two.'), block('paragraph', 'Three.'))
  a.settle('end')
  a.caretAt(2, 0)
  a.edit(() => {
    const selection = $getSelection()
    expect($isRangeSelection(selection) && $moveBlocks(selection, -1)).toBe('locked')
  })
  expect(a.texts()).toEqual(['One.', 'Two.', 'Three.'])
})

/** The last item was decided, with that kind of last line, and the minutes went on behind it. */
const openBehindLine = (last: 'num1' | 'paragraph', ...behind: NewBlock[]) => {
  const a = open(item('Last'), block(last, 'One.'), ...behind)
  a.settle('part', last === 'num1' ? 'end' : 'end-plain')
  const turn = (at: number, kind: BlockKind): void => {
    a.caretAt(at, 0)
    a.edit(() => {
      const selection = $getSelection()
      if ($isRangeSelection(selection)) $setKinds(selection, kind)
    })
  }
  return { ...a, turn }
}
const openBehind = (...behind: NewBlock[]) => openBehindLine('num1', ...behind)
const rose = block('paragraph', 'It rose at 17:00.')

test.each(['num1', 'quote', 'h3', 'bullet1'] as const)(
  'words behind the last item become no %s, which would take them into the item',
  kind => {
    const a = openBehind(rose, rose)
    a.turn(3, kind)
    expect(a.kinds()).toEqual(['h2', 'num1', 'paragraph', 'paragraph'])
    expect(a.told.behind).toBe(1)
  },
)

test.each(['h1', 'h2'] as const)(
  'a heading %s ends the item, and lines of each kind follow',
  kind => {
    const a = openBehind(rose, rose, rose)
    a.turn(3, kind)
    a.turn(4, 'num1')
    expect(a.kinds()).toEqual(['h2', 'num1', 'paragraph', kind, 'num1'])
    expect(a.told.refused).toBe(0)
  },
)

test.each([
  ['removed', (a: ReturnType<typeof openBehind>) => a.edit(() => $blockAt(3).remove())],
  ['turned', (a: ReturnType<typeof openBehind>) => a.turn(3, 'paragraph')],
])('the heading behind the last item is %s: the lines under it become plain', (_, change) => {
  const closing = [block('num1', 'Two.'), block('num1', 'Three.')]
  const a = openBehind(rose, block('h1', 'Closing'), ...closing, block('h1', 'Annex'), ...closing)
  const before = a.kinds()
  a.binder.undo.separate()
  change(a)
  expect(a.kinds().slice(-5)).toEqual(['paragraph', 'paragraph', 'h1', 'num1', 'num1'])
  expect(a.told.behind).toBe(2)
  a.binder.undo.undo()
  expect(a.kinds()).toEqual(before)
})

test.each([
  ['page break', INSERT_PAGE_BREAK_COMMAND, undefined],
  ['table', INSERT_TABLE_COMMAND, undefined],
  ['line off the record', BEGIN_OFF_COMMAND, undefined],
  ['captured line', TURN_LINE_COMMAND, 'off'],
] as const)('no %s comes in behind the last item', (_, command, given) => {
  const a = openBehind(rose)
  a.caretAt(2, 3)
  a.edit(() => void a.editor.dispatchCommand<typeof command>(command as never, given as never))
  expect(a.kinds()).toEqual(['h2', 'num1', 'paragraph'])
  expect(a.page().blocks[2]?.meeting).toBeUndefined()
  expect(a.told.behind).toBe(1)
})

const cellAt = (column: number): Cell => ({
  table: 'aaaaaaaaaa',
  row: 'bbbbbbbbbb',
  column: column === 0 ? 'cccccccccc' : 'dddddddddd',
  head: true,
})

test.each([
  ['table', [0, 1].map(at => ({ kind: null, cell: cellAt(at), runs: [{ text: `Cell ${at}` }] }))],
  ['figure', [{ kind: 'figure', picture: picture('a'), alternative: 'A map.', runs: [] }]],
] as [string, PastedBlock[]][])(
  'a %s that is pasted behind the last item leaves its words there, and settles none',
  (_, pasted) => {
    const a = openBehind(rose, block('paragraph', ''))
    a.edit(() => {
      $blockAt(3).selectStart()
      $insertPasted(pasted, countedRandom(7))
    })
    const behind = a.page().blocks.slice(2)
    expect(behind.map(({ kind }) => kind)).toEqual(behind.map(() => 'paragraph'))
    expect(behind.filter(each => each.cell ?? each.picture ?? each.alternative)).toEqual([])
    expect(a.texts().slice(3).join('|')).toContain(
      pasted.flatMap(({ runs }) => runs.map(({ text }) => text)).join('|'),
    )
    expect(a.told.behind).toBe(pasted.length)
  },
)

test('a table under the heading behind the last item becomes plain where the heading goes', () => {
  const cells = [0, 1].map(at => ({ ...block('paragraph', `Cell ${at}`), cell: cellAt(at) }))
  const a = openBehind(rose, block('h1', 'Annex'), ...cells)
  const before = a.page().blocks.map(({ cell }) => cell)
  expect(before.slice(-2)).toEqual([0, 1].map(cellAt))
  a.binder.undo.separate()
  a.turn(3, 'paragraph')
  expect(a.page().blocks.filter(({ cell }) => cell)).toEqual([])
  expect(a.texts().slice(-2)).toEqual(['Cell 0', 'Cell 1'])
  a.binder.undo.undo()
  expect(a.page().blocks.map(({ cell }) => cell)).toEqual(before)
})

test('words behind the last item move among themselves, and come back where they were removed', () => {
  const a = openBehind(rose, block('paragraph', 'Thanks.'))
  a.caretAt(3, 0)
  a.edit(() => {
    const selection = $getSelection()
    if ($isRangeSelection(selection)) $moveBlocks(selection, -1)
  })
  expect(a.texts().slice(2)).toEqual(['It rose at 17:00.', 'Thanks.'])
  a.caretAt(2, 0)
  a.edit(() => {
    const selection = $getSelection()
    if ($isRangeSelection(selection)) $moveBlocks(selection, 1)
  })
  expect(a.texts().slice(2)).toEqual(['Thanks.', 'It rose at 17:00.'])
  const third = a.page().blocks[2]
  expect(restoreText(a.editor, 'Lost words', third?.id ?? '')).toBe(true)
  a.edit(() => {})
  expect(a.texts().slice(2)).toEqual(['Thanks.', 'Lost words', 'It rose at 17:00.'])
  expect(a.told.refused).toBe(0)
})

test.each(['Two.', ''])('behind the last line of the last item, "%s", the minutes go on', last => {
  const a = open(block('num1', 'One.'), block('num1', last))
  a.settle('part', 'end')
  const enter = (): void =>
    a.edit(() => void a.editor.dispatchCommand(INSERT_PARAGRAPH_COMMAND, undefined))
  a.caretAt(0, 4)
  enter()
  expect(a.told.refused).toBe(1)
  a.caretAt(1, last.length)
  enter()
  a.write('The meeting rose at 17:00.')
  expect(a.texts()).toEqual(['One.', last, 'The meeting rose at 17:00.'])
  expect(a.kinds()).toEqual(['num1', 'num1', 'paragraph'])
})

test('behind the last line of an item of plain paragraphs, a heading like that of the item begins', () => {
  const a = open(item('Last'), block('paragraph', 'One.'), block('paragraph', 'Two.'))
  a.settle('part', 'part', 'end-plain')
  const enter = (): void =>
    a.edit(() => void a.editor.dispatchCommand(INSERT_PARAGRAPH_COMMAND, undefined))
  a.caretAt(1, 4)
  enter()
  a.caretAt(2, 2)
  enter()
  expect(a.told.refused).toBe(2)
  a.caretAt(2, 4)
  enter()
  a.write('Closing')
  expect(a.texts()).toEqual(['Last', 'One.', 'Two.', 'Closing'])
  expect(a.kinds()).toEqual(['h2', 'paragraph', 'paragraph', 'h2'])
  expect(a.page().blocks.map(({ meeting }) => meeting?.item === undefined)).toEqual([
    ...[false, true, true, true],
  ])
  a.binder.undo.undo()
  a.binder.undo.undo()
  expect(a.texts()).toEqual(['Last', 'One.', 'Two.'])
  a.binder.undo.redo()
  expect(a.kinds()).toEqual(['h2', 'paragraph', 'paragraph', 'h2'])
  expect(a.told.refused).toBe(2)
})

/** The last item was decided, and it has plain paragraphs alone: a heading ends it. */
const openBehindPlain = (...behind: NewBlock[]) => openBehindLine('paragraph', ...behind)
const ending = block('h2', 'Closing')

test.each(['paragraph', 'h3', 'num1', 'quote', 'bullet1', 'decision'] as const)(
  'the heading that ends a decided item of plain paragraphs becomes no %s, which would take it into the item',
  kind => {
    const a = openBehindPlain(ending, rose)
    a.turn(2, kind)
    expect(a.kinds()).toEqual(['h2', 'paragraph', 'h2', 'paragraph'])
    expect(a.told).toEqual({ refused: 1, behind: 0, heading: 1 })
  },
)

test('under the heading that ends a decided item of plain paragraphs all kinds follow, and it may be a higher one', () => {
  const a = openBehindPlain(ending, rose, rose)
  a.turn(2, 'h1')
  a.turn(3, 'num1')
  a.turn(4, 'h3')
  expect(a.kinds()).toEqual(['h2', 'paragraph', 'h1', 'num1', 'h3'])
  expect(a.told.refused).toBe(0)
})

test('a heading that Enter began behind a decided item of plain paragraphs stays one', () => {
  const a = openBehindPlain()
  a.caretAt(1, 4)
  a.edit(() => void a.editor.dispatchCommand(INSERT_PARAGRAPH_COMMAND, undefined))
  a.write('Closing')
  a.turn(2, 'paragraph')
  expect(a.kinds()).toEqual(['h2', 'paragraph', 'h2'])
  a.binder.undo.undo()
  a.binder.undo.undo()
  expect(a.texts()).toEqual(['Last', 'One.'])
})

test('the heading that ends a decided item of plain paragraphs is removed: the words under it become one', () => {
  const a = openBehindPlain(ending, rose, block('num1', 'Two.'))
  const before = a.kinds()
  a.binder.undo.separate()
  a.edit(() => $blockAt(2).remove())
  expect(a.kinds()).toEqual(['h2', 'paragraph', 'h2', 'num1'])
  expect(a.texts().slice(2)).toEqual(['It rose at 17:00.', 'Two.'])
  expect(a.told.heading).toBe(1)
  a.binder.undo.undo()
  expect(a.kinds()).toEqual(before)
})

test.each([
  ['cell', { ...block('paragraph', 'Cell 0'), cell: cellAt(0) }],
  ['figure', { ...block('figure', 'Caption'), picture: picture('a'), alternative: 'A map.' }],
  ['line off the record', { ...block('information', 'Aside.'), meeting: { off: true as const } }],
])(
  'a %s stays as it is where the heading before it is removed, with an empty one before it',
  (_, next) => {
    const a = openBehindPlain(ending, next)
    const before = a.page().blocks[3]
    a.edit(() => $blockAt(2).remove())
    expect(a.kinds().slice(0, 3)).toEqual(['h2', 'paragraph', 'h2'])
    expect(a.texts()[2]).toBe('')
    expect(a.page().blocks.slice(3)).toEqual([before])
    expect(a.told.heading).toBe(1)
  },
)

test('the heading that ends a decided item of plain paragraphs becomes no captured line', () => {
  const a = openBehindPlain(block('h2', ''))
  a.caretAt(2, 0)
  a.edit(() => void a.editor.dispatchCommand(TURN_LINE_COMMAND, 'off'))
  expect([a.told.heading, a.kinds()]).toEqual([1, ['h2', 'paragraph', 'h2']])
  expect(a.page().blocks[2]?.meeting).toBeUndefined()
  // One off the record begins under it.
  a.edit(() => void a.editor.dispatchCommand(BEGIN_OFF_COMMAND, undefined))
  expect(a.kinds()).toEqual(['h2', 'paragraph', 'h2', 'information'])
  expect(
    a
      .page()
      .blocks.slice(2)
      .map(({ meeting }) => meeting?.off),
  ).toEqual([undefined, true])
})

test('a decided line keeps its kind, and the window says so', () => {
  const a = open(block('decision', 'One.'), block('num1', 'Two.'))
  a.settle('line')
  a.caretAt(0, 2)
  a.edit(() => void a.editor.dispatchCommand(TURN_LINE_COMMAND, 'action'))
  expect([a.told.refused, a.kinds()]).toEqual([1, ['decision', 'num1']])
})
