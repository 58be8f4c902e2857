// Files beside a text that acts name as exact texts: hidden among its files where they are such texts, and in no copy.
// @module-tag long
import { expect, test } from 'vitest'
import { fromHex, random, sha256 } from '#core/keys'
import { attach } from '#document/files'
import type { DocumentId, GroupId } from '#shared/ids'
import { askingOf, deciders, meet, questionOf, type Decider } from '#tests/deciding'
import { attachmentAnswers } from '../../../src/core/api/attachments.ts'
import { copyOf, duplicateOf } from '../../../src/core/drafting/copies/copying.ts'
import { decisionAnswers } from '../../../src/core/api/decisions.ts'
import { archiveSearch } from '../../../src/core/drafting/lists/archive-search.ts'
import { filesIn } from '../../../src/core/drafting/restricted/restricting-files.ts'

const answersOf = (profile: Decider) =>
  decisionAnswers({ now: () => profile.clock.now, profile: () => profile } as unknown as Parameters<
    typeof decisionAnswers
  >[0])

const bytes = new TextEncoder().encode('What the ministry answered us.')

const bring = async ({ documents, clock }: Decider, document: DocumentId, name: string) => {
  const said = { name, ...documents.enclose(document, bytes) }
  await documents.editAs(document, doc => void attach(doc, said, { at: clock.now, random }))
  return said
}

const shownIn = (profile: Decider, document: DocumentId): string[] =>
  filesIn(profile, document)
    .filter(({ isExactText }) => !isExactText)
    .map(({ file }) => file.name)

const namesIn = (profile: Decider, document: DocumentId): string[] =>
  profile.documents
    .attachments(document)
    .map(({ name }) => name)
    .toSorted()

const asked = async (): Promise<{ group: GroupId; id: DocumentId; chair: Decider }> => {
  const { group, id, all } = await deciders([])
  const [chair] = all as [Decider]
  await bring(chair, id, 'Annex.txt')
  await answersOf(chair)['decisions.ask'](askingOf(id))
  expect(namesIn(chair, id)).toEqual(['Annex.txt', 'Statement (en).jsonl'])
  return { group, id, chair }
}

test.each(['Answer.txt', 'Answer.jsonl'])(
  'an officer names the file %s of a member as an exact text: it stays among the files of the text',
  async name => {
    const { group, id, all } = await deciders(['member'])
    const [chair, one] = all as [Decider, Decider]
    const { hash, size } = await bring(one, id, name)
    await meet(group, chair, one)
    const text = { document: id, language: 'en' as const, size }
    const texts = [{ ...text, hash: fromHex(hash), sha256: sha256(bytes) }]
    chair.acts.write(id, null, questionOf(chair, group, id, { texts }))
    await meet(group, chair, one)
    for (const each of [chair, one]) expect(shownIn(each, id)).toEqual([name])
  },
)

test.each([
  ['a copy', ({ chair, id }) => duplicateOf(chair, id, 'Copy')],
  [
    'a version in another language',
    ({ chair, id, group }) => copyOf(chair, id, group, { language: 'fr' }),
  ],
] satisfies [string, (scene: Awaited<ReturnType<typeof asked>>) => Promise<DocumentId>][])(
  '%s gets the files of the text, and no exact text of a question',
  async (_, copy) => {
    const scene = await asked()
    expect(namesIn(scene.chair, await copy(scene))).toEqual(['Annex.txt'])
  },
)

test('a copy has room for as many files as without the exact texts, and its dialog says so', async () => {
  const { group, id, all } = await deciders(['member'])
  const [chair, one] = all as [Decider, Decider]
  await answersOf(chair)['decisions.ask'](askingOf(id))
  const said = one.documents.enclose(id, bytes)
  await one.documents.editAs(id, doc => {
    for (let n = 0; n < 200; n++) attach(doc, { name: `a${n}.txt`, ...said }, { at: 0, random })
  })
  await meet(group, chair, one)
  const answers = attachmentAnswers({ profile: () => chair } as never)
  const going = async (isCopy: boolean) => {
    const { files } = await answers['attachments.list']({ document: id, isCopy })
    return files.filter(({ goesAlong }) => goesAlong).map(({ name }) => name)
  }
  const copied = await going(true)
  expect(copied).toHaveLength(200)
  expect(copied).not.toContain('Statement (en).jsonl')
  expect(namesIn(chair, await duplicateOf(chair, id, 'Copy'))).toEqual(copied.toSorted())
  expect(await going(false)).toContain('Statement (en).jsonl')
})

test('a text that goes on without its history keeps its exact texts, and hides them', async () => {
  const { id, chair } = await asked()
  const next = chair.documents.sealing.seal(id)
  expect(namesIn(chair, next)).toHaveLength(2)
  expect(shownIn(chair, next)).toEqual(['Annex.txt'])
})

test('a search finds the file that a member attached, and no exact text of a question', async () => {
  const { chair } = await asked()
  await chair.documents.flush()
  const named = (text: string) =>
    archiveSearch(chair)
      .first(text, 5)
      .flatMap(({ what, snippet }) =>
        what === 'file' ? [snippet.map(each => each.text).join('')] : [],
      )
  expect(named('annex')).toEqual(['Annex.txt'])
  expect(named('jsonl')).toEqual([])
})
