// Amendments on whole cores without a window: every device checks on arrival who may propose,
// support and settle, whatever the sender's app does. All see the same, apart and together.
import { writersIn } from '#tests/remarking'
import { expect, test } from 'vitest'
import type * as Y from 'yjs'
import { foundGroup } from '#core/group'
import type { AmendmentItem } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import { admit, meet, now, opened, run } from '#tests/committee'
import { updateBy } from '#tests/shared-pages'
import { openPen } from '#tests/documents'
import { amendmentsOf } from '../../src/core/drafting/review/amendments.ts'
import { sheetOf } from '../../src/core/exports/paper.ts'
import { writeUpdateBody, type EditKind } from '../../src/core/documents/bodies/bodies.ts'
import { toMarkdown } from '#core/paper'
import type { OpenProfile } from '../../src/core/profile/open-profile.ts'

/** Amina is chair, Badia rapporteur, Cy a member, Rosa a reviewer, Otto an observer. */
const committee = async () => {
  const amina = await opened()
  const wanted = { name: 'Group', level: 'global', language: 'en', handle: 'Amina' } as const
  const group = amina.groups.add(foundGroup(amina.archive, wanted, { now }).id)
  const id = await amina.documents.create({
    ...({ group, kind: 'minutes', title: 'Minutes', language: 'en' } as const),
    blocks: [{ kind: 'num1', runs: [{ text: 'Encourage Governments to protect defenders.' }] }],
  })
  await amina.documents.share(id)
  const badia = await admit(amina, group, 'rapporteur', 'Badia')
  const cy = await admit(amina, group, 'member', 'Cy')
  const rosa = await admit(amina, group, 'reviewer', 'Rosa')
  const otto = await admit(amina, group, 'observer', 'Otto')
  const all = [amina, badia, cy, rosa, otto]
  await meet(group, ...all)
  return { amina, badia, cy, rosa, otto, group, id, all }
}

const list = (session: OpenProfile, id: DocumentId): AmendmentItem[] => amendmentsOf(session, id)
const text = (session: OpenProfile, id: DocumentId): string =>
  session.documents
    .page(id)
    .blocks[0]!.runs.map(each => each.text)
    .join('')
const called = 'Call on Governments to protect defenders.'

test('when a reviewer proposes, members support it and the rapporteur accepts it, all devices show the same', async () => {
  const { amina, badia, cy, rosa, group, id, all } = await committee()
  await run(rosa, id, { amend: called, block: 1, why: 'CSW62 urged them.', as: 'role' })
  await meet(group, ...all)
  const label = list(amina, id)[0]?.label ?? ''
  expect(label).toBe('1')
  await run(cy, id, { sponsor: label })
  await run(amina, id, { sponsor: label, as: 'withheld' })
  await meet(group, ...all)
  expect(toMarkdown(sheetOf(amina, id))).not.toContain('Call on')
  expect(await run(badia, id, { accept: label })).toEqual({ applied: 1, refused: [] })
  await meet(group, ...all)
  for (const session of all) {
    expect(list(session, id)).toEqual(list(amina, id))
    expect(text(session, id)).toBe(called)
  }
  expect(list(amina, id)).toMatchObject([
    {
      label,
      by: null,
      role: 'reviewer',
      standing: 'accepted',
      place: '1',
      apart: false,
      sponsors: expect.arrayContaining([
        expect.objectContaining({ naming: 'named', by: cy.groups.get(group).self.member }),
        expect.objectContaining({ naming: 'withheld', by: null, role: null }),
      ]) as unknown[],
    },
  ])
  expect(await run(cy, id, { decline: label }, { reopen: label })).toMatchObject({
    refused: [{ code: 'not-permitted' }, { code: 'not-permitted' }],
  })
})

test('when two accept the same amendment apart, its words are put in once', async () => {
  const { amina, badia, group, id, all } = await committee()
  await run(amina, id, { amend: called, block: 1 })
  await meet(group, ...all)
  const label = list(amina, id)[0]?.label ?? ''
  for (const session of [amina, badia]) await run(session, id, { accept: label })
  await meet(group, ...all)
  await run(badia, id)
  await meet(group, ...all)
  for (const session of all) expect(text(session, id)).toBe(called)
})

const verdict = (kind: string) => (doc: Y.Doc) => {
  const log = doc.getMap('amendments')
  const [key = ''] = log.keys()
  const entry = `${doc.clientID.toString(36)}-abcdefghij`
  log.set(`${key.split('/')[0]}/${entry}`, { kind, at: 1, replaces: [], runs: [], over: [] })
}

const forgeries: [string, 'cy' | 'rosa' | 'otto', EditKind, (doc: Y.Doc) => void][] = [
  ['a member declines', 'cy', 'update', verdict('decline')],
  ['a member accepts', 'cy', 'update', verdict('accept')],
  ['a reviewer declines', 'rosa', 'remarks', verdict('decline')],
  ['a reviewer takes it away', 'rosa', 'remarks', doc => doc.getMap('amendments').clear()],
  ['an observer accepts', 'otto', 'update', verdict('accept')],
  ['an observer declines', 'otto', 'remarks', verdict('decline')],
  ['an observer stands by it', 'otto', 'remarks', verdict('sponsor')],
]

test('when a member may not settle, nothing is settled, whatever the member’s app sends', async () => {
  const { amina, group, id, all, ...people } = await committee()
  await run(amina, id, { amend: called, block: 1 })
  await meet(group, ...all)
  const pens = {
    cy: openPen(people.cy, id),
    rosa: openPen(people.rosa, id),
    otto: openPen(people.otto, id),
  }
  for (const [, who, kind, work] of forgeries) {
    const { doc } = pens[who]
    const update = updateBy(doc, work)
    const body = writeUpdateBody({ writers: writersIn(people[who], id, update), update }, kind)
    const { archive, sync } = people[who]
    archive.transaction(() => sync.publish(group, id, kind, body))
  }
  await meet(group, ...all)
  for (const session of [amina, people.badia]) {
    expect(list(session, id)).toMatchObject([{ standing: 'open', record: [], sponsors: [] }])
    const states = forgeries.map(([name, who, kind]) => [
      name,
      ...session.archive.messages
        .range(group, people[who].sync.feedOf(group), 0, 100)
        .filter(message => message.kind === kind)
        .map(message => message.state)
        .filter(state => state !== 'refused'),
    ])
    expect(states).toEqual(forgeries.map(([name]) => [name]))
    const sent = session.archive.messages.range(group, people.otto.sync.feedOf(group), 0, 100)
    expect(sent.filter(({ state }) => state === 'refused').length).toBe(3)
  }
})

test('when a document is private, nothing is settled, because its state is judged when it is shared', async () => {
  const amina = await opened()
  const wanted = { name: 'Group', level: 'global', language: 'en', handle: 'Amina' } as const
  const group = amina.groups.add(foundGroup(amina.archive, wanted, { now }).id)
  const id = await amina.documents.create({
    ...({ group, kind: 'minutes', title: 'Minutes', language: 'en' } as const),
    blocks: [{ kind: 'num1', runs: [{ text: 'Encourage Governments.' }] }],
  })
  await run(amina, id, { amend: 'Call on Governments.', block: 1 })
  const label = list(amina, id)[0]?.label ?? ''
  expect(await run(amina, id, { decline: label })).toMatchObject({
    refused: [{ code: 'not-permitted' }],
  })
  await amina.documents.share(id)
  expect(await run(amina, id, { decline: label })).toMatchObject({ applied: 1 })
})
