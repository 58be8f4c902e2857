// Two note-takers write minutes offline, and how speakers read changes meanwhile: the words of both are
// there, both read the same, and no choice widens what a line says.
import { expect, test } from 'vitest'
import { applyEditScript } from '#document/edits'
import { blockText } from '#document/model'
import { readMeetingMeta, speakersIn, withSpeakers } from '#document/meetings'
import { readPage } from '#document/tree'
import type { NewBlock } from '#document/blocks'
import type { MemberId } from '#shared/ids'
import { diceFrom, type Dice } from '#tests/documents'
import { copyOf, documentWith, meet } from '#tests/shared-pages'
import type * as Y from 'yjs'

const members = [1, 2, 3].map(at => String(at).repeat(64) as MemberId)
const nameOf = (member: MemberId): string => `Planted${member[0]}`

/** Words that occur once, of one writer. */
const wordOf = (writer: number, step: number): string => `w${writer}x${step}y`

const kinds = ['num1', 'decision', 'action', 'reservation', 'information'] as const

/** One random act of a note-taker; the word that it wrote, where it wrote one. */
const act = (doc: Y.Doc, writer: number, step: number, dice: Dice): string | null => {
  const { blocks } = readPage(doc)
  const block = 1 + dice.below(blocks.length)
  const length = blockText(blocks[block - 1]!).length
  const at = dice.below(length + 1)
  const word = wordOf(writer, step)
  const run = (given: object): boolean =>
    applyEditScript(doc, [given], { random: dice.bytes, now: () => 1 }).refused.length === 0
  const what = dice.below(10)
  if (what < 4)
    return run({ insert: `${word} `, block, at: length === 0 ? 0 : length }) ? word : null
  if (what < 6) return run({ new: word, after: block, kind: dice.one(kinds) }) ? word : null
  if (what === 6) run({ who: dice.one(members), block, at })
  if (what === 7) run({ kind: dice.one(kinds), block })
  if (what === 8)
    run({ states: { naming: dice.one(['named', 'role', 'none', null] as const) }, block })
  if (what === 9) run({ naming: dice.one(['named', 'role', 'none'] as const) })
  return null
}

test('500 random edits of two writers apart, the naming changed meanwhile: every word of both is there', () => {
  const dice = diceFrom(20)
  const begin: NewBlock[] = ['Opening', 'Strategy', 'Other matters'].flatMap(text => [
    { kind: 'h1' as const, runs: [{ text }] },
    { kind: 'num1' as const, runs: [] },
  ])
  const one = documentWith(begin, 21)
  const two = copyOf(one, 22)
  const written: string[] = []
  let changes = 0
  for (let step = 0; step < 500; step++) {
    const writer = dice.below(2)
    const word = act(writer === 0 ? one : two, writer, step, dice)
    if (word !== null) written.push(word)
    else changes++
    if (step % 50 === 49) meet(one, two)
  }
  meet(one, two)
  expect(readPage(one)).toEqual(readPage(two))
  // A speaker may have been put into the middle of a word.
  const lines = readPage(one).blocks.map(blockText)
  const text = lines.join('\n').replaceAll('\u2060', '')
  expect(written.filter(word => text.split(word).length !== 2)).toEqual([])
  expect([written.length > 200, changes > 100, speakersIn(readPage(one)).length]).toEqual([
    true,
    true,
    3,
  ])
  // Each reads a speaker where the line or the minutes name one, and nowhere else.
  const { naming } = readMeetingMeta(one)
  const read = (member: MemberId, how: string): string => (how === 'named' ? nameOf(member) : how)
  const spoken = withSpeakers(readPage(one), naming, read)
  const named = spoken.blocks.map(block => blockText(block).includes('Planted'))
  const may = readPage(one).blocks.map(
    block =>
      (block.meeting?.naming ?? naming) === 'named' &&
      block.runs.some(({ who }) => who !== undefined),
  )
  expect(named).toEqual(may)
})
