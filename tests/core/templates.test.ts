// A group's own templates on whole cores: a chair or a rapporteur marks a shared document, all its
// readers are offered it, and every device refuses the mark from others.
import { writersIn } from '#tests/remarking'
import { expect, test } from 'vitest'
import type * as Y from 'yjs'
import { random } from '#core/keys'
import type { Role } from '#shared/contract'
import { blockText } from '#document/model'
import { openThread } from '#document/review/comments'
import { sayTemplate, templateOf } from '#document/templates'
import type { DocumentId } from '#shared/ids'
import { openPen } from '#tests/documents'
import { updateBy } from '#tests/shared-pages'
import { laterRefusal } from '#tests/refusal'
import { committee, meet as meetBy, now, run } from '#tests/committee'
import { templateAnswers } from '../../src/core/api/templates.ts'
import { documentAnswers } from '../../src/core/api/documents.ts'
import { writeUpdateBody, type EditKind } from '../../src/core/documents/bodies/bodies.ts'
import type { OpenProfile } from '../../src/core/profile/open-profile.ts'

const context = (session: OpenProfile) => ({ now, profile: () => session }) as never
const ask = (session: OpenProfile) => templateAnswers(context(session))
const make = (session: OpenProfile, document: DocumentId) =>
  ask(session)['templates.make']({ document })
const withdraw = (session: OpenProfile, document: DocumentId) =>
  ask(session)['templates.withdraw']({ document })
const begin = (session: OpenProfile, template: DocumentId, title: string) =>
  ask(session)['templates.begin']({ template, title })
const list = (session: OpenProfile, { group }: { group: Group }) =>
  ask(session)['templates.list']({ group })
/** Also for work that fails at once. */
const refused = (work: () => unknown) => laterRefusal(Promise.resolve().then(work))
const titles = async (session: OpenProfile, of: { group: Group }) =>
  (await list(session, of)).map(({ title }) => title)
const textsOf = (session: OpenProfile, document: DocumentId): string[] =>
  session.documents.page(document).blocks.map(blockText)

const roles = ['rapporteur', 'member', 'reviewer', 'observer'] as const satisfies Role[]
/** Lists follow when writing pauses. */
const meet = async (of: Group, ...sessions: OpenProfile[]): Promise<void> => {
  await meetBy(of, ...sessions)
  for (const session of sessions) await session.documents.flush()
}

/** A chair and the other wanted members; the rest have names and no devices. */
const scene = async (wanted: readonly Role[] = ['rapporteur', 'member']) => {
  const { chair, others, ...rest } = await committee('Situation in the country.', wanted)
  const [rapporteur, member, reviewer, observer] = others as [
    OpenProfile,
    OpenProfile,
    OpenProfile,
    OpenProfile,
  ]
  return { chair, rapporteur, member, reviewer, observer, ...rest, all: [chair, ...others] }
}
type Group = Awaited<ReturnType<typeof scene>>['group']

test('when a template is marked, all readers are offered it, and documents that begin with it are independent', async () => {
  const { chair, rapporteur, member, group, id, all, nameOf } = await scene()
  await chair.documents.editAs(id, doc => {
    const about = { block: 'aaaaaaaaaa' as never, quote: 'country', start: null, end: null }
    openThread(doc, { kind: 'comment', ...about, at: 1, text: 'Which one?' }, random)
  })
  await run(chair, id, { new: 'What we ask.', after: 1, kind: 'num1' })
  await make(chair, id)
  await make(chair, id)
  await meet(group, ...all)
  for (const session of all) {
    const [template, ...more] = await list(session, { group })
    expect(more).toEqual([])
    expect(template).toMatchObject({ document: id, title: 'Minutes', kind: 'minutes', at: now() })
    expect(nameOf(template?.by ?? null)).toBe('chair')
    expect(session.summary(id).template).toBe(true)
    expect(session.summary(id).rights.includes('settle')).toBe(
      session === chair || session === rapporteur,
    )
  }

  const begun = await begin(member, id, 'Our country')
  expect(member.summary(begun)).toMatchObject({
    title: 'Our country',
    kind: 'minutes',
    readers: { kind: 'only-you' },
    template: false,
  })
  expect(textsOf(member, begun)).toEqual(['Situation in the country.', 'What we ask.'])
  // Except the first one, which has the same id in every document.
  const second = (document: DocumentId) => member.documents.page(document).blocks[1]?.id
  expect(second(begun)).not.toBe(second(id))
  expect(member.documents.remarks(begun).threads).toEqual([])
  expect(member.documents.versionOf(begun)).toBeNull()

  // It is edited like any document, and documents that began with it stay as they are.
  await run(member, id, { insert: 'The s', block: 1, at: 0 }, { delete: 1, block: 1, at: 5 })
  await meet(group, ...all)
  expect(textsOf(chair, id)).toEqual(['The situation in the country.', 'What we ask.'])
  const [edited] = await list(chair, { group })
  expect([nameOf(edited?.by ?? null), nameOf(edited?.changedBy ?? null)]).toEqual([
    ...['chair', 'member'],
  ])
  expect(textsOf(member, begun)).toEqual(['Situation in the country.', 'What we ask.'])
  // The chair learns nothing of it: a new document is private.
  expect(chair.archive.documents.get(begun)).toBeNull()

  await withdraw(rapporteur, id)
  await meet(group, ...all)
  for (const session of all) {
    expect(await titles(session, { group })).toEqual([])
    expect(await refused(() => begin(session, id, 'Too late'))).toBe('not-found')
  }
  expect(textsOf(member, begun)).toEqual(['Situation in the country.', 'What we ask.'])
})

