// The list of consents has each code that refuses a file with comments and suggestions, and says where it
// stands.
import { expect, test } from 'vitest'
import type * as Y from 'yjs'
import { random } from '#core/keys'
import { consentsListed } from '#core/exports'
import { sayConsent } from '#document/consultation'
import { anchorAt, openThread } from '#document/review/comments'
import { openSuggestion, suggestionKey } from '#document/review/suggestions'
import { committee, now, run } from '#tests/committee'
import { textIn } from '#tests/documents'
import { versionIn } from '../../../src/core/drafting/copies/copying.ts'
import { leavingIn } from '../../../src/core/exports/leaving-list.ts'

/** An assessment of one paragraph. `edit` carries out steps of the edit script. */
const assessment = async (text: string) => {
  const { chair, group } = await committee('They told us.', [])
  const id = await chair.documents.create({
    ...({ group, kind: 'assessment', title: 'Visit', language: 'en' } as const),
    blocks: [{ kind: 'num1', runs: [{ text }] }],
  })
  const changes = { suggestions: true, comments: 'all', authors: 'group' } as const
  return {
    write: (work: (doc: Y.Doc) => void) => chair.documents.editAs(id, work),
    edit: (...steps: unknown[]) => run(chair, id, ...steps),
    refused: async () =>
      (await leavingIn(chair, id, { changes }, now())).refused.map(({ code }) => code),
    /** Each code, its paragraphs, and what beside them it stands in. */
    listed: async () =>
      (await consentsListed(() => chair, id, now)).map(each => [
        each.code,
        ...each.blocks.map(({ place }) => place),
        ...(each.inComments ? ['comment'] : []),
        ...(each.inSuggestions ? ['suggestion'] : []),
      ]),
  }
}

test('a code that a suggestion completes beside standing words is listed in a suggestion, and the one that stands in its paragraph', async () => {
  const { write, refused, listed } = await assessment('They (R1) told us.')
  await write(doc => {
    const suggestion = openSuggestion(doc, now(), random)
    textIn(doc, 0).insert(8, '2', { [suggestionKey('inserted', suggestion)]: 1 })
  })
  expect(await refused()).toEqual(['R1', 'R12'])
  expect(await listed()).toEqual([
    ['R1', '1'],
    ['R12', 'suggestion'],
  ])
})

test('a code that two pieces of one suggestion complete is listed in a suggestion', async () => {
  const { write, refused, listed } = await assessment('They R4 told us.')
  await write(doc => {
    const own = { [suggestionKey('inserted', openSuggestion(doc, now(), random))]: 1 }
    textIn(doc, 0).insert(7, ')', own)
    textIn(doc, 0).insert(5, '(', own)
  })
  expect(await refused()).toEqual(['R4'])
  expect(await listed()).toEqual([['R4', 'suggestion']])
})

test('words that a comment stands on are in no comment while they stand, and in it once they are gone', async () => {
  const { write, edit, refused, listed } = await assessment('They (R1) told us.')
  await write(doc => {
    const anchor = anchorAt(doc, { index: 0, from: 5, to: 9 })!
    openThread(doc, { kind: 'comment', at: now(), ...anchor, text: 'Why?' }, random)
  })
  expect(await listed()).toEqual([['R1', '1']])
  await edit({ delete: 4, block: 1, at: 5 })
  expect(await refused()).toEqual(['R1'])
  expect(await listed()).toEqual([['R1', 'comment']])
})

test('a code in the words that a suggestion without effect was made for is listed in a suggestion', async () => {
  const { edit, refused, listed } = await assessment('Before.')
  await edit(
    { new: 'They (R1) told us.', after: 1, kind: 'num1' },
    { suggestRemoval: 2, why: 'Said before.' },
    { remove: 2 },
  )
  expect(await refused()).toEqual(['R1'])
  expect(await listed()).toEqual([['R1', 'suggestion']])
})

test('a code whose brackets are those of open words is listed in its paragraph', async () => {
  const { edit, refused, listed } = await assessment('They told us.')
  await edit({ new: 'R1', after: 1, kind: 'num1' }, { bracket: 2, from: 0, to: 2 })
  expect(await refused()).toEqual(['R1'])
  expect(await listed()).toEqual([['R1', '2']])
})

test('a code whose consent was withdrawn in the original is listed as withdrawn in its version', async () => {
  const { chair, id } = await committee('They told us.', [])
  const french = await versionIn(chair, { original: id, language: 'fr' })
  await run(chair, french, { insert: ' J-07 ', block: 1, at: 0 })
  await chair.documents.editAs(id, doc => {
    const consent = { code: 'J-07', scope: 'withdrawn', until: null, what: '' } as const
    sayConsent(doc, consent, { at: now(), random })
  })
  const items = await consentsListed(() => chair, french, now)
  expect(items.map(({ code, standing, scope }) => [code, standing, scope])).toEqual([
    ['J-07', 'withdrawn', null],
  ])
})
