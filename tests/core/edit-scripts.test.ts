// Edit scripts on whole cores: each role may suggest, comment and settle by a script as it may in a
// window, and what a script says arrives at the other members under its true author.
// @module-tag long
import { expect, test } from 'vitest'
import type { Role } from '#shared/contract'
import type { EditResult } from '#document/edits'
import type { DocumentId, GroupId } from '#shared/ids'
import { committee, meet, now, opened, run } from '#tests/committee'
import { foundGroup } from '#core/group'
import type { OpenProfile } from '../../src/core/profile/open-profile.ts'

const line = 'Encourage Governments to act.'
const roles = [
  ...(['rapporteur', 'member', 'alternate', 'observer', 'reviewer'] as const),
  ...(['commenter', 'secretariat', 'guest'] as const),
]
type Verb = 'suggest' | 'comment' | 'accept' | 'reject'

/** The screen of a text offers these to each role: its rights to write and to remark. */
const may: Record<Role, readonly Verb[]> = {
  chair: ['suggest', 'comment', 'accept', 'reject'],
  rapporteur: ['suggest', 'comment', 'accept', 'reject'],
  member: ['suggest', 'comment', 'accept', 'reject'],
  alternate: ['suggest', 'comment', 'accept', 'reject'],
  reviewer: ['comment'],
  commenter: ['comment'],
  observer: [],
  secretariat: [],
  guest: [],
}

const suggestionsOf = (session: OpenProfile, id: DocumentId) =>
  session.documents.suggestions(id).filter(({ places }) => places.length > 0)
const linesOf = (session: OpenProfile, id: DocumentId): string[] =>
  session.documents.page(id).blocks.map(({ runs }) => runs.map(({ text }) => text).join(''))
const saidIn = (session: OpenProfile, id: DocumentId): string[] =>
  session.documents.remarks(id).threads.map(({ opening }) => opening.text)

/** A device that may write nothing at all is refused the script as a whole. */
const refusals = async (session: OpenProfile, id: DocumentId, step: object) => {
  try {
    return (await run(session, id, step)).refused.map(({ code }) => code)
  } catch (error) {
    return [(error as { code?: string }).code]
  }
}

test('each role may do by a script what the window offers it, and no more', async () => {
  const { chair, others, group, id } = await committee(line, roles)
  const people: [Role, OpenProfile][] = [['chair', chair]]
  for (const [at, session] of others.entries()) people.push([roles[at] ?? 'guest', session])
  const done: Partial<Record<Role, Verb[]>> = {}
  const codes: unknown[] = []
  for (const [role, session] of people) {
    await run(chair, id, { suggest: { insert: 'all ' }, block: 1, at: 10 })
    await run(chair, id, { suggest: { delete: 3 }, block: 1, at: 0 })
    await meet(group, chair, session)
    const waiting = suggestionsOf(chair, id).map(each => each.id)
    const [first, second] = waiting
    const steps: Record<Verb, object> = {
      suggest: { suggest: { insert: 'now ' }, block: 1, at: 0 },
      comment: { comment: `Of a ${role}.`, block: 1, from: 0, to: 9 },
      accept: { accept: first },
      reject: { reject: second },
    }
    done[role] = []
    for (const [verb, step] of Object.entries(steps) as [Verb, object][]) {
      const refused = await refusals(session, id, step)
      if (refused.length === 0) done[role].push(verb)
      codes.push(...refused)
    }
    await meet(group, session, chair)
    const left = suggestionsOf(chair, id).filter(each => waiting.includes(each.id))
    expect([role, left.length]).toEqual([role, may[role].includes('accept') ? 0 : 2])
    expect(saidIn(chair, id).includes(`Of a ${role}.`)).toBe(may[role].includes('comment'))
    for (const { id: name } of suggestionsOf(chair, id)) await run(chair, id, { reject: name })
  }
  expect(done).toEqual(may)
  expect(new Set(codes)).toEqual(new Set(['not-permitted']))
})

