// Members admitted as Guest or Secretariat are outside the plenary: no record gives them a key of
// it, they begin no epoch, and they get no voice without a new invitation. Records are made by hand
// where no honest device writes them.
import { describe, expect, test } from 'vitest'
import { isOutside, openGroup, plenaryDevices, reduce } from '#core/group'
import type { Membership } from '#core/group'
import { askToJoin } from '#core/group'
import { encode, fromHex, newDeviceKeys, random, sign, signingPairFrom } from '#core/keys'
import type { DeviceKeys, Encodable } from '#core/keys'
import type { SignedRecord } from '#core/records'
import { Role } from '#shared/contract'
import type { MemberId } from '#shared/ids'
import { founder, joiner, meet, type Person } from '#tests/group'
import { memoryGroups } from '#tests/memory-groups'
import { checked, idOfDevice, invitationKeys } from '#tests/records'
import { brokenBy, device, epochOf, groupWith, heads, type Setting } from '#tests/role-group'

const outsideRoles = ['secretariat', 'guest'] as const satisfies Role[]
const voices = Role.options.filter(role => role !== 'secretariat' && role !== 'guest')

/** Alice, Bob, Carol and Dana in the plenary, and Olga, whom Alice admitted outside. */
const withOutsider = (role: Role = 'guest') => {
  const setting = groupWith('member')
  const { alice, records } = setting
  const olga = newDeviceKeys()
  const pair = invitationKeys()
  const invite = setting.invite(alice, heads(setting), pair, role)
  const join = setting.join(olga, invite, pair, { handle: 'Olga' })
  const letIn = setting.write(alice, [join], 'letIn', [fromHex(join.id)])
  records.push(invite, join, letIn)
  return { ...setting, olga, pair, opened: invite, asked: join, letIn, olgas: fromHex(join.id) }
}

type WithOutsider = ReturnType<typeof withOutsider>

const stateOf = ({ group, records }: Setting, more: readonly SignedRecord[] = []) =>
  reduce(group, checked(group, [...records, ...more]))

/** The fields of a record that adds `keys` to a member, as its author writes them. */
const addedBy = (
  { group }: Setting,
  member: Uint8Array,
  author: DeviceKeys,
  keys: DeviceKeys,
): Encodable[] => {
  const named = [keys.signing.public, keys.agreement.public, 'Phone'] as const
  const proven = encode([fromHex(group), member, author.signing.public, ...named])
  const proof = sign('device', proven, keys.signing.secret)
  return [member, ...named, proof, null]
}

test.each(outsideRoles)('when a %s is admitted, no epoch begins or reaches the member', role => {
  const setting = withOutsider(role)
  const state = stateOf(setting)
  const before = reduce(setting.group, checked(setting.group, setting.records.slice(0, -3)))
  expect(state.members.get(setting.asked.id as string as MemberId)).toMatchObject({
    role,
    handle: 'Olga',
    outside: true,
    devices: [idOfDevice(setting.olga)],
  })
  expect(state.epochs).toEqual(before.epochs)
  expect(isOutside(state, idOfDevice(setting.olga))).toBe(true)
  expect(plenaryDevices(state)).toEqual([...before.devices.keys()].toSorted())
})

test.each(voices)(
  'mustBeInvitedFromOutside: when the role is %s, no admission without a key is right',
  role => {
    const setting = withOutsider(role)
    const [letIn] = checked(setting.group, [setting.letIn]) as [Membership]
    setting.records.pop()
    expect(brokenBy(setting, letIn.signed)).toBe('mustBeInvitedFromOutside')
  },
)

test('when a guest was admitted with a key, the guest is in the plenary', () => {
  const setting = groupWith('guest')
  const state = stateOf(setting)
  expect(isOutside(state, idOfDevice(setting.bob))).toBe(false)
  expect(plenaryDevices(state)).toContain(idOfDevice(setting.bob))
})

