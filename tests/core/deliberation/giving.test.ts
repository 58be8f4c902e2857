// An adopted text goes to the Secretariat by one call: through whole cores, up to the device of the Secretariat, which
// reads the text and the pack and nothing else of the group.
// @module-tag long
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import type { GroupId } from '#shared/ids'
import { at, meet, scene } from '#tests/adopted-text'
import { grantOf } from '#tests/core'
import { textOf, type Device } from '#tests/cores'
import { adopted, failureOf, give, giveFile, letIn, memberOf, prepared } from '#tests/giving'

/** The documents that the Secretariat reads after the circle came by a file and was taken. */
const readBy = async (from: Device, to: Device, group: GroupId) => {
  const [circle] = await from.core.answers['circles.list']({ group })
  expect(await failureOf(() => giveFile(from, to, circle!.id))).toBe('circle-offered')
  await to.core.answers['circles.take']({ group, circle: circle!.id })
  await giveFile(from, to, circle!.id)
  return to.core.answers['documents.list']({ group })
}

test('a chair gives a final text: the Secretariat has the text with its pack, in a circle of the two', async () => {
  const { chair, olga, group, decision, id, member } = await adopted()
  const before = await prepared(chair, decision)
  const { memberList } = await chair.core.answers['groups.get']({ group })
  const self = memberList.find(each => each.self)!.id
  expect(before).toMatchObject({
    ...{ document: id, title: 'Statement', mayGive: true, mayMakePack: true, withheld: 0 },
    recipients: [{ member, handle: 'Olga', circle: null, readers: [self, member] }],
  })
  const given = await give(chair, { decision, member })
  expect(given).toMatchObject({ circle: 'Secretariat', officers: { signed: 1, needs: 2 } })

  const [circle, ...more] = await chair.core.answers['circles.list']({ group })
  expect(more).toEqual([])
  expect(circle).toMatchObject({ name: 'Secretariat', role: 'convener' })
  expect(circle?.members.find(each => each.member === member)?.role).toBe('reader')

  const listed = await readBy(chair, olga, group)
  expect(listed.map(each => each.id)).toEqual([given.document])
  expect(textOf(olga, given.document)).toContain('We call on the State.')
  const { files, rights } = await olga.core.answers['attachments.list']({
    document: given.document,
  })
  expect(rights).toEqual(['voice'])
  expect(files).toMatchObject([{ name: 'adopted-text.zip', isHere: true }])
  const pack = at('pack.zip')
  await olga.core.answers['attachments.save']({
    ...{ document: given.document, attachment: files[0]!.id },
    file: grantOf(olga.core, pack),
  })
  expect(readFileSync(pack).subarray(0, 2).toString()).toBe('PK')
})

test('a second text, or the same one again, goes to the circle that is there', async () => {
  const { chair, group, decision, member } = await adopted()
  const first = await give(chair, { decision, member }, 'docx')
  expect(first.officers).toBeNull()
  const { recipients } = await prepared(chair, decision)
  expect(recipients[0]?.circle?.name).toBe('Secretariat')
  const second = await give(chair, { decision, member })
  expect(second.document).not.toBe(first.document)
  const circles = await chair.core.answers['circles.list']({ group })
  expect(circles).toMatchObject([{ documents: 2 }])
})

test('a circle with a guest is passed over: the guest would read along', async () => {
  const { chair, group, decision, member, all } = await adopted()
  const { member: gwen } = await letIn(chair, group, 'Gwen', 'guest')
  const circle = await chair.core.answers['circles.create']({ group, name: 'With a guest' })
  for (const each of [member, gwen])
    await chair.core.answers['circles.bring']({ circle, member: each, role: 'reader' })
  expect((await prepared(chair, decision)).recipients[0]?.circle).toBeNull()
  expect(await give(chair, { decision, member })).toMatchObject({ circle: 'Secretariat' })
  await meet(group, all)
})

test('a member without an office gives a file, and no pack: nothing begins where it is refused', async () => {
  const { cleo, group, decision, member } = await adopted()
  expect(await prepared(cleo, decision)).toMatchObject({ mayGive: true, mayMakePack: false })
  expect(await failureOf(() => give(cleo, { decision, member }))).toBe('not-permitted')
  expect(await cleo.core.answers['circles.list']({ group })).toEqual([])
  expect((await give(cleo, { decision, member }, 'docx')).circle).toBe('Secretariat')
})

test('an observer gives nothing, and a member of another role receives nothing', async () => {
  const { chair, cleo, group, decision, member, all } = await adopted()
  const other = await memberOf(chair, group, 'Beatrix')
  expect(await failureOf(() => give(chair, { decision, member: other }))).toBe('readers-changed')
  const cleopatra = await memberOf(chair, group, 'Cleopatra')
  await chair.core.answers['members.setRole']({ group, member: cleopatra, role: 'observer' })
  await meet(group, all)
  expect(await prepared(cleo, decision)).toMatchObject({ mayGive: false, recipients: [] })
  expect(await failureOf(() => give(cleo, { decision, member }, 'docx'))).toBe('not-permitted')
})

test('the group wants a second look: no Word file goes before another member confirmed it, and a pack goes', async () => {
  const { chair, bea, group, decision, id, member, all } = await adopted()
  await chair.core.answers['exports.setRule']({ group, isNeeded: true })
  expect(await failureOf(() => give(chair, { decision, member }, 'docx'))).toBe(
    'second-look-missing',
  )
  expect(await chair.core.answers['circles.list']({ group })).toEqual([])
  const choices = { document: id, format: 'docx', paper: 'a4' } as const
  const { request } = await chair.core.answers['exports.ask'](choices)
  await meet(group, all)
  await bea.core.answers['exports.confirm']({ request })
  await meet(group, all)
  expect((await give(chair, { decision, member }, 'docx')).circle).toBe('Secretariat')
  const { request: seen } = await bea.core.answers['exports.get']({ request })
  expect(seen.state).toBe('confirmed')
  expect((await give(chair, { decision, member })).officers?.signed).toBe(1)
})

test('a person says no to the signature: no circle begins', async () => {
  const allow = () => Promise.reject(new Failure('declined'))
  const { all, group, decision } = await scene(undefined, [{ allow }])
  const [chair] = all as [Device]
  const { member } = await letIn(chair, group, 'Olga', 'secretariat')
  expect(await failureOf(() => give(chair, { decision, member }))).toBe('declined')
  expect(await chair.core.answers['circles.list']({ group })).toEqual([])
})

test('a text that is not final yet goes nowhere', async () => {
  const seen: unknown[] = []
  await scene(async ({ decision, all }) => {
    const [chair] = all as [Device]
    seen.push(await failureOf(() => prepared(chair, decision)))
  })
  expect(seen).toEqual(['not-permitted'])
})
