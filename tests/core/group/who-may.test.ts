// For each record type and each role: allowed, or the rule that stops it. Records are made by hand,
// so that they say what no honest device writes.
import { describe, expect, test } from 'vitest'
import { mayBeOutside, rightsOf } from '#core/group'
import {
  boxFor,
  digest,
  encode,
  fromHex,
  newDeviceKeys,
  random,
  sign,
  signingPairFrom,
} from '#core/keys'
import type { DeviceKeys, Encodable } from '#core/keys'
import type { SignedRecord } from '#core/records'
import { Role } from '#shared/contract'
import { invitationKeys } from '#tests/records'
import { brokenBy, device, epochOf, groupWith, heads, type Setting } from '#tests/role-group'

const all = Role.options
const but = (...roles: Role[]): Role[] => all.filter(role => !roles.includes(role))

type Row = {
  what: string
  may: readonly Role[]
  stopped: string
  body: (setting: Setting) => [type: string, body: Encodable]
}

const rows: Row[] = [
  {
    what: 'invites',
    may: ['chair'],
    stopped: 'mustBeChair',
    body: () => ['invite', [invitationKeys().public, 'member', 1]],
  },
  {
    what: 'gives a role',
    may: ['chair'],
    stopped: 'mustBeChair',
    body: ({ members }) => ['setRole', [members.carol, 'observer']],
  },
  {
    what: 'takes the chair from another',
    may: [],
    stopped: 'mustNotTakeTheChairFromAnother',
    body: ({ members }) => ['setRole', [members.dana, 'member']],
  },
  {
    what: 'becomes a chair alone',
    may: ['chair'],
    stopped: 'mustBeChair',
    body: ({ members }) => ['setRole', [members.bob, 'chair']],
  },
  {
    what: 'sets a term',
    may: ['chair'],
    stopped: 'mustBeChair',
    body: ({ members }) => ['setTerm', [members.carol, 1, null]],
  },
  {
    what: 'removes a member who is no chair',
    may: ['chair'],
    stopped: 'mustRemoveOwnOrBeByAChair',
    body: ({ members }) => ['removeMember', [members.carol, 'lost', epochOf(3)]],
  },
  {
    what: 'removes a chair alone',
    may: [],
    stopped: 'mustRemoveOwnOrBeByAChair',
    body: ({ members }) => ['removeMember', [members.dana, 'lost', epochOf(3)]],
  },
  {
    what: 'leaves',
    may: all,
    stopped: '',
    body: ({ members }) => ['removeMember', [members.bob, 'left', null]],
  },
  {
    what: 'removes another’s device',
    may: ['chair'],
    stopped: 'mustRemoveOwnOrBeByAChair',
    body: ({ carol }) => ['removeDevice', [device(carol), epochOf(3)]],
  },
  {
    what: 'removes a chair’s device alone',
    may: [],
    stopped: 'mustRemoveOwnOrBeByAChair',
    body: ({ dana }) => ['removeDevice', [device(dana), epochOf(3)]],
  },
  {
    what: 'shuts out another’s device',
    may: but('secretariat', 'guest'),
    stopped: 'mustHaveVoiceUnlessOwn',
    body: ({ dana }) => ['shutOut', [device(dana), epochOf(3)]],
  },
  {
    what: 'shuts out the device that writes',
    may: [],
    stopped: 'mustShutOutAnother',
    body: ({ bob }) => ['shutOut', [device(bob), epochOf(3)]],
  },
  {
    what: 'proposes to remove a member',
    may: but('secretariat', 'guest'),
    stopped: 'mustHaveVoice',
    body: ({ members }) => ['propose', [['removeMember', members.carol, 'lost']]],
  },
  { what: 'begins a new epoch', may: all, stopped: '', body: () => ['renew', [epochOf(4)]] },
  {
    what: 'puts a recovery key on record',
    may: all,
    stopped: '',
    body: () => ['recovery', [signingPairFrom(random(32)).public]],
  },
]