describe('an admission outside keeps the rules of an admission', () => {
  const bare = () => {
    const setting = withOutsider()
    setting.records.pop()
    return setting
  }
  const letInBy = (setting: WithOutsider, keys: DeviceKeys, parents = [setting.asked]) =>
    setting.write(keys, parents, 'letIn', [fromHex(setting.asked.id)])

  test('mustBeTheInviter: another chair admits', () => {
    const setting = bare()
    expect(brokenBy(setting, letInBy(setting, setting.dana))).toBe('mustBeTheInviter')
  })
  test('mustBeChair: a member admits', () => {
    const setting = bare()
    expect(brokenBy(setting, letInBy(setting, setting.bob))).toBe('mustBeChair')
  })
  test('mustAnswerARequest: nobody asked', () => {
    const setting = bare()
    const letIn = setting.write(setting.alice, [setting.asked], 'letIn', [random(32)])
    expect(brokenBy(setting, letIn)).toBe('mustAnswerARequest')
  })
  test('mustFindTheInvitationOpen: it was used, or cancelled', () => {
    const setting = withOutsider()
    const again = letInBy(setting, setting.alice, [setting.letIn])
    expect(brokenBy(setting, again)).toBe('mustFindTheInvitationOpen')
    const burnt = bare()
    const cancel = burnt.cancel(burnt.alice, [burnt.asked], burnt.opened)
    const late = letInBy(burnt, burnt.alice, [cancel])
    expect(brokenBy(burnt, late, [cancel])).toBe('mustFindTheInvitationOpen')
  })
  test('when two admissions by one invitation are concurrent, the first in order counts, whatever arrives first', () => {
    const setting = bare()
    const { olga, alice, pair, opened, asked, group } = setting
    const other = newDeviceKeys()
    const asks = setting.join(other, opened, pair, { handle: 'Oda' })
    const both = [
      setting.write(alice, [asked], 'letIn', [fromHex(asked.id)]),
      setting.write(alice, [asks], 'letIn', [fromHex(asks.id)]),
    ]
    const all = checked(group, [...setting.records, asks, ...both])
    const state = reduce(group, all)
    expect(reduce(group, all.toReversed())).toEqual(state)
    const isIn = [olga, other].map(keys => state.devices.has(idOfDevice(keys)))
    expect(isIn.filter(Boolean)).toHaveLength(1)
    expect(state.voided.size).toBe(1)
  })
  test('when an admission with a key is concurrent, no epoch of it is used for sending', () => {
    const setting = bare()
    const { olga, alice, asked: join, group } = setting
    const letIn = setting.write(alice, [join], 'letIn', [fromHex(join.id)])
    const admit = setting.welcome(alice, [join], join)
    const all = checked(group, [...setting.records, letIn, admit])
    const state = reduce(group, all)
    expect(reduce(group, all.toReversed())).toEqual(state)
    // One of both counts: the shown membership agrees with the recipients of the key.
    const plenary = plenaryDevices(state).join()
    const counts = !state.voided.has(admit.id)
    expect(isOutside(state, idOfDevice(olga))).toBe(!counts)
    const usable = state.epochs.filter(({ recipients }) => recipients.join() === plenary)
    const olgas = usable.filter(({ recipients }) => recipients.includes(idOfDevice(olga)))
    expect(olgas.map(({ record }) => record)).toEqual(counts ? [admit.id] : [])
  })
})

