// Each rule by name, with an author who may not. A record that breaks one is judged by its past
// alone.
import { describe, expect, test } from 'vitest'
import { brokenRule, checkRecord, reduce } from '#core/group'
import { digest, fromHex, newDeviceKeys, random } from '#core/keys'
import { signFields, type SignedRecord } from '#core/records'
import type { GroupId } from '#shared/ids'
import { checked, epochFor, invitationKeys, sharedEpochFor, smallGroup } from '#tests/records'

type Small = ReturnType<typeof smallGroup>

const broken = ({ group, records }: Small, record: SignedRecord, more: SignedRecord[] = []) => {
  const [read] = checked(group, [record])
  return brokenRule(read!, reduce(group, checked(group, [...records, ...more])))
}

test('when the small group writes, each record stands', () => {
  const small = smallGroup()
  const state = reduce(small.group, checked(small.group, small.records))
  expect([...state.members.values()].map(({ handle, role }) => `${handle} ${role}`)).toEqual([
    'Alice chair',
    'Bob member',
    'Carol chair',
  ])
  expect(state.voided.size).toBe(0)
  expect(broken(small, small.invite(small.carol, small.heads, invitationKeys()))).toBeNull()
  const everyone = [small.alice, small.bob, small.carol]
  expect(broken(small, small.renew(small.bob, small.heads, everyone))).toBeNull()
})

describe('mustBeActive', () => {
  const stranger = newDeviceKeys()
  test.each(['invite', 'cancel', 'welcome', 'renew', 'zz-later'])('a stranger writes %s', type => {
    const small = smallGroup()
    const open = small.invite(small.alice, small.heads, invitationKeys())
    const bodies = {
      invite: [invitationKeys().public, 'member', 1],
      cancel: [fromHex(open.id)],
      welcome: [fromHex(small.joinBob.id), random(32), random(32), random(32), random(80)],
      renew: [sharedEpochFor([small.alice, small.bob, small.carol])],
      'zz-later': ['anything'],
    }
    const record = small.write(stranger, [open], type, bodies[type as keyof typeof bodies])
    expect(broken(small, record, [open])).toBe('mustBeActive')
  })

  test('a person asked and was not admitted', () => {
    const small = smallGroup()
    const pair = invitationKeys()
    const open = small.invite(small.alice, small.heads, pair)
    const join = small.join(stranger, open, pair)
    const record = small.renew(stranger, [join], [small.alice, small.bob, small.carol, stranger])
    expect(broken(small, record, [open, join])).toBe('mustBeActive')
  })
})

describe('mustBeChair', () => {
  test('a member invites', () => {
    const small = smallGroup()
    const record = small.invite(small.bob, small.heads, invitationKeys())
    expect(broken(small, record)).toBe('mustBeChair')
  })
  test('a member cancels', () => {
    const small = smallGroup()
    const open = small.invite(small.alice, small.heads, invitationKeys())
    expect(broken(small, small.cancel(small.bob, [open], open), [open])).toBe('mustBeChair')
  })
  test('a member admits', () => {
    const small = smallGroup()
    const [pair, dana] = [invitationKeys(), newDeviceKeys()]
    const open = small.invite(small.alice, small.heads, pair)
    const join = small.join(dana, open, pair)
    const record = small.welcome(small.bob, [join], join)
    expect(broken(small, record, [open, join])).toBe('mustBeChair')
  })
})

test('mustBeANewInvitation: the same key is offered twice', () => {
  const small = smallGroup()
  expect(broken(small, small.invite(small.alice, small.heads, small.bobs))).toBe(
    'mustBeANewInvitation',
  )
})