describe.each(rows)('a member $what', ({ may, stopped, body }) => {
  test.each(all)('a %s', role => {
    const setting = groupWith(role)
    const [type, fields] = body(setting)
    const record = setting.write(setting.bob, heads(setting), type, fields)
    const broken = brokenBy(setting, record)
    // A record that a chair may not write either may break one of two rules; both mean that it is
    // refused.
    const others = may.length > 0 ? [] : ['mustBeChair', 'mustHaveVoiceUnlessOwn']
    expect(may.includes(role) ? [null] : [stopped, ...others]).toContain(broken)
  })
})

test.each([
  'setRole',
  'setTerm',
  'removeMember',
  'removeDevice',
  'shutOut',
  'renew',
  'propose',
  'withdraw',
])('mustBeActive: a stranger writes %s', type => {
  const setting = groupWith('member')
  const bodies: Record<string, Encodable> = {
    setRole: [setting.members.carol, 'observer'],
    setTerm: [setting.members.carol, null, null],
    removeMember: [setting.members.carol, 'lost', epochOf(3)],
    removeDevice: [device(setting.carol), epochOf(3)],
    shutOut: [device(setting.carol), epochOf(3)],
    renew: [epochOf(4)],
    propose: [['removeMember', setting.members.dana, 'lost']],
    withdraw: [setting.members.dana, null],
  }
  const record = setting.write(newDeviceKeys(), heads(setting), type, bodies[type]!)
  expect(brokenBy(setting, record)).toBe('mustBeActive')
})

describe('other forbidden records', () => {
  const cases: [rule: string, body: (setting: Setting) => [string, Encodable]][] = [
    ['mustNameAMember', () => ['setTerm', [random(32), null, null]]],
    ['mustEndAfterItBegins', ({ members }) => ['setTerm', [members.carol, 2, 1]]],
    ['mustNameADeviceThatIsIn', () => ['removeDevice', [random(32), epochOf(3)]]],
    ['mustNameAnActiveDevice', () => ['shutOut', [random(32), epochOf(3)]]],
    ['mustNameAnOpenShutOut', () => ['lift', [random(32), epochOf(4)]]],
    [
      'mustReachExactlyThoseWhoStay',
      ({ members }) => ['removeMember', [members.carol, 'lost', epochOf(4)]],
    ],
    [
      'mustReachExactlyThoseWhoStay',
      ({ members }) => ['removeMember', [members.carol, 'lost', null]],
    ],
    [
      'mustReachExactlyThoseWhoStay',
      ({ members }) => ['removeMember', [members.bob, 'left', epochOf(3)]],
    ],
    ['mustBeForThemToDecide', () => ['propose', [['removeMember', random(32), 'lost']]]],
    [
      'mustBeForThemToDecide',
      ({ members }) => ['propose', [['removeMember', members.bob, 'lost']]],
    ],
    ['mustBeForThemToDecide', ({ members }) => ['propose', [['setRole', members.carol, 'chair']]]],
    ['mustNameAProposal', ({ records }) => ['second', [fromHex(records[0]!.id)]]],
    ['mustNameAProposal', ({ records }) => ['carry', [fromHex(records[0]!.id), [], epochOf(3)]]],
  ]
  test.each(cases)('%s', (rule, body) => {
    const setting = groupWith('chair')
    const [type, fields] = body(setting)
    const record = setting.write(setting.bob, heads(setting), type, fields)
    expect(brokenBy(setting, record)).toBe(rule)
  })

  test('mustBeANewEpoch: the key of an epoch returns', () => {
    const setting = groupWith('member')
    const epoch = epochOf(4)
    const once = setting.write(setting.bob, heads(setting), 'renew', [epoch])
    const twice = setting.write(setting.carol, [once], 'renew', [epoch])
    expect(brokenBy(setting, twice, [once])).toBe('mustBeANewEpoch')
  })

  test('mustShutOutOneAtATime: a stolen device shuts out many', () => {
    const setting = groupWith('member')
    const { bob, carol, dana } = setting
    const once = setting.write(bob, heads(setting), 'shutOut', [device(carol), epochOf(3)])
    const twice = setting.write(bob, [once], 'shutOut', [device(dana), epochOf(2)])
    expect(brokenBy(setting, once)).toBeNull()
    expect(brokenBy(setting, twice, [once])).toBe('mustShutOutOneAtATime')
  })

  test.each(all)('mustWithdrawOwnWord: a %s withdraws another’s shut-out', role => {
    const setting = groupWith(role)
    const { bob, carol, dana } = setting
    const out = setting.write(carol, heads(setting), 'shutOut', [device(dana), epochOf(3)])
    const takesBack = (by: DeviceKeys) =>
      setting.write(by, [out], 'withdraw', [fromHex(out.id), epochOf(4)])
    expect(brokenBy(setting, takesBack(bob), [out])).toBe('mustWithdrawOwnWord')
    expect(brokenBy(setting, takesBack(carol), [out])).toBeNull()
    const short = setting.write(carol, [out], 'withdraw', [fromHex(out.id), null])
    expect(brokenBy(setting, short, [out])).toBe('mustReachExactlyThoseWhoStay')
  })

  test.each(all)('mustLiftOwnOrBeByAChair: a %s lifts the shut-out of another’s device', role => {
    const setting = groupWith(role)
    const { bob, carol, dana } = setting
    const out = setting.write(dana, heads(setting), 'shutOut', [device(carol), epochOf(3)])
    const lift = setting.write(bob, [out], 'lift', [fromHex(out.id), epochOf(4)])
    const rule = role === 'chair' ? null : 'mustLiftOwnOrBeByAChair'
    expect(brokenBy(setting, lift, [out])).toBe(rule)
  })

  test('mustLiftOwnOrBeByAChair: a member is refused, a chair is not', () => {
    const setting = groupWith('member')
    const { bob, carol, dana, alice } = setting
    const out = setting.write(bob, heads(setting), 'shutOut', [device(carol), epochOf(3)])
    const lift = (keys: DeviceKeys) =>
      brokenBy(setting, setting.write(keys, [out], 'lift', [fromHex(out.id), epochOf(4)]), [out])
    expect(lift(bob)).toBe('mustLiftOwnOrBeByAChair')
    expect(lift(dana)).toBeNull()
    expect(lift(alice)).toBeNull()
  })
})

