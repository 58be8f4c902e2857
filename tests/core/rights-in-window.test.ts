// An open window while the member's rights change: it is told at once what the member may do, and
// words that were acknowledged before count for all.
import { expect, test } from 'vitest'
import type { Role } from '#shared/contract'
import type { GroupId } from '#shared/ids'
import { committee, meet } from '#tests/committee'
import { linesOf, openPen, type Pen } from '#tests/documents'
import { hosted } from '#tests/mailbox'
import { circleAnswers } from '../../src/core/api/circles.ts'
import { memberAnswers } from '../../src/core/api/members.ts'
import { writeCircleKey } from '../../src/core/sync/circles/circle-frames.ts'
import type { OpenProfile } from '../../src/core/profile/open-profile.ts'
import { memoryLinks } from '../acceptance/link.ts'

const line = 'Encourage Governments'

const rightsHeard = ({ heard }: Pen) => heard.filter(({ kind }) => kind === 'rights')
const fileOf = async (from: OpenProfile, group: GroupId): Promise<Uint8Array> => {
  await from.documents.flush()
  return (await from.sync.writeFile({ group, members: [] })).bytes
}
const setting = async () => {
  const { chair, others, group, id } = await committee(line, ['member', 'observer'])
  const [member, observer] = others as [OpenProfile, OpenProfile]
  const self = member.groups.get(group).self.member!
  /** The chair's record, given in a file. */
  const give = async (role: Role): Promise<Uint8Array> => {
    chair.groups.get(group).setRole(self, role)
    return fileOf(chair, group)
  }
  return { chair, member, observer, group, id, give }
}
type Setting = Awaited<ReturnType<typeof setting>>

test('when a chair shares a text, its window settles amendments at once', async () => {
  const { chair, group } = await setting()
  const id = await chair.documents.create({
    ...({ group, kind: 'minutes', title: 'Draft', language: 'en' } as const),
    blocks: [{ kind: 'num1', runs: [{ text: line }] }],
  })
  const pen = openPen(chair, id)
  expect(pen.heard[0]).toMatchObject({ rights: ['write', 'remark', 'propose'] })
  await chair.documents.share(id)
  await Promise.resolve()
  expect(rightsHeard(pen)).toEqual([
    { kind: 'rights', rights: ['write', 'remark', 'propose', 'settle', 'voice'] },
  ])
  pen.type(', all of them')
  await pen.saved()
  expect(linesOf(chair, id)).toEqual([`${line}, all of them`])
})

test('when the member’s role changes, the window hears of it and of no other, and goes on', async () => {
  const { chair, member, observer, group, id, give } = await setting()
  const pen = openPen(member, id)
  const other = openPen(observer, id)
  await member.sync.readFile(await give('reviewer'))
  expect(rightsHeard(pen)).toEqual([{ kind: 'rights', rights: ['remark', 'propose', 'voice'] }])
  await member.sync.readFile(await give('commenter'))
  await member.sync.readFile(await give('observer'))
  await member.sync.readFile(await give('rapporteur'))
  expect(rightsHeard(pen).slice(1)).toEqual([
    { kind: 'rights', rights: ['remark', 'voice'] },
    { kind: 'rights', rights: ['voice'] },
    { kind: 'rights', rights: ['write', 'remark', 'propose', 'settle', 'voice'] },
  ])
  // The window never read the text again, and its next words are accepted.
  pen.type(' to act')
  await pen.saved()
  await meet(group, chair, member, observer)
  for (const session of [chair, observer]) expect(linesOf(session, id)).toEqual([`${line} to act`])
  expect(rightsHeard(other)).toEqual([])
})

test('when words were saved before the change, they count for all, and later ones are refused', async () => {
  const { chair, member, observer, group, id, give } = await setting()
  const pen = openPen(member, id)
  const news = await give('observer')
  pen.type(' to listen')
  await pen.saved()
  // Still in the journal: no member has them.
  expect(member.documents.unsealed({ document: id })).toBe(1)
  await member.sync.readFile(news)
  expect(rightsHeard(pen)).toHaveLength(1)
  pen.type(' and more')
  await Promise.resolve()
  expect(pen.heard.at(-1)).toMatchObject({ kind: 'refused', code: 'not-permitted' })
  const words = await fileOf(member, group)
  for (const session of [chair, observer]) {
    await session.sync.readFile(words)
    expect(linesOf(session, id)).toEqual([`${line} to listen`])
    expect(session.documents.digest(id)).toBe(member.documents.digest(id))
  }
})

const ways = {
  'a file': async ({ member, give }: Setting) => {
    const news = await give('observer')
    return () => member.sync.readFile(news)
  },
  'a mailbox': async ({ chair, member, group, give }: Setting) => {
    const { url } = await hosted()
    // So that the change is all that the device reads there.
    for (const each of [chair, member]) await each.sync.mailboxes.meet(group, url)
    await give('observer')
    await chair.sync.mailboxes.meet(group, url)
    return () => member.sync.mailboxes.meet(group, url)
  },
}

test.each(Object.keys(ways) as (keyof typeof ways)[])(
  'when a word comes while the change from %s waits, it counts for all too',
  async way => {
    const all = await setting()
    const { chair, member, observer, group, id } = all
    const pen = openPen(member, id)
    const hear = await ways[way](all)
    pen.type(' to listen')
    await pen.saved()
    let saved: Promise<void> | undefined
    const { sealNow } = member.documents
    member.documents.sealNow = () => {
      member.documents.sealNow = sealNow
      queueMicrotask(() => {
        pen.type(' now')
        saved = pen.saved()
      })
      return sealNow()
    }
    await hear()
    expect(rightsHeard(pen)).toHaveLength(1)
    await saved
    const words = await fileOf(member, group)
    for (const session of [chair, observer]) {
      await session.sync.readFile(words)
      expect(linesOf(session, id)).toEqual([`${line} to listen now`])
    }
  },
)

