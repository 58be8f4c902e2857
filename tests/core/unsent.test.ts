// Edits that no other member has when a member leaves: they are counted before and after, nothing
// promises that they go out, and the member reads them as before.
import { expect, test } from 'vitest'
import { linesOf, openPen } from '#tests/documents'
import { create, handFile, sharedByTwo, type Opened } from '#tests/sessions'
import { memberAnswers } from '../../src/core/api/members.ts'

const answersOf = (session: Opened) =>
  memberAnswers({ profile: () => session } as unknown as Parameters<typeof memberAnswers>[0])

test('a group has no other device: nothing waits to be sent, as no one can receive it', async () => {
  const { amina, ben, group, document } = await sharedByTwo('Text')
  const pen = openPen(amina, document)
  pen.type(' of Amina')
  await pen.saved()
  expect(amina.sync.toGo().changesToGo).toBe(1)
  amina.groups.get(group).removeMember(ben.groups.get(group).self.member!, 'left')
  expect(amina.sync.toGo()).toEqual({ changesToGo: 0, bytesToGo: 0 })
})

test('when a member leaves, edits that no other member has are counted and stay readable', async () => {
  const { amina, ben, group, document } = await sharedByTwo('Text')
  const answers = answersOf(ben)
  const unsent = () => answers['members.unsent']({ group })
  expect(await unsent()).toEqual({ changes: 0 })
  const pen = openPen(ben, document)
  pen.type(' of Ben')
  await pen.saved()
  const circle = ben.circles.found(group, 'Alone')
  expect(await unsent()).toEqual({ changes: 1 })
  const page = await create(ben, circle.id, 'Of a circle')
  await ben.documents.share(page)
  // Nobody else is in the circle, so no device can receive it.
  expect(await unsent()).toEqual({ changes: 1 })
  const own = ben.groups.get(group).self.member!
  const theirs = amina.groups.get(group).self.member!
  circle.bring(theirs)
  expect(await unsent()).toEqual({ changes: 2 })
  expect(await answers['members.unsent']({ group: circle.id })).toEqual({ changes: 1 })
  expect(ben.sync.toGo().changesToGo).toBe(2)

  await answers['members.leave']({ group })
  expect(ben.groups.get(group).state().members.has(own)).toBe(false)
  // No one in the circle has received the addition, and no one is left in it.
  expect(await unsent()).toEqual({ changes: 1 })
  expect(ben.sync.toGo()).toEqual({ changesToGo: 0, bytesToGo: 0 })
  await handFile(ben, amina, group)
  expect(linesOf(amina, document)).toEqual(['Text'])
  expect(linesOf(ben, document)).toEqual(['Text of Ben'])
})

test('when another member has acknowledged an edit, it is no longer counted', async () => {
  const { amina, ben, group, document } = await sharedByTwo('Text')
  const pen = openPen(ben, document)
  pen.type(' of Ben')
  await pen.saved()
  await handFile(ben, amina, group)
  expect(await answersOf(ben)['members.unsent']({ group })).toEqual({ changes: 1 })
  await handFile(amina, ben, group)
  expect(await answersOf(ben)['members.unsent']({ group })).toEqual({ changes: 0 })
})