describe('seconding and carrying', () => {
  const proposed = (role: Role) => {
    const setting = groupWith(role)
    const { carol, members } = setting
    const action = ['removeMember', members.dana, 'lost']
    const proposal = setting.write(carol, heads(setting), 'propose', [action])
    return { setting, proposal }
  }
  const broken = (
    role: Role,
    write: (setting: Setting, proposal: SignedRecord) => [SignedRecord, SignedRecord[]],
  ) => {
    const { setting, proposal } = proposed(role)
    const [record, more] = write(setting, proposal)
    return brokenBy(setting, record, [proposal, ...more])
  }

  test.each(all)('a %s seconds', role => {
    const rule = broken(role, (setting, proposal) => [
      setting.write(setting.bob, [proposal], 'second', [fromHex(proposal.id)]),
      [],
    ])
    expect(rule).toBe(role === 'secretariat' || role === 'guest' ? 'mustHaveVoice' : null)
  })

  test.each(all)('a %s carries', role => {
    const rule = broken(role, (setting, proposal) => [
      setting.write(setting.bob, [proposal], 'carry', [fromHex(proposal.id), [], epochOf(3)]),
      [],
    ])
    const others =
      role === 'secretariat' || role === 'guest' ? 'mustHaveVoice' : 'mustBeSignedByEnough'
    expect(rule).toBe(role === 'chair' ? null : others)
  })

  test('mustBeAVoter: the subject seconds', () => {
    const rule = broken('member', (setting, proposal) => [
      setting.write(setting.dana, [proposal], 'second', [fromHex(proposal.id)]),
      [],
    ])
    expect(rule).toBe('mustBeAVoter')
  })

  test('mustStandOnTheProposalAlone', () => {
    const rule = broken('member', (setting, proposal) => {
      const renew = setting.write(setting.alice, [proposal], 'renew', [epochOf(4)])
      return [setting.write(setting.bob, [renew], 'second', [fromHex(proposal.id)]), [renew]]
    })
    expect(rule).toBe('mustStandOnTheProposalAlone')
  })

  test('mustBeSignedByEnough: two members sign, and neither is a chair', () => {
    const rule = broken('member', (setting, proposal) => [
      setting.write(setting.bob, [proposal], 'carry', [fromHex(proposal.id), [], epochOf(3)]),
      [],
    ])
    expect(rule).toBe('mustBeSignedByEnough')
  })

  test('mustBeSignedByEnough: one member signs twice', () => {
    const rule = broken('member', (setting, proposal) => [
      setting.write(setting.carol, [proposal], 'carry', [fromHex(proposal.id), [], epochOf(3)]),
      [],
    ])
    expect(rule).toBe('mustBeSignedByEnough')
  })

  test('when a member and a chair sign, the carry stands; the carrying member names the seconds', () => {
    const withChair = broken('member', (setting, proposal) => [
      setting.write(setting.alice, [proposal], 'carry', [fromHex(proposal.id), [], epochOf(3)]),
      [],
    ])
    expect(withChair).toBeNull()
    const withSecond = broken('member', (setting, proposal) => {
      const second = setting.write(setting.bob, [proposal], 'second', [fromHex(proposal.id)])
      const named = [fromHex(proposal.id), [fromHex(second.id)], epochOf(3)]
      const parents = [proposal, second]
      return [setting.write(setting.alice, parents, 'carry', named), [second]]
    })
    expect(withSecond).toBeNull()
  })

  test('mustStandOnTheSignaturesAlone: its parents are not exactly the signatures', () => {
    const unnamed = broken('member', (setting, proposal) => {
      const second = setting.write(setting.bob, [proposal], 'second', [fromHex(proposal.id)])
      const named = [fromHex(proposal.id), [], epochOf(3)]
      return [setting.write(setting.alice, [proposal, second], 'carry', named), [second]]
    })
    expect(unnamed).toBe('mustStandOnTheSignaturesAlone')
    const invented = broken('member', (setting, proposal) => [
      setting.write(setting.alice, [proposal], 'carry', [
        fromHex(proposal.id),
        [random(32)],
        epochOf(3),
      ]),
      [],
    ])
    expect(invented).toBe('mustStandOnTheSignaturesAlone')
  })
})