describe('no record gives an outsider an epoch key or lets one begin an epoch', () => {
  test('when a member’s renew includes an outsider, it is refused', () => {
    const setting = withOutsider()
    const { alice, bob, carol, dana, olga } = setting
    const all = [alice, bob, carol, dana]
    const write = (who: DeviceKeys[]) => setting.renew(bob, [setting.letIn], who)
    expect(brokenBy(setting, write([...all, olga]))).toBe('mustReachExactlyThoseWhoStay')
    expect(brokenBy(setting, write(all))).toBeNull()
  })

  test('when a member is admitted, removed, shut out or restored, the epoch reaches the plenary alone', () => {
    const setting = withOutsider()
    const { alice, bob, carol, members, letIn } = setting
    const broken = (count: number, type: string, fields: Encodable[]) =>
      brokenBy(setting, setting.write(alice, [letIn], type, [...fields, epochOf(count)]))
    const removing: [string, Encodable[]][] = [
      ['removeMember', [members.carol, 'lost']],
      ['removeDevice', [device(carol)]],
      ['shutOut', [device(carol)]],
    ]
    for (const [type, fields] of removing) {
      expect(broken(4, type, fields)).toBe('mustReachExactlyThoseWhoStay')
      expect(broken(3, type, fields)).toBeNull()
    }
    const out = setting.write(bob, [letIn], 'shutOut', [device(carol), epochOf(3)])
    const lift = (count: number) =>
      setting.write(alice, [out], 'lift', [fromHex(out.id), epochOf(count)])
    expect(brokenBy(setting, lift(5), [out])).toBe('mustReachExactlyThoseWhoStay')
    expect(brokenBy(setting, lift(4), [out])).toBeNull()
  })

  type Row = [type: string, rule: string | null, fields: (setting: WithOutsider) => Encodable[]]
  const rows: Row[] = [
    ['renew', 'mustReadThePlenary', () => [epochOf(4)]],
    ['renew', 'mustReadThePlenary', () => [epochOf(5)]],
    ['invite', 'mustBeChair', () => [invitationKeys().public, 'member', 1]],
    ['setRole', 'mustBeChair', ({ olgas }) => [olgas, 'chair']],
    ['shutOut', 'mustReadThePlenary', ({ carol }) => [device(carol), epochOf(3)]],
    ['propose', 'mustHaveVoice', ({ members }) => [['removeMember', members.carol, 'lost']]],
    [
      'removeMember',
      'mustRemoveOwnOrBeByAChair',
      ({ members }) => [members.carol, 'lost', epochOf(3)],
    ],
    ['removeMember', 'mustReachExactlyThoseWhoStay', ({ olgas }) => [olgas, 'left', epochOf(4)]],
    ['removeMember', null, ({ olgas }) => [olgas, 'left', null]],
  ]
  test.each(rows)('when an outsider writes %s, the broken rule is %s', (type, rule, fields) => {
    const setting = withOutsider()
    const record = setting.write(setting.olga, [setting.letIn], type, fields(setting))
    expect(brokenBy(setting, record)).toBe(rule)
  })

  test.each(['welcome', 'letIn'] as const)(
    'when an outsider writes %s about another member, it is refused',
    type => {
      const setting = withOutsider()
      const pair = invitationKeys()
      const open = setting.invite(setting.alice, [setting.letIn], pair, 'guest')
      const join = setting.join(newDeviceKeys(), open, pair, { handle: 'Eve' })
      const fields: Record<typeof type, Encodable> = {
        welcome: [fromHex(join.id), random(32), random(32), random(32), random(80)],
        letIn: [fromHex(join.id)],
      }
      const record = setting.write(setting.olga, [join], type, fields[type])
      expect(brokenBy(setting, record, [open, join])).toBe('mustBeChair')
    },
  )
})

