// Changes that render the whole screen of a document again while another member writes in it.
import { exampleGroup } from '#tests/fake-group'
import { expect, test } from 'vitest'
import { isSameGroup } from '../../../src/renderer/editor/stable-summary.ts'

test('new heads of members cause no render, and a change of members does', () => {
  const group = exampleGroup(0)
  const [first, ...rest] = group.memberList
  if (!first) throw new Error('nobody')
  const reach = { state: 'behind', changes: 3, at: 7 } as const
  const read = { ...group, memberList: group.memberList.map(each => ({ ...each, reach })) }
  expect(isSameGroup(group, read)).toBe(true)
  const another = { ...read, memberList: [{ ...first, role: 'observer' as const }, ...rest] }
  expect(isSameGroup(group, another)).toBe(false)
  expect(isSameGroup(group, { ...group, memberList: rest })).toBe(false)
})