test('when a script of a reviewer comments and writes, the comment is taken and the words are not', async () => {
  const { chair, others, group, id, nameOf } = await committee(line, ['reviewer'])
  const [reviewer] = others as [OpenProfile]
  const steps = [
    { comment: 'Both?', block: 1, from: 0, to: 9 },
    { insert: 'Mine. ', block: 1, at: 0 },
  ]
  const refused = [{ step: 2, code: 'not-permitted' }]
  expect(await run(reviewer, id, ...steps)).toEqual({ applied: 1, refused })
  await meet(group, reviewer, chair)
  expect(linesOf(chair, id)).toEqual([line])
  expect(saidIn(chair, id)).toEqual(['Both?'])
  const [thread] = chair.documents.remarks(id).threads
  const author = thread && chair.documents.authorOf(id, thread.opening.client)
  const members = [...chair.groups.get(group).state().members.values()]
  const member = members.find(({ devices }) => author && devices.includes(author))
  expect(nameOf(member?.id ?? null)).toBe('reviewer')
})

test('when two members settle the same suggestion apart, all devices read the same', async () => {
  const { chair, others, group, id } = await committee(line, ['member'])
  const [member] = others as [OpenProfile]
  await run(chair, id, { suggest: { insert: 'twice ' }, block: 1, at: 0 })
  await meet(group, chair, member)
  const [suggestion] = suggestionsOf(chair, id)
  await run(chair, id, { accept: suggestion?.id })
  await run(member, id, { reject: suggestion?.id })
  await meet(group, chair, member)
  expect(member.documents.digest(id)).toBe(chair.documents.digest(id))
  expect(suggestionsOf(chair, id)).toEqual([])
})

test('when a text is private, its author suggests and settles by a script', async () => {
  const amina = await opened()
  const wanted = { name: 'Group', level: 'global', language: 'en', handle: 'Amina' } as const
  const group: GroupId = amina.groups.add(foundGroup(amina.archive, wanted, { now }).id)
  const id = await amina.documents.create({
    ...({ group, kind: 'minutes', title: 'Minutes', language: 'en' } as const),
    blocks: [{ kind: 'num1', runs: [{ text: line }] }],
  })
  const none: EditResult = { applied: 1, refused: [] }
  expect(await run(amina, id, { suggest: { insert: 'all ' }, block: 1, at: 10 })).toEqual(none)
  const [suggestion] = suggestionsOf(amina, id)
  expect(await run(amina, id, { accept: suggestion?.id })).toEqual(none)
  expect(linesOf(amina, id)).toEqual(['Encourage all Governments to act.'])
})

test('a script is one change on the disk and for windows, and is taken in whole or not at all', async () => {
  const amina = await opened()
  const wanted = { name: 'Group', level: 'global', language: 'en', handle: 'Amina' } as const
  const group: GroupId = amina.groups.add(foundGroup(amina.archive, wanted, { now }).id)
  const id = await amina.documents.create({
    ...({ group, kind: 'minutes', title: 'Minutes', language: 'en' } as const),
    blocks: [{ kind: 'num1', runs: [{ text: line }] }],
  })
  const before = amina.archive.journal.pending().length
  const steps = [
    { insert: 'All ', block: 1, at: 0 },
    { new: 'Second.', after: 1 },
    { split: 2, at: 3 },
    { undo: true },
    { suggest: { delete: 3 }, block: 2, at: 0 },
  ]
  expect(await run(amina, id, ...steps)).toEqual({ applied: 5, refused: [] })
  expect(linesOf(amina, id)).toEqual([`All ${line}`, 'Second.'])
  expect(amina.archive.journal.pending().length - before).toBe(1)
  // The gate takes no such place: the words before it stay out too.
  const refused = amina.documents.editAs(id, doc => {
    doc.getMap('meta').set('title', 'Changed')
    doc.getMap('strange').set('a', 1)
  })
  await expect(refused).rejects.toMatchObject({ code: 'invalid-input' })
  expect(amina.documents.page(id).meta.title).toBe('Minutes')
})

test('a script that changes one paragraph more often than one update may is taken in, in several', async () => {
  const amina = await opened()
  const wanted = { name: 'Group', level: 'global', language: 'en', handle: 'Amina' } as const
  const group: GroupId = amina.groups.add(foundGroup(amina.archive, wanted, { now }).id)
  const id = await amina.documents.create({
    ...({ group, kind: 'minutes', title: 'Minutes', language: 'en' } as const),
    blocks: [{ kind: 'num1', runs: [{ text: line }] }],
  })
  const steps = Array.from({ length: 70 }, (_, at) => [
    { kind: at % 2 === 0 ? 'paragraph' : 'num1', block: 1 },
    { insert: 'a', block: 1, at },
  ]).flat()
  expect(await run(amina, id, ...steps)).toEqual({ applied: 140, refused: [] })
  expect(linesOf(amina, id)).toEqual([`${'a'.repeat(70)}${line}`])
})