describe('devices of an outsider', () => {
  test('mustBeOfOneInThePlenary, mustBeOfOneOutside: each kind of record adds its own kind of device', () => {
    const setting = withOutsider()
    const { olga, bob, olgas, members, letIn } = setting
    const epoch = stateOf(setting).epochs.at(-1)!.id
    const phone = newDeviceKeys()
    const given = [fromHex(epoch), random(80)]
    const write = (by: DeviceKeys, type: string, member: Uint8Array, more: Encodable[] = []) =>
      setting.write(by, [letIn], type, [...addedBy(setting, member, by, phone), ...more])
    expect(brokenBy(setting, write(olga, 'addDevice', olgas, given))).toBe(
      'mustBeOfOneInThePlenary',
    )
    expect(brokenBy(setting, write(olga, 'letInDevice', olgas))).toBeNull()
    expect(brokenBy(setting, write(bob, 'letInDevice', members.bob))).toBe('mustBeOfOneOutside')
    expect(brokenBy(setting, write(bob, 'addDevice', members.bob, given))).toBeNull()
    expect(brokenBy(setting, write(bob, 'letInDevice', olgas))).toBe('mustAddOwnOrBeByAChair')
  })

  test('when an outsider adds a device, it is outside too, and removing one needs no epoch', () => {
    const setting = withOutsider()
    const { olga, olgas, letIn } = setting
    const phone = newDeviceKeys()
    const added = setting.write(olga, [letIn], 'letInDevice', addedBy(setting, olgas, olga, phone))
    const state = stateOf(setting, [added])
    expect(isOutside(state, idOfDevice(phone))).toBe(true)
    expect(plenaryDevices(state)).toEqual(plenaryDevices(stateOf(setting)))
    const gone = setting.write(phone, [added], 'removeDevice', [device(olga), null])
    expect(brokenBy(setting, gone, [added])).toBeNull()
    const out = stateOf(setting, [added, gone])
    expect([...out.devices.keys()]).not.toContain(idOfDevice(olga))
    expect(out.epochs).toEqual(state.epochs)
  })

  test('when the admitting member is removed concurrently, the outsider is out, still without a key', () => {
    const setting = withOutsider()
    const { dana, carol, members, olga, opened, letIn, asked, group, records } = setting
    const at = [records[records.indexOf(opened) - 1]!]
    const propose = setting.write(dana, at, 'propose', [['removeMember', members.alice, 'lost']])
    const carry = setting.write(carol, [propose], 'carry', [fromHex(propose.id), [], epochOf(3)])
    const all = checked(group, [...records, propose, carry])
    const state = reduce(group, all)
    expect(reduce(group, all.toReversed())).toEqual(state)
    expect(state.voided.has(letIn.id)).toBe(true)
    expect(state.devices.has(idOfDevice(olga))).toBe(false)
    expect(state.pastMembers.get(asked.id as string as MemberId)).toMatchObject({ outside: true })
    expect(isOutside(state, idOfDevice(olga))).toBe(true)
  })
})

describe('role of an outsider', () => {
  test.each(Role.options)('mustKeepTheMemberOutside: the role becomes %s', role => {
    const setting = withOutsider('secretariat')
    const record = setting.write(setting.alice, [setting.letIn], 'setRole', [setting.olgas, role])
    const isOne = role === 'guest' || role === 'secretariat'
    expect(brokenBy(setting, record)).toBe(isOne ? null : 'mustKeepTheMemberOutside')
  })

  test('when a role is given concurrently, where an admission with a key stood, it gives no voice', () => {
    for (const isFirst of [true, false]) {
      const setting = withOutsider()
      setting.records.pop()
      const { alice, asked: join, olgas, group } = setting
      const letIn = setting.write(alice, [join], 'letIn', [fromHex(join.id)])
      const admit = (): ReturnType<typeof setting.welcome> => setting.welcome(alice, [join], join)
      let admitted = admit()
      while (letIn.id < admitted.id !== isFirst) admitted = admit()
      const chair = setting.write(alice, [admitted], 'setRole', [olgas, 'chair'])
      const all = checked(group, [...setting.records, letIn, admitted, chair])
      const state = reduce(group, all)
      expect(reduce(group, all.toReversed())).toEqual(state)
      const member = state.members.get(join.id as string as MemberId)
      expect(member).toMatchObject({ outside: isFirst, role: isFirst ? 'guest' : 'chair' })
      expect(state.voided.has(chair.id)).toBe(isFirst)
    }
  })

  test('when many members propose it, an outsider still cannot take the empty chair', () => {
    const setting = withOutsider()
    const { alice, dana, bob, members, letIn } = setting
    const gone = [setting.write(alice, [letIn], 'removeMember', [members.alice, 'left', null])]
    gone.push(setting.write(dana, [gone[0]!], 'removeMember', [members.dana, 'left', null]))
    const propose = (member: Uint8Array) =>
      setting.write(bob, [gone[1]!], 'propose', [['setRole', member, 'chair']])
    expect(brokenBy(setting, propose(setting.olgas), gone)).toBe('mustBeForThemToDecide')
    expect(brokenBy(setting, propose(members.carol), gone)).toBeNull()
  })
})