describe('adding a device', () => {
  const adding = (
    change: (fields: Encodable[], setting: Setting, phone: DeviceKeys) => Encodable[] = fields =>
      fields,
    by: (setting: Setting) => DeviceKeys = ({ bob }) => bob,
    role: Role = 'member',
  ) => {
    const setting = groupWith(role)
    const phone = newDeviceKeys()
    const author = by(setting)
    const key = random(32)
    const renewal = setting.renew(setting.alice, heads(setting), setting.people, key)
    const parts = [fromHex(setting.group), setting.members.bob, device(author), device(phone)]
    const proven = encode([...parts, phone.agreement.public, 'Phone'])
    const proof = sign('device', proven, phone.signing.secret)
    const fields = [setting.members.bob, device(phone), phone.agreement.public, 'Phone', proof]
    const given = [null, digest('epoch', key), boxFor(phone.agreement.public, key)]
    const body = change([...fields, ...given], setting, phone)
    const record = setting.write(author, [renewal], 'addDevice', body)
    return brokenBy(setting, record, [renewal])
  }

  test.each(all)('when a %s adds an own device', role =>
    expect(adding(undefined, undefined, role)).toBeNull(),
  )
  test.each(all)('when a %s adds a device of another member', role => {
    const forCarol = (fields: Encodable[], { members }: Setting) => fields.with(0, members.carol)
    const rule = role === 'chair' ? 'mustBeWantedByTheDevice' : 'mustAddOwnOrBeByAChair'
    expect(adding(forCarol, undefined, role)).toBe(rule)
  })
  test('mustAddOwnOrBeByAChair', () =>
    expect(adding(undefined, ({ carol }) => carol)).toBe('mustAddOwnOrBeByAChair'))
  test('mustBeRecoveredWhereAnotherAddsIt: a chair has no proof', () =>
    expect(adding(undefined, ({ alice }) => alice)).toBe('mustBeRecoveredWhereAnotherAddsIt'))
  test('mustBeWantedByTheDevice: the proof is of something else', () =>
    expect(adding(fields => fields.with(3, 'Tablet'))).toBe('mustBeWantedByTheDevice'))
  test('mustBeADeviceThatNeverCameIn: the device is another’s', () =>
    expect(adding((fields, { carol }) => fields.with(1, device(carol)))).toBe(
      'mustBeADeviceThatNeverCameIn',
    ))
  test('mustBuildOnAnEpochOfAll: nobody has the epoch', () =>
    expect(adding(fields => fields.with(6, random(32)))).toBe('mustBuildOnAnEpochOfAll'))
  test('mustNameAMember', () =>
    expect(adding(fields => fields.with(0, random(32)))).toBe('mustNameAMember'))
})

