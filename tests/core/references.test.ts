// The group's own reference of a document: members who write give it and take it away, and it is one short line.
import { expect, test } from 'vitest'
import * as v from 'valibot'
import { contract } from '#shared/contract'
import { committee, meet } from '#tests/committee'
import { laterRefusal } from '#tests/refusal'
import { documentAnswers } from '../../src/core/api/documents.ts'
import type { OpenProfile } from '../../src/core/profile/open-profile.ts'

const begun = async () => {
  const { chair, others, group, id } = await committee('Protect defenders.', ['member', 'observer'])
  const [member, observer] = others as [OpenProfile, OpenProfile]
  const give = async (session: OpenProfile, reference: string): Promise<void> =>
    documentAnswers({ profile: () => session } as never)['documents.setReference']({
      document: id,
      reference,
    })
  const shown = (session: OpenProfile): string[] => [
    session.summary(id).reference,
    session.documents.page(id).meta.reference,
  ]
  return { chair, member, observer, group, id, give, shown }
}

test('a writer gives a document its reference: lists and the text have it, for all', async () => {
  const { chair, member, observer, group, id, give, shown } = await begun()
  const told: string[] = []
  const digest = member.documents.digest(id)
  await give(member, 'EDCSAG/2018/3')
  expect(shown(member)).toEqual(['EDCSAG/2018/3', 'EDCSAG/2018/3'])
  expect(member.documents.digest(id)).not.toBe(digest)
  await meet(group, chair, member, observer)
  for (const session of [chair, observer]) told.push(...shown(session))
  expect(told).toEqual(Array(4).fill('EDCSAG/2018/3'))
  expect(chair.summary(id)).toMatchObject({
    title: 'Minutes',
    changedBy: member.groups.get(group).self.member,
  })
})

test('an empty reference takes it away', async () => {
  const { chair, member, group, give, shown } = await begun()
  await give(member, 'EDCSAG/2018/3')
  await give(member, '')
  expect(shown(member)).toEqual(['', ''])
  await meet(group, chair, member)
  expect(shown(chair)).toEqual(['', ''])
})

test('a member who only reads gives no reference', async () => {
  const { observer, give, shown } = await begun()
  expect(await laterRefusal(give(observer, 'EDCSAG/2018/3'))).toBe('not-permitted')
  expect(shown(observer)).toEqual(['', ''])
})

test('a reference is one line of at most 100 characters', () => {
  const { input } = contract.calls['documents.setReference']
  const read = (reference: string) => {
    const { success, output } = v.safeParse(input, { document: 'd'.repeat(32), reference })
    return success && (output as { reference: string }).reference
  }
  expect(read(' EDCSAG/2018/3\n')).toBe('EDCSAG/2018/3')
  expect(read('')).toBe('')
  expect(read('x'.repeat(100))).toBe('x'.repeat(100))
  const wrong = ['x'.repeat(101), 'A\nB', 'A\u2028B', 'A\u0000B', 'A\tB']
  expect(wrong.filter(read)).toEqual([])
})
