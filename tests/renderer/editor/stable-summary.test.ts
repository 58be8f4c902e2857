// Changes that render the whole screen of a document again while another member writes in it.
import { expect, test } from 'vitest'
import { foundingOf } from '#tests/core'
import { admit, device, give } from '#tests/cores'
import { isSameGroup } from '../../../src/renderer/editor/stable-summary.ts'

test('new heads of members cause no render, and a change of members does', async () => {
  const [chair, member] = [await device(), await device()]
  const { answers } = chair.core
  const group = await answers['groups.create'](foundingOf())
  await admit(chair, member, group, 'Badia')
  const read = async () => {
    const now = await answers['groups.get']({ group })
    return { now, badia: now.memberList.find(({ self }) => !self) }
  }
  const { now: admitted, badia } = await read()
  if (!badia) throw new Error('nobody')
  await give(member, chair, group)
  const heard = await read()
  expect([badia.reach.state, heard.badia?.reach.state]).toEqual(['never-heard', 'has-everything'])
  expect(isSameGroup(admitted, heard.now)).toBe(true)
  await answers['members.setRole']({ group, member: badia.id, role: 'observer' })
  const { now: another } = await read()
  expect(isSameGroup(heard.now, another)).toBe(false)
  await answers['members.remove']({ group, member: badia.id, reason: 'left' })
  expect(isSameGroup(another, (await read()).now)).toBe(false)
})
