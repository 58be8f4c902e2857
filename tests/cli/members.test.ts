// Membership of a group, from a terminal: roles and terms, a second device, removal, leaving.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Group } from '#shared/contract'
import { resident, type Person } from '#tests/command-line'

let home: string
let amina: Person
let carol: Person
let phone: Person
const at = (name: string) => join(home, name)

const show = (who: Person) => who.says<Group>('group', 'show')
const give = async (from: Person, to: Person): Promise<void> => {
  await from.says('file', 'write', '--out', at('locked'))
  await to.says('file', 'read', at('locked'))
}
const idOf = async (who: Person, handle: string): Promise<string> =>
  (await show(who)).memberList.find(member => member.handle === handle)?.id ?? ''

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'baraza-cli-members-'))
  amina = await resident(home, 'amina')
  carol = await resident(home, 'carol')
  phone = await resident(home, 'phone')
  await amina.says('group', 'new', '--name', 'Advisory Group', '--handle', 'A.D.')
  await amina.says('invite', '--out', at('invitation'))
  await carol.says('join', '--invitation', at('invitation'), '--handle', 'C.R.', '--out', at('r'))
  await amina.says('admit', '--reply', at('r'), '--words-checked')
  await give(amina, carol)
}, 300_000)
afterAll(() => rmSync(home, { recursive: true, force: true }))

test('a chair gives a role and a term; a member may not', async () => {
  const member = await idOf(amina, 'C.R.')
  const role = ['role', '--member', member, '--role']
  expect(await amina.says(...role, 'rapporteur')).toEqual({ state: 'done', needed: 0 })
  await amina.says('term', '--member', member, '--from', '2026-01-01', '--until', '2027-12-31')
  expect(await carol.refused(...role, 'chair')).toBe('not-permitted')
  expect(await amina.refused('term', '--member', member, '--from', 'soon')).toBe('invalid-input')
  await give(amina, carol)
  const shown = (await show(carol)).memberList.find(({ self }) => self)
  expect(shown).toMatchObject({ handle: 'C.R.', role: 'rapporteur' })
  expect(shown?.term.from).toBe(Date.UTC(2026, 0, 1))
}, 300_000)

test('an act that takes two members is proposed, and withdrawn', async () => {
  const chair = await idOf(carol, 'A.D.')
  const said = await carol.says('remove', '--member', chair)
  expect(said).toEqual({ state: 'proposed', needed: 1 })
  const [proposal] = (await show(carol)).proposals
  expect(proposal).toMatchObject({ own: true, mine: true, aside: false })
  await carol.says('withdraw', '--proposal', proposal?.proposal ?? '')
  expect((await show(carol)).proposals).toEqual([])
}, 300_000)

test('a second device comes in by the same words, without a handle of its own', async () => {
  await carol.says('device', 'invite', '--out', at('device'))
  const asked = ['join', '--invitation', at('device'), '--device-name', 'Phone']
  await phone.says(...asked, '--out', at('given-up'))
  const group = (await show(phone)).id
  expect(await phone.says('join', 'give-up', '--group', group)).toEqual({ group })
  await phone.says(...asked, '--out', at('reply'))
  const theirs = await carol.says('words', '--reply', at('reply'))
  expect(await phone.says('words', '--group', group)).toEqual(theirs)
  await carol.says('admit', '--reply', at('reply'), '--words-checked')
  await give(carol, phone)
  const { handle, memberList } = await show(phone)
  expect(handle).toBe('C.R.')
  const own = memberList.find(({ self }) => self)
  expect(own?.devices.map(({ name, state }) => [name, state])).toEqual([
    ['', 'active'],
    ['Phone', 'active'],
  ])
}, 300_000)

test('a member removes an own phone, the chair removes the member: each removed device says that it is out', async () => {
  const device = (await show(phone)).memberList
    .flatMap(({ devices }) => devices)
    .find(({ self }) => self)?.id
  expect(await carol.says('remove', '--device', device ?? '')).toEqual({ state: 'done', needed: 0 })
  await give(carol, amina)
  const member = await idOf(amina, 'C.R.')
  expect(await amina.says('remove', '--member', member)).toEqual({ state: 'done', needed: 0 })
  const { memberList, pastMembers, devices } = await show(amina)
  expect(memberList.map(({ handle }) => handle)).toEqual(['A.D.'])
  expect(pastMembers).toMatchObject([{ handle: 'C.R.', removed: { reason: 'lost' } }])
  expect(devices).toBe(1)
  expect(await amina.refused('remove', '--member', member)).toBe('not-found')
}, 300_000)
