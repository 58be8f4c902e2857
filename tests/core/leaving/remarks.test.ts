// Comments on words that were restricted or went off the record since, and reasons for suggestions there: a file has
// none of them, and the list counts what it leaves out.
import { expect, test } from 'vitest'
import { random } from '#core/keys'
import { anchorAt, openThread } from '#document/review/comments'
import { blockText } from '#document/model'
import { blockElements } from '#document/tree'
import { heldBack, restrictBlock } from '#document/restricted'
import { committee, now, run } from '#tests/committee'
import { leavingFiles, saidIn } from '#tests/leaving-scene'
import { block, documentWith } from '#tests/shared-pages'
import { leavingIn } from '../../../src/core/exports/leaving-list.ts'

type Session = Awaited<ReturnType<typeof committee>>['chair']

const withheld = 'Zqamina Zqbola fear Zqcity.'
const said = ['Zqamina', 'Zqbola', 'Zqcity', 'Zqcomment', 'Zqreason', 'Zqwording']
const shown = { suggestions: true, comments: 'all', authors: 'group' } as const
const commented = { comments: 'all', authors: 'group' } as const

const comment = (session: Session, id: Parameters<typeof run>[1], text: string, to: number) =>
  session.documents.editAs(id, doc => {
    const page = session.documents.page(id)
    const index = page.blocks.findIndex(each => blockText(each).includes('Zqamina'))
    const anchor = anchorAt(doc, { index, from: 0, to })
    if (!anchor) throw new Error('no words')
    openThread(doc, { kind: 'comment', at: now(), ...anchor, text }, random)
  })

const scene = async () => {
  const { chair, id } = await committee('An open line.', [])
  await run(chair, id, { new: withheld, after: 1, kind: 'num1' })
  await comment(chair, id, 'Zqcomment about them.', 14)
  return { chair, id }
}

const ends: Record<string, (session: Session, id: Parameters<typeof run>[1]) => Promise<unknown>> =
  {
    restricted: (chair, id) => {
      const place = chair.documents.page(id).blocks[1]?.id
      if (!place) throw new Error('no paragraph')
      return chair.documents.editAs(id, doc => void restrictBlock(doc, place, id))
    },
    'off the record': (chair, id) => run(chair, id, { states: { off: true }, block: 2 }),
    'off the record and gone': async (chair, id) => {
      await run(chair, id, { states: { off: true }, block: 2 })
      await run(chair, id, { remove: 2 })
    },
    'a half of one that was split, restricted': async (chair, id) => {
      await run(chair, id, { split: 2, at: 8 })
      const place = chair.documents.page(id).blocks[2]?.id
      if (!place) throw new Error('no paragraph')
      await run(chair, id, { states: { off: true }, block: 2 })
      await chair.documents.editAs(id, doc => void restrictBlock(doc, place, id))
    },
  }

for (const [how, end] of Object.entries(ends))
  test(`when words are ${how}, comments on them and reasons for suggestions are in no file`, async () => {
    const { chair, id } = await scene()
    const step = await run(
      chair,
      id,
      { suggestRemoval: 2, why: 'Zqreason to take it out.' },
      { suggestNew: 'Zqadded words.', after: 2, kind: 'num1', why: 'An open reason.' },
    )
    expect(step.refused).toEqual([])
    await end(chair, id)
    for (const changes of [shown, commented]) {
      const files = await leavingFiles(chair, id, [{ name: how, changes }])
      expect(saidIn(files, said)).toEqual([])
    }
    // A new paragraph behind them is open, and so is the reason for it.
    const files = await leavingFiles(chair, id, [{ name: how, changes: shown }])
    expect(saidIn(files, ['Zqadded', 'An open reason.']).length).toBeGreaterThan(0)
    const { out } = await leavingIn(chair, id, { changes: commented }, now())
    expect(out.find(({ what }) => what === 'comments')).toMatchObject({ count: 1 })
  })

