// Stored conflicts of one document: members determine the length of a paragraph and the number of
// concurrent edits, and neither may hide a conflict of another member.
import { expect, test } from 'vitest'
import type { FormattedWords } from '#document/history/conflicts'
import type { BlockId } from '#shared/ids'
import { temporaryArchive } from '#tests/archive'
import { documentNamed } from '#tests/documents'
import type { Conflict } from '#core/archive'
import { openConflictStore } from '../../../src/core/documents/conflicts/store.ts'

const blockNamed = (letter: string, number = 0): BlockId =>
  `${letter}${String(number)
    .padStart(9, '0')
    .replaceAll(/\d/g, digit => 'abcdefghij'[Number(digit)] ?? '')}` as BlockId

const merge = (block: BlockId, text: string, runs: FormattedWords = [{ text }]): Conflict => {
  const side = { change: 'words' as const, text }
  return {
    block,
    kind: 'merged',
    before: text,
    mine: side,
    theirs: side,
    by: null,
    after: null,
    values: [],
    formats: { isClash: false, before: runs, mine: runs, theirs: runs },
    isShortened: false,
    areEarlierGone: false,
  }
}

const listed = (merges: readonly Conflict[]) => merges.map(({ block }) => block)

const honest = blockNamed('a')
const id = documentNamed('a')

const store = () => {
  const archive = temporaryArchive()
  const merges = openConflictStore(archive)
  const add = (...added: Conflict[]) => archive.transaction(() => merges.add(id, added))
  add(merge(honest, 'honest'))
  return { archive, merges, add }
}

test('a paragraph is long: it hides no other one, and shows that only its beginning is kept', () => {
  const { archive, merges, add } = store()
  add(merge(blockNamed('b'), 'x'.repeat(12 << 20)))
  add(merge(blockNamed('c'), 'next'))
  const all = [honest, blockNamed('b'), blockNamed('c')]
  expect(listed(merges.of(id))).toEqual(all)
  expect(merges.of(id).map(({ isShortened }) => isShortened)).toEqual([false, true, false])
  expect(merges.of(id)[1]?.mine.text).toMatch(/^x{1000,}$/)
  const again = openConflictStore(archive)
  expect([merges.count(id), again.count(id)]).toEqual([3, 3])
  expect(listed(again.of(id))).toEqual(all)
})

test('many paragraphs are long: they are cut shorter before any other one goes', () => {
  const { merges, add } = store()
  const long = Array.from({ length: 20 }, (_, number) =>
    merge(blockNamed('b', number), 'x'.repeat(1 << 20)),
  )
  add(...long)
  expect(merges.of(id)).toHaveLength(21)
  expect(merges.of(id)[0]).toMatchObject({
    block: honest,
    isShortened: false,
    areEarlierGone: false,
    before: 'honest',
  })
})

test('a paragraph has many formats, or begins with a byte order mark: it hides no other one', () => {
  const { merges, add } = store()
  const runs = Array.from({ length: 30_000 }, (_, at) =>
    at % 2 === 0 ? { text: 'x', bold: true as const } : { text: 'y' },
  )
  add(merge(blockNamed('b'), 'xy'.repeat(15_000), runs))
  add(merge(blockNamed('c'), '\ufeffnext'))
  add(merge(blockNamed('d'), `${'x'.repeat(99_999)}😀`))
  expect(listed(merges.of(id))).toEqual([honest, ...['b', 'c', 'd'].map(each => blockNamed(each))])
  expect(merges.of(id).map(({ isShortened }) => isShortened)).toEqual([false, true, false, true])
  expect(merges.of(id)[2]?.before).toBe('\ufeffnext')
  expect(merges.of(id)[3]?.before).toBe('x'.repeat(99_999))
})

test('more conflicts come than can be kept: the earliest go, and the list shows it until all are read', () => {
  const { merges, add } = store()
  add(...Array.from({ length: 1000 }, (_, number) => merge(blockNamed('b', number), 'words')))
  const first = merges.of(id)[0]
  expect(first).toMatchObject({ block: blockNamed('b', 0), areEarlierGone: true })
  expect(merges.of(id).filter(({ areEarlierGone }) => areEarlierGone)).toHaveLength(1)
  merges.remove(id, blockNamed('b', 0))
  expect(merges.of(id)[0]).toMatchObject({ block: blockNamed('b', 1), areEarlierGone: true })
})