test('when the words can go into no message, the change waits', async () => {
  const { chair, member, group, id, give } = await setting()
  const pen = openPen(member, id)
  const news = await give('observer')
  pen.type(' to listen')
  await pen.saved()
  const { sealNow } = member.documents
  // As on a full disk that still has room for a record.
  member.documents.sealNow = () => false
  await expect(member.sync.readFile(news)).rejects.toThrow('disk-full')
  expect(rightsHeard(pen)).toEqual([])
  member.documents.sealNow = sealNow
  await member.sync.readFile(news)
  await chair.sync.readFile(await fileOf(member, group))
  expect(linesOf(chair, id)).toEqual([`${line} to listen`])
})

test('when a member gives up the own role, earlier words count, and the window hears of it', async () => {
  const { chair, member, group, id, give } = await setting()
  await member.sync.readFile(await give('chair'))
  const pen = openPen(chair, id)
  pen.type(' to rest')
  await pen.saved()
  const own = chair.groups.get(group).self.member!
  const answers = memberAnswers({ profile: () => chair } as Parameters<typeof memberAnswers>[0])
  await answers['members.setRole']({ group, member: own, role: 'observer' })
  expect(rightsHeard(pen)).toEqual([{ kind: 'rights', rights: ['voice'] }])
  await member.sync.readFile(await fileOf(chair, group))
  expect(linesOf(member, id)).toEqual([`${line} to rest`])
})

test('when a convener of a circle becomes a reader, earlier words count', async () => {
  const { chair, member, group } = await setting()
  const circle = chair.circles.found(group, 'Drafting')
  const text = await chair.documents.create({
    ...({ group: circle.id, kind: 'minutes', title: 'Draft', language: 'en' } as const),
    blocks: [{ kind: 'num1', runs: [{ text: line }] }],
  })
  await chair.documents.share(text)
  const [self, other] = [chair, member].map(each => each.groups.get(group).self.member!)
  circle.bring(other!, 'convener')
  const pen = openPen(chair, text)
  pen.type(' to rest')
  await pen.saved()
  expect(chair.documents.unsealed({ document: text })).toBe(1)
  const answers = circleAnswers({ profile: () => chair } as Parameters<typeof circleAnswers>[0])
  await answers['circles.appoint']({ circle: circle.id, member: self!, role: 'reader' })
  expect(rightsHeard(pen)).toMatchObject([{ rights: ['voice'] }])
  expect(chair.documents.unsealed({ document: text })).toBe(0)
})

test('when a member is added to a circle, edits in no message yet do not come along', async () => {
  const { chair, member, group } = await setting()
  const circle = chair.circles.found(group, 'Drafting')
  const text = await chair.documents.create({
    ...({ group: circle.id, kind: 'minutes', title: 'Draft', language: 'en' } as const),
    blocks: [{ kind: 'num1', runs: [{ text: line }] }],
  })
  await chair.documents.share(text)
  const answers = circleAnswers({ profile: () => chair } as Parameters<typeof circleAnswers>[0])
  const pen = openPen(chair, text)
  const other = member.groups.get(group).self.member!
  const acts = [
    () => answers['circles.bring']({ circle: circle.id, member: other, role: 'member' }),
    () => answers['circles.follow']({ circle: circle.id, follows: true }),
  ]
  for (const act of acts) {
    pen.type(' at rest')
    await pen.saved()
    expect(chair.documents.unsealed({ document: text })).toBe(1)
    await act()
    expect(chair.documents.unsealed({ document: text })).toBe(0)
  }
})

test('when a member is removed from a circle and added as a reader, earlier words count by the old role', async () => {
  const { chair, member, group } = await setting()
  const circle = chair.circles.found(group, 'Drafting')
  const text = await chair.documents.create({
    ...({ group: circle.id, kind: 'minutes', title: 'Draft', language: 'en' } as const),
    blocks: [{ kind: 'num1', runs: [{ text: line }] }],
  })
  await chair.documents.share(text)
  const { member: self, device, keys } = member.groups.get(group).self
  circle.bring(self!)
  const own = await fileOf(chair, circle.id)
  // It asks the person whether to accept it, and has to come again.
  await member.sync.readFile(own).catch(() => {})
  member.circles.accept(group, circle.id)
  await member.sync.readFile(own)
  circle.remove(self!)
  circle.bring(self!, 'reader')

  const ends = memoryLinks({ a: chair.groups.get(group).self.device, b: device })
  ends.a.onFrame(() => {})
  member.sync.addLink(group, ends.b)
  // Pending edits are flushed when a member connects.
  await new Promise(setImmediate)
  const pen = openPen(member, text)
  pen.type(' to listen')
  await pen.saved()
  expect(member.documents.unsealed({ document: text })).toBe(1)
  const said = { circle: circle.id, epoch: circle.epoch(), records: circle.proofFor(device)! }
  for (const frame of writeCircleKey(said, keys.agreement.public)) await ends.a.send(frame)
  expect(member.circles.get(circle.id).role()).toBe('reader')
  expect(rightsHeard(pen)).toMatchObject([{ rights: ['voice'] }])
  ends.a.close()
  await chair.sync.readFile(await fileOf(member, circle.id))
  expect(linesOf(chair, text)).toEqual([`${line} to listen`])
})