test('a proposal for the open half of a split paragraph is in no file with the words of the other half', async () => {
  const { chair, id } = await committee('An open line.', [])
  await run(chair, id, { new: `We are sure. ${withheld}`, after: 1, kind: 'num1' })
  await chair.documents.editAs(id, doc => {
    for (const wording of [`We hope. ${withheld}`, 'Zqopen wording.']) {
      const anchor = anchorAt(doc, { index: 1, from: 0, to: 12 })
      if (!anchor) throw new Error('no words')
      openThread(doc, { kind: 'proposal', at: now(), ...anchor, text: '', wording }, random)
    }
  })
  await run(chair, id, { split: 2, at: 13 })
  const place = chair.documents.page(id).blocks[2]?.id
  if (!place) throw new Error('no paragraph')
  await chair.documents.editAs(id, doc => void restrictBlock(doc, place, id))
  for (const changes of [shown, commented]) {
    const files = await leavingFiles(chair, id, [{ name: 'proposal', changes }])
    expect(saidIn(files, said)).toEqual([])
    expect(saidIn(files, ['Zqopen']).length).toBeGreaterThan(0)
  }
})

test('a suggested paragraph whose words were restricted since is in no file, and the list counts it', async () => {
  const { chair, id } = await scene()
  const suggested = { after: 1, kind: 'num1', why: 'Zqreason.' }
  const step = await run(
    chair,
    id,
    { ...suggested, suggestNew: withheld },
    { ...suggested, suggestNew: 'Zqopen words.', why: '' },
  )
  expect(step.refused).toEqual([])
  const place = chair.documents.page(id).blocks[1]?.id
  if (!place) throw new Error('no paragraph')
  await chair.documents.editAs(id, doc => void restrictBlock(doc, place, id))
  const files = await leavingFiles(chair, id, [{ name: 'suggested', changes: shown }])
  expect(saidIn(files, said)).toEqual([])
  expect(saidIn(files, ['Zqopen']).length).toBeGreaterThan(0)
  const { out } = await leavingIn(chair, id, { changes: shown }, now())
  expect(out.find(({ what }) => what === 'suggestions')).toMatchObject({ count: 1 })
})

test('a comment on open words leaves with its file, also where a paragraph beside it is withheld', async () => {
  const { chair, id } = await scene()
  await chair.documents.editAs(id, doc => {
    const anchor = anchorAt(doc, { index: 0, from: 0, to: 7 })
    if (!anchor) throw new Error('no words')
    openThread(doc, { kind: 'comment', at: now(), ...anchor, text: 'Zqopen remark.' }, random)
  })
  await run(chair, id, { states: { off: true }, block: 2 })
  const files = await leavingFiles(chair, id, [{ name: 'comments', changes: commented }])
  expect(saidIn(files, ['Zqopen']).length).toBeGreaterThan(0)
  // Its words went, and they were never withheld.
  await run(chair, id, { delete: 7, block: 1, at: 0 })
  const later = await leavingFiles(chair, id, [{ name: 'comments', changes: commented }])
  expect(saidIn(later, ['An open', 'Zqopen']).length).toBeGreaterThan(0)
})

test('a withheld paragraph counts once in the list of a file that shows the text twice', async () => {
  const { chair, id } = await scene()
  await run(chair, id, { states: { off: true }, block: 2 })
  const { out } = await leavingIn(chair, id, { changes: shown }, now())
  expect(out.find(({ what }) => what === 'off')).toEqual({ what: 'off', count: 1, places: ['2'] })
})

test('words that came back on the record, or out of their circle, are held back no more', () => {
  const doc = documentWith([block('num1', 'One open line.'), block('num1', withheld)])
  const element = blockElements(doc)[1]
  expect([...heldBack(doc).blocks]).toEqual([])
  element?.setAttribute('s_off', true as unknown as string)
  expect(heldBack(doc).isIn('fear Zqcity')).toBe(true)
  expect(heldBack(doc).isIn('open line')).toBe(false)
  element?.setAttribute('s_off', null as unknown as string)
  expect(heldBack(doc).isIn('fear Zqcity')).toBe(false)
  expect([...heldBack(doc).blocks]).toEqual([])
})