describe('mustNameAnOpenInvitation', () => {
  test.each([
    ['used', (small: Small) => small.inviteBob, []],
    ['no invitation at all', (small: Small) => small.joinBob, []],
  ])('the invitation cancelled is %s', (_, which) => {
    const small = smallGroup()
    const record = small.cancel(small.carol, small.heads, which(small))
    expect(broken(small, record)).toBe('mustNameAnOpenInvitation')
  })
  test('it is cancelled twice', () => {
    const small = smallGroup()
    const open = small.invite(small.alice, small.heads, invitationKeys())
    const once = small.cancel(small.alice, [open], open)
    const twice = small.cancel(small.carol, [once], open)
    expect(broken(small, twice, [open, once])).toBe('mustNameAnOpenInvitation')
  })
  test('the request answers a used invitation, where that is known', () => {
    const small = smallGroup()
    const join = small.join(newDeviceKeys(), small.inviteBob, small.bobs, { parents: small.heads })
    expect(broken(small, join)).toBe('mustNameAnOpenInvitation')
  })
})

describe('mustHoldTheInvitation', () => {
  const setting = () => {
    const small = smallGroup()
    const pair = invitationKeys()
    const open = small.invite(small.alice, small.heads, pair)
    return { small, pair, open }
  }
  test("the proof is by another invitation's key", () => {
    const { small, open } = setting()
    const join = small.join(newDeviceKeys(), open, small.bobs)
    expect(broken(small, join, [open])).toBe('mustHoldTheInvitation')
  })
  test('the proof is of another person', () => {
    const { small, open, pair } = setting()
    const [dana, mallory] = [newDeviceKeys(), newDeviceKeys()]
    const honest = checkRecord(small.group, small.join(dana, open, pair))
    const { proof } = honest!.body as { proof: Uint8Array }
    const stolen = small.write(mallory, [open], 'join', [
      fromHex(open.id),
      'Bob',
      'Laptop',
      mallory.agreement.public,
      proof,
    ])
    expect(broken(small, stolen, [open])).toBe('mustHoldTheInvitation')
  })
  test.each([
    ['handle', 1, 'Eve'],
    ["device's name", 2, 'Phone'],
    ['agreement key', 3, newDeviceKeys().agreement.public],
  ])('the %s differs from the proof', (_, index, value) => {
    const { small, open, pair } = setting()
    const dana = newDeviceKeys()
    const honest = checkRecord(small.group, small.join(dana, open, pair))
    const { proof } = honest!.body as { proof: Uint8Array }
    const fields = [fromHex(open.id), 'Bob', 'Laptop', dana.agreement.public, proof]
    const changed = small.write(dana, [open], 'join', fields.with(index, value))
    expect(broken(small, changed, [open])).toBe('mustHoldTheInvitation')
  })
})

test('mustBeANewDevice: a member asks to join again with the same device', () => {
  const small = smallGroup()
  const pair = invitationKeys()
  const open = small.invite(small.alice, small.heads, pair)
  expect(broken(small, small.join(small.bob, open, pair), [open])).toBe('mustBeANewDevice')
})