describe('outsiders on real devices', () => {
  type Player = Person<ReturnType<typeof memoryGroups>>
  const comesIn = (host: Player, handle: string, role: Role = 'member'): Player =>
    joiner(handle, host, { archive: memoryGroups() }, role)
  const keysOf = ({ archive, group }: Player) => archive.epochs.list(group.id)
  const meetAll = (all: readonly Player[]): void => {
    for (const a of all) for (const b of all) if (a !== b) meet(a, b)
  }

  test.each(outsideRoles)(
    'when a %s is admitted, the device has all records and no key, whatever follows',
    role => {
      const alice = founder('Alice', { archive: memoryGroups() })
      const bob = comesIn(alice, 'Bob')
      const olga = comesIn(alice, 'Olga', role)
      meetAll([alice, bob, olga])
      expect(olga.group.entry().state).toBe('active')
      expect(() => olga.group.epoch()).toThrow('not-permitted')
      const epoch = alice.group.epoch()
      const carol = comesIn(alice, 'Carol')
      alice.group.removeMember(bob.group.self.member!, 'lost')
      meetAll([alice, olga, carol])
      expect(alice.group.epoch().id).not.toBe(epoch.id)
      expect(carol.group.epoch()).toEqual(alice.group.epoch())
      expect(keysOf(olga)).toEqual([])
      expect(olga.group.state()).toEqual(alice.group.state())
      for (const { recipients } of alice.group.state().epochs)
        expect(recipients).not.toContain(olga.group.self.device)
    },
  )

  test('when devices of an outsider come, are shut out, return and go, nobody of them has a key', () => {
    const alice = founder('Alice', { archive: memoryGroups() })
    const bob = comesIn(alice, 'Bob')
    const olga = comesIn(alice, 'Olga', 'guest')
    const archive = memoryGroups()
    const { file } = olga.group.inviteDevice({})
    const asked = askToJoin(archive, { bytes: file, handle: '-' }, olga.environment)
    const phone = { ...olga, archive, group: openGroup(archive, asked.group, olga.environment) }
    olga.group.admit(olga.group.readReply(asked.reply).reply)
    const all = [alice, bob, olga, phone]
    meetAll(all)
    expect(phone.group.self.member).toBe(olga.group.self.member)
    bob.group.shutOut(phone.group.self.device)
    meetAll(all)
    const [shutOut] = [...alice.group.state().shutOuts.keys()]
    expect(() => olga.group.lift(shutOut!)).toThrow('not-permitted')
    expect(() => olga.group.shutOut(bob.group.self.device)).toThrow('not-permitted')
    alice.group.lift(shutOut!)
    meetAll(all)
    expect(alice.group.state().devices.has(phone.group.self.device)).toBe(true)
    phone.group.removeDevice(olga.group.self.device)
    meetAll(all)
    expect(alice.group.state().devices.has(olga.group.self.device)).toBe(false)
    alice.group.removeMember(phone.group.self.member!, 'left')
    meetAll(all)
    expect(bob.group.epoch()).toEqual(alice.group.epoch())
    expect([...keysOf(olga), ...keysOf(phone)]).toEqual([])
    expect(phone.group.state()).toEqual(alice.group.state())
  })

  test('when a chair gives an outsider a role, only roles for outsiders work', () => {
    const alice = founder('Alice', { archive: memoryGroups() })
    const olga = comesIn(alice, 'Olga', 'secretariat')
    const member = olga.group.self.member!
    for (const role of voices)
      expect(() => alice.group.setRole(member, role)).toThrow('not-permitted')
    alice.group.setRole(member, 'guest')
    expect(alice.group.state().members.get(member)).toMatchObject({ role: 'guest', outside: true })
  })
})

test('when an outsider recovers by code, the new device is added without a key', () => {
  const setting = withOutsider()
  const { olga, alice, olgas, letIn, group } = setting
  const pair = signingPairFrom(random(32))
  const known = setting.write(olga, [letIn], 'recovery', [pair.public])
  const phone = newDeviceKeys()
  const fields = addedBy(setting, olgas, alice, phone).slice(0, 5)
  const proven = encode([...[fromHex(group), olgas, phone.signing.public, phone.agreement.public]])
  const proof = sign('recovery', proven, pair.secret)
  const added = setting.write(alice, [known], 'letInDevice', [...fields, proof])
  expect(brokenBy(setting, added, [known])).toBeNull()
  const bare = setting.write(alice, [known], 'letInDevice', [...fields, null])
  expect(brokenBy(setting, bare, [known])).toBe('mustBeRecoveredWhereAnotherAddsIt')
})