test('when it is private, marked by a member, unmarked or of another kind, it is refused', async () => {
  const { chair, member, group, id } = await scene()
  const draft = await chair.documents.create({
    ...({ group, kind: 'brief', title: 'Draft', language: 'en' } as const),
    blocks: templateOf('brief', 'en'),
  })
  expect(await refused(() => make(chair, draft))).toBe('not-shared')
  expect(await refused(() => begin(chair, draft, 'x'))).toBe('not-found')
  expect(await refused(() => make(member, id))).toBe('not-permitted')
  expect(await titles(chair, { group })).toEqual([])
  const { 'documents.create': create } = documentAnswers(context(chair))
  const wanted = { group, title: 'x', language: 'en', template: 'cedaw' } as const
  expect(await refused(() => create({ ...wanted, kind: 'brief' }))).toBe('invalid-input')
  const input = await create({ ...wanted, kind: 'consultation' })
  expect(textsOf(chair, input)).toContain('Issues by article of the Convention')
})

test('when a member may not mark it, every device refuses that, and deleting a mark does not end it', async () => {
  const { chair, rapporteur, group, id, all, ...people } = await scene(roles)
  const other = await chair.documents.create({
    ...({ group, kind: 'brief', title: 'Template', language: 'en' } as const),
    blocks: templateOf('brief', 'en'),
  })
  await chair.documents.share(other)
  await make(chair, other)
  await meet(group, ...all)
  const say = (is: boolean) => (doc: Y.Doc) => sayTemplate(doc, is, { at: 1, random })
  const clear = (doc: Y.Doc) => doc.getMap('threads').clear()
  type Forgery = [keyof typeof people & ('member' | 'reviewer' | 'observer'), EditKind, DocumentId]
  const forgeries: [...Forgery, (doc: Y.Doc) => void, 'refused' | 'applied'][] = [
    ['member', 'update', id, say(true), 'refused'],
    ['member', 'update', other, say(false), 'refused'],
    ['reviewer', 'remarks', id, say(true), 'refused'],
    ['reviewer', 'remarks', other, clear, 'refused'],
    ['observer', 'update', other, say(false), 'refused'],
    // A writer may delete an entry of the log; the mark stays.
    ['member', 'update', other, clear, 'applied'],
  ]
  for (const [who, kind, document, work] of forgeries) {
    const { doc } = openPen(people[who], document)
    const update = updateBy(doc, work)
    const body = writeUpdateBody(
      { writers: writersIn(people[who], document, update), update },
      kind,
    )
    const { archive, sync } = people[who]
    archive.transaction(() => sync.publish(group, document, kind, body))
  }
  await meet(group, ...all)
  for (const session of [chair, rapporteur]) {
    expect(await titles(session, { group })).toEqual(['Template'])
    const statesOf = (who: 'member' | 'reviewer' | 'observer') =>
      session.archive.messages
        .range(group, people[who].sync.feedOf(group), 0, 100)
        .filter(({ kind }) => kind === 'update' || kind === 'remarks')
        .map(({ state }) => state)
    expect(statesOf('member')).toEqual(['refused', 'refused', 'applied'])
    expect(statesOf('reviewer')).toEqual(['refused', 'refused'])
    expect(statesOf('observer')).toEqual(['refused'])
  }
})

test('when a private text claims to be a template, sharing by a member refuses the claim', async () => {
  const { chair, member, group, all } = await scene()
  const forged = await member.documents.create({
    ...({ group, kind: 'brief', title: 'Forged', language: 'en', isTemplate: true } as const),
    blocks: templateOf('brief', 'en'),
  })
  await member.documents.share(forged)
  await meet(group, ...all)
  expect(chair.archive.documents.get(forged)).toBeNull()
  expect(await titles(chair, { group })).toEqual([])
})

test('when a mark is set and ended concurrently, it is ended, and a retired template’s successor is one', async () => {
  const { chair, rapporteur, group, id, all } = await scene()
  await make(chair, id)
  await meet(group, ...all)
  await withdraw(chair, id)
  await withdraw(rapporteur, id)
  await make(rapporteur, id)
  await meet(group, ...all)
  for (const session of all) expect(await titles(session, { group })).toEqual([])
  await make(rapporteur, id)
  await meet(group, ...all)
  const next = chair.documents.sealing.seal(id)
  await meet(group, ...all)
  for (const session of all)
    expect(await list(session, { group })).toMatchObject([{ document: next }])
})

test('when a circle marks a template, only its members are offered it, and begin group texts with it', async () => {
  const { chair, rapporteur, member, group, all } = await scene()
  const circle = chair.circles.found(group, 'Safety desk')
  const closed = await chair.documents.create({
    ...({ kind: 'officials', title: 'Meetings at the ministry', language: 'en' } as const),
    group: circle.id,
    blocks: templateOf('officials', 'en'),
  })
  await chair.documents.share(closed)
  await make(chair, closed)
  await meet(group, ...all)
  expect(await list(chair, { group })).toMatchObject([
    { title: 'Meetings at the ministry', readers: { kind: 'circle', name: 'Safety desk' } },
  ])
  for (const session of [rapporteur, member]) {
    expect(await titles(session, { group })).toEqual([])
    expect(await refused(() => begin(session, closed, 'x'))).toBe('not-found')
  }
  const begun = await begin(chair, closed, 'Today')
  expect(chair.summary(begun)).toMatchObject({ group, readers: { kind: 'only-you' } })
  expect(chair.documents.page(begun).blocks[1]).toMatchObject({ prompt: 'officials-meeting' })
})
