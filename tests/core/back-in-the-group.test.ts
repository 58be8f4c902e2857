// Texts on a device that comes back into its group, or leaves a circle and stays in the group.
import { expect, test } from 'vitest'
import { mustBeIn } from '#core/drafting'
import type { DocumentId, GroupId } from '#shared/ids'
import { committee, meet } from '#tests/committee'
import { foundingOf } from '#tests/core'
import { admit, device, type Device, give, textOf } from '#tests/cores'
import { laterRefusal, refusal } from '#tests/refusal'

/** Amina's group with a shared text, and Bola in it. */
const groupOfTwo = async () => {
  const [amina, bola] = [await device(), await device()]
  const group = await amina.core.answers['groups.create'](foundingOf())
  const text = await create(amina, group, 'Shared')
  await amina.core.answers['documents.share']({ document: text })
  await admit(amina, bola, group, 'Bola')
  return { amina, bola, group, text }
}

const create = async ({ core }: Device, group: GroupId, title: string): Promise<DocumentId> =>
  core.answers['documents.create']({
    group,
    kind: 'statement',
    template: 'none',
    title,
    language: 'en',
  })

const write = ({ core }: Device, document: DocumentId, text: string) =>
  core.edit(document, [{ new: text, after: 0, kind: 'paragraph' }])

const titles = async ({ core }: Device, group: GroupId): Promise<string[]> =>
  (await core.answers['documents.list']({ group })).map(({ title }) => title).toSorted()

/** The device writes in the text, begins another one and shares it, and `other` gets both. */
const worksIn = async (who: Device, other: Device, group: GroupId, text: DocumentId) => {
  expect(await titles(who, group)).toContain('Shared')
  expect(await write(who, text, 'Here again.')).toEqual({ applied: 1, refused: [] })
  const fresh = await create(who, group, 'Fresh')
  await who.core.answers['documents.share']({ document: fresh })
  await give(who, other, group)
  expect(textOf(other, text)).toContain('Here again.')
  expect(await titles(other, group)).toContain('Fresh')
}

test('when a person left a group and joins it again with another profile, its texts are there, take words, and new ones begin', async () => {
  const { amina, bola, group, text } = await groupOfTwo()
  await bola.core.answers['members.leave']({ group })
  await give(bola, amina, group)
  const again = await device()
  await admit(amina, again, group, 'Bola')
  await worksIn(again, amina, group, text)
  // The device that left stays out: its new text would reach no one.
  expect(await laterRefusal(create(bola, group, 'Alone'))).toBe('not-in-group')
})

test('when a device was blocked and is unblocked, its texts take words again, and new ones begin', async () => {
  const { group, id, chair, others } = await committee('A line.', ['member'])
  const [member] = others
  if (!member) throw new TypeError('no member')
  const { documents, groups } = member
  const draft = await documents.create({
    group,
    kind: 'brief',
    title: 'Draft',
    language: 'en',
    blocks: [],
  })
  const own = groups.get(group)
  const writes = () => documents.rightsNow(id).has('write')
  // No file of others is for a blocked device: it hears of the block by a link.
  const hears = () => own.addRecords(chair.groups.get(group).recordsBeyond([]))

  chair.groups.get(group).shutOut(own.self.device)
  hears()
  expect([refusal(() => mustBeIn(member, group)), writes()]).toEqual(['not-in-group', false])
  expect(await laterRefusal(documents.share(draft))).toBe('not-in-group')
  expect(member.archive.documents.get(draft)?.shared).toBe(false)

  const [shutOut] = chair.groups.get(group).state().shutOuts.keys()
  if (shutOut) chair.groups.get(group).lift(shutOut)
  hears()
  expect([refusal(() => mustBeIn(member, group)), writes()]).toEqual([null, true])
  await documents.share(draft)
  await meet(group, member, chair)
  expect(chair.archive.documents.get(draft)?.shared).toBe(true)
})

test('when a member leaves a circle and stays in the group, its texts can be read and copied there and take no words; texts of the group go on', async () => {
  const { amina, bola, group, text } = await groupOfTwo()
  const { memberList } = await amina.core.answers['groups.get']({ group })
  const member = memberList.find(({ handle }) => handle === 'Bola')?.id
  if (!member) throw new TypeError('no such member')
  const circle = await amina.core.answers['circles.create']({ group, name: 'Finance' })
  await amina.core.answers['circles.bring']({ circle, member })
  await give(amina, bola, group)
  // Bola is asked first.
  await laterRefusal(give(amina, bola, circle))
  await bola.core.answers['circles.take']({ group, circle })
  await give(amina, bola, circle)
  const draft = await create(bola, group, 'Draft')
  const within = await amina.core.answers['circles.share']({
    circle,
    document: await create(amina, group, 'Within'),
  })
  await amina.core.answers['templates.make']({ document: within })
  await give(amina, bola, circle)
  expect(await write(bola, within, 'Words of the circle.')).toEqual({ applied: 1, refused: [] })

  await bola.core.answers['circles.leave']({ circle })

  expect(textOf(bola, within)).toBe('Words of the circle.')
  expect((await write(bola, within, 'More.')).refused).toMatchObject([{ code: 'not-permitted' }])
  const refused: Record<string, () => unknown> = {
    'a draft for the circle': () => bola.core.answers['circles.share']({ circle, document: draft }),
    'a version for the circle': () =>
      bola.core.answers['documents.duplicate']({
        document: within,
        title: 'Dedans',
        language: 'fr',
      }),
  }
  for (const [way, act] of Object.entries(refused))
    expect([way, await laterRefusal(Promise.resolve().then(act))]).toEqual([way, 'not-permitted'])
  // A copy and a text from the template are drafts of the group, where the member still is.
  await bola.core.answers['documents.duplicate']({ document: within, title: 'Copy' })
  await bola.core.answers['templates.begin']({ template: within, title: 'From the template' })
  expect(await titles(bola, group)).toEqual([
    'Copy',
    'Draft',
    'From the template',
    'Shared',
    'Within',
  ])
  await worksIn(bola, amina, group, text)
})