describe('admission', () => {
  const invited = (role: Role, by: 'alice' | 'bob') => {
    const setting = groupWith(role)
    const pair = invitationKeys()
    const invite = setting.invite(setting[by], heads(setting), pair)
    const erin = newDeviceKeys()
    const join = setting.join(erin, invite, pair, { handle: 'Erin' })
    return { setting, invite, join }
  }

  test.each(all)('when a %s admits by another’s invitation', role => {
    const { setting, invite, join } = invited(role, 'alice')
    const admit = (by: DeviceKeys) =>
      brokenBy(setting, setting.welcome(by, [join], join), [invite, join])
    expect(admit(setting.bob)).toBe(role === 'chair' ? 'mustBeTheInviter' : 'mustBeChair')
    expect(admit(setting.alice)).toBeNull()
  })

  test.each(all)('when a %s admits by an own invitation', role => {
    const { setting, invite, join } = invited(role, 'bob')
    const admit = setting.welcome(setting.bob, [join], join)
    expect(brokenBy(setting, invite)).toBe(role === 'chair' ? null : 'mustBeChair')
    // If the invitation does not count, there is no request to answer.
    const broken = brokenBy(setting, admit, role === 'chair' ? [invite, join] : [])
    expect(broken).toBe(role === 'chair' ? null : 'mustBeChair')
  })

  test.each(all)('when a %s welcomes by another’s invitation', role => {
    const { setting, invite, join } = invited(role, 'alice')
    const welcome = [fromHex(join.id), random(32), random(32), random(32), random(80)]
    const record = setting.write(setting.bob, [join], 'welcome', welcome)
    const rule = brokenBy(setting, record, [invite, join])
    expect(rule).toBe(role === 'chair' ? 'mustBeTheInviter' : 'mustBeChair')
  })

  test.each(all)('when a %s cancels an invitation', role => {
    const { setting, invite } = invited(role, 'alice')
    const record = setting.cancel(setting.bob, [invite], invite)
    expect(brokenBy(setting, record, [invite])).toBe(role === 'chair' ? null : 'mustBeChair')
  })
})

test('for each role: what its devices may do in the texts of the group, and about its members', () => {
  const rights = all.map(role => [role, [...rightsOf({ role, outside: false })].join(' ')])
  expect(Object.fromEntries(rights)).toEqual({
    chair: 'write remark propose settle voice',
    rapporteur: 'write remark propose settle voice',
    member: 'write remark propose voice',
    alternate: 'write remark propose voice',
    observer: 'voice',
    reviewer: 'remark propose voice',
    commenter: 'remark voice',
    secretariat: '',
    guest: '',
  })
  expect(all.filter(mayBeOutside)).toEqual(['secretariat', 'guest'])
})

test('when a member is outside the plenary, no right reaches a text of it', () => {
  for (const role of all) expect([...rightsOf({ role, outside: true })]).toEqual([])
})