describe('admission', () => {
  const asked = () => {
    const small = smallGroup()
    const [pair, dana] = [invitationKeys(), newDeviceKeys()]
    const open = small.invite(small.alice, small.heads, pair)
    const join = small.join(dana, open, pair)
    return { small, pair, dana, open, join }
  }

  test('mustAnswerARequest: nobody asked', () => {
    const { small, open } = asked()
    const record = small.welcome(small.alice, [open], open)
    expect(broken(small, record, [open])).toBe('mustAnswerARequest')
  })
  test('mustAnswerARequest: the request is not in the past of the admission', () => {
    const { small, open, join } = asked()
    const record = small.welcome(small.alice, [open], join)
    expect(broken(small, record, [open])).toBe('mustAnswerARequest')
  })
  test('mustBeTheInviter: another chair compared no words', () => {
    const { small, open, join } = asked()
    const record = small.welcome(small.carol, [join], join)
    expect(broken(small, record, [open, join])).toBe('mustBeTheInviter')
  })
  test('mustFindTheInvitationOpen: it was cancelled', () => {
    const { small, open, join } = asked()
    const cancel = small.cancel(small.carol, [open], open)
    const record = small.welcome(small.alice, [join, cancel], join)
    expect(broken(small, record, [open, join, cancel])).toBe('mustFindTheInvitationOpen')
  })
  test('mustFindTheInvitationOpen: another device joined by it', () => {
    const { small, pair, open, join } = asked()
    const other = newDeviceKeys()
    const second = small.join(other, open, pair)
    const first = small.welcome(small.alice, [join, second], join)
    const record = small.welcome(small.alice, [first], second)
    expect(broken(small, record, [open, join, second, first])).toBe('mustFindTheInvitationOpen')
  })
  test('mustAdmitANewDevice: one device joins by two invitations', () => {
    const { small, open, dana, join } = asked()
    const pair = invitationKeys()
    const again = small.invite(small.alice, small.heads, pair)
    const second = small.join(dana, again, pair)
    const first = small.welcome(small.alice, [join, second], join)
    const record = small.welcome(small.alice, [first], second)
    expect(broken(small, record, [open, again, join, second, first])).toBe('mustAdmitANewDevice')
  })
  test.each([
    ['with an unknown id', () => random(32)],
    ['from before the last admission', (small: Small) => small.keyAt([small.admitBob])],
  ])('mustBuildOnAnEpochOfAll: it wraps under an epoch %s', (_, previous) => {
    const { small, open, join } = asked()
    const fields = [random(32), digest('epoch', previous(small)), random(32), random(80)]
    const record = small.write(small.alice, [join], 'welcome', [fromHex(join.id), ...fields])
    expect(broken(small, record, [open, join])).toBe('mustBuildOnAnEpochOfAll')
  })
  test('mustBeginANewEpoch: it begins a known epoch', () => {
    const { small, open, join } = asked()
    const known = digest('epoch', small.keyAt([join]))
    const fields = [fromHex(join.id), known, known, random(32), random(80)]
    const record = small.write(small.alice, [join], 'welcome', fields)
    expect(broken(small, record, [open, join])).toBe('mustBeginANewEpoch')
  })
})

describe('renewal of an epoch', () => {
  test.each([
    ['leaves out a device', (small: Small) => [small.alice, small.bob]],
    [
      'reaches a stranger too',
      (small: Small) => [small.alice, small.bob, small.carol, newDeviceKeys()],
    ],
  ])('mustReachExactlyThoseWhoStay: it %s', (_, recipients) => {
    const small = smallGroup()
    const record = small.renew(small.bob, small.heads, recipients(small))
    expect(broken(small, record)).toBe('mustReachExactlyThoseWhoStay')
  })
  test('mustBeANewEpoch: an old key returns', () => {
    const small = smallGroup()
    const everyone = [small.alice, small.bob, small.carol]
    const key = new Uint8Array(32).fill(7)
    const once = small.renew(small.bob, small.heads, everyone, key)
    const again = small.renew(small.carol, [once], everyone, key)
    expect(broken(small, once)).toBeNull()
    expect(broken(small, again, [once])).toBe('mustBeANewEpoch')
  })
})

test('mustReachItsAuthorAlone: a founder adds a second device to the first epoch', () => {
  const [alice, bob] = [newDeviceKeys(), newDeviceKeys()]
  const brokenBy = (recipients: (typeof alice)[]) => {
    const fields = ['Group', 'global', 'en', 'Alice', '', alice.agreement.public]
    const body = [...fields, epochFor(recipients)]
    const signed = signFields(alice, { group: null, parents: [], at: 0 }, 'root', body)
    const group = signed.id as string as GroupId
    return brokenRule(checked(group, [signed])[0]!, reduce(group, []))
  }
  expect(brokenBy([alice])).toBeNull()
  expect(brokenBy([alice, bob])).toBe('mustReachItsAuthorAlone')
})
