// The same records mean the same group in every order, in any number of copies and pieces, and one
// of two conflicting records counts.
import type { SignedRecord } from '#core/records'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { askToJoin, openGroup, reduce } from '#core/group'
import type { Group, GroupState, GroupStorage } from '#core/group'
import { newDeviceKeys } from '#core/keys'
import { clockAt, founder, joiner, reopened, type Person } from '#tests/group'
import { memoryGroups } from '#tests/memory-groups'
import { checked, inGroup, invitationKeys, smallGroup } from '#tests/records'

type Device = Person<GroupStorage>
type Small = ReturnType<typeof smallGroup>

/** A device that receives the group's records and writes none: a new archive that is joining. */
const observer = (group: Group): Device => {
  const archive = memoryGroups()
  const environment = { now: () => 0 }
  const entry = { ...group.entry(), keys: newDeviceKeys(), state: 'joining' as const }
  archive.groups.put(entry)
  const opened = openGroup(archive, group.id, environment)
  return { handle: '', archive, clock: clockAt(), environment, group: opened }
}

/** A copy of the whole archive with its keys: the same device twice. */
const copied = (person: Device): Device => {
  const archive = memoryGroups()
  const { group } = person
  archive.groups.put(group.entry())
  const opened = openGroup(archive, group.id, person.environment)
  opened.addRecords(group.recordsBeyond([]))
  return { ...person, archive, group: opened }
}

/** A small generator with a seed: shuffles repeat when a failing case runs again. */
const pickerOf = (seed: number) => {
  let state = seed >>> 0
  return (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const shuffled = <T>(list: readonly T[], pick: (below: number) => number): T[] => {
  const out = [...list]
  for (let at = out.length - 1; at > 0; at--) {
    const other = pick(at + 1)
    const [a, b] = [out[at]!, out[other]!]
    out[at] = b
    out[other] = a
  }
  return out
}

const steps = [
  'invite',
  'ask',
  'admit',
  'cancel',
  'refuse',
  'rotate',
  'meet',
  'copy',
  'twice',
] as const
type Step = { kind: (typeof steps)[number]; who: number; whom: number; chair: boolean }

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(...steps, 'invite', 'ask', 'admit', 'ask', 'admit', 'meet', 'meet'),
  who: fc.nat(1000),
  whom: fc.nat(1000),
  chair: fc.boolean(),
})

/** Plays steps among devices that meet now and then; forbidden steps are left out. */
const play = (script: readonly Step[]): Device[] => {
  const devices: Device[] = [founder('F', { archive: memoryGroups() })]
  const files: Uint8Array[] = []
  const replies: Uint8Array[] = []
  const asks = (actor: Device, bytes: Uint8Array): Uint8Array => {
    const archive = memoryGroups()
    const asked = askToJoin(archive, { bytes, handle: `M${devices.length}` }, actor.environment)
    devices.push({ ...actor, archive, group: openGroup(archive, asked.group, actor.environment) })
    return asked.reply
  }
  const act = ({ kind, who, whom, chair }: Step): void => {
    const actor = devices[who % devices.length]!
    const other = devices[whom % devices.length]!
    const { group } = actor
    if (kind === 'invite') files.push(group.invite({ role: chair ? 'chair' : 'member' }).file)
    if (kind === 'ask' && files.length > 0) replies.push(asks(actor, files[whom % files.length]!))
    if (kind === 'admit' && replies.length > 0)
      group.admit(group.readReply(replies[whom % replies.length]!).reply)
    if (kind === 'refuse' && replies.length > 0)
      group.refuse(group.readReply(replies[whom % replies.length]!).reply)
    if (kind === 'cancel') {
      const open = group.invitations()
      if (open.length > 0) group.cancel(open[whom % open.length]!.id)
    }
    if (kind === 'rotate') group.epoch()
    if (kind === 'copy' && devices.length < 12) devices.push(copied(actor))
    if (kind === 'twice' && devices.length < 12) {
      // One device in two copies reads two replies to one invitation, a different one in each copy.
      const { file } = group.invite({ role: chair ? 'chair' : 'member' })
      const second = copied(actor)
      devices.push(second)
      const [one, two] = [asks(actor, file), asks(actor, file)]
      group.admit(group.readReply(one).reply)
      second.group.admit(second.group.readReply(two).reply)
    }
    if (kind === 'meet') other.group.addRecords(group.recordsBeyond(other.group.recordHeads()))
  }
  for (const each of script) {
    try {
      act(each)
    } catch (error) {
      // A refusal is part of the schedule; any other error is a defect.
      if ((error as { code?: string }).code === undefined) throw error
    }
  }
  return devices
}

const allRecords = (devices: readonly Device[]): SignedRecord[] => [
  ...new Map(
    devices.flatMap(({ group }) => group.recordsBeyond([])).map(record => [record.id, record]),
  ).values(),
]

test('when records come in any order, repeated and in pieces, the state is the same', () => {
  const seen = { voided: 0, members: 0, concurrent: 0 }
  fc.assert(
    fc.property(fc.array(step, { minLength: 25, maxLength: 60 }), fc.nat(), (script, seed) => {
      const devices = play(script)
      const records = allRecords(devices)
      const { id } = devices[0]!.group
      const expected = reduce(id, checked(id, records))
      const pick = pickerOf(seed)
      for (let round = 0; round < 3; round++) {
        const list = shuffled([...records, ...shuffled(records, pick).slice(0, 5)], pick)
        expect(reduce(id, checked(id, list))).toEqual(expected)
        const watcher = observer(devices[0]!.group)
        for (let at = 0; at < list.length;) {
          const piece = list.slice(at, (at += 1 + pick(4)))
          expect(watcher.group.addRecords(piece)).toMatchObject({ refused: 0 })
        }
        expect(watcher.group.state()).toEqual(expected)
        expect(reopened(watcher).group.state()).toEqual(expected)
        expect(watcher.archive.records.waiting(id)).toEqual([])
        expect([...watcher.group.state().devices.keys()]).toEqual([...expected.devices.keys()])
      }
      for (const { group } of devices) {
        group.addRecords(records)
        expect(group.state()).toEqual(expected)
      }
      seen.voided += expected.voided.size
      seen.members += expected.members.size
      seen.concurrent += devices[0]!.group.recordHeads().length - 1
    }),
    { numRuns: 40 },
  )
  // The schedules prove something only if they reach these cases.
  expect(seen.voided).toBeGreaterThan(4)
  expect(seen.members).toBeGreaterThan(60)
  expect(seen.concurrent).toBeGreaterThan(10)
})

test('when devices have the same records, they send in one epoch, after one begins it if needed', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 25, maxLength: 50 }), script => {
      const devices = play(script)
      const active = () =>
        devices.filter(({ group }) => group.state().devices.has(group.self.device))
      const share = () => {
        const records = allRecords(devices)
        for (const { group } of devices) group.addRecords(records)
      }
      share()
      active()[0]!.group.epoch()
      share()
      const [first, ...others] = active().map(({ group }) => group.epoch())
      for (const epoch of others) expect(epoch).toEqual(first)
    }),
    { numRuns: 40 },
  )
})

describe('two records that are each right in their own past', () => {
  const stateOf = ({ group }: Small, records: SignedRecord[]): GroupState => {
    const state = reduce(group, checked(group, records))
    expect(reduce(group, checked(group, records.toReversed()))).toEqual(state)
    return state
  }
  const handles = (state: GroupState) => [...state.members.values()].map(({ handle }) => handle)

  const twoAsk = () => {
    const small = smallGroup()
    const pair = invitationKeys()
    const [dana, erin] = [newDeviceKeys(), newDeviceKeys()]
    const open = small.invite(small.alice, small.heads, pair)
    const danas = small.join(dana, open, pair, { handle: 'Dana' })
    const erins = small.join(erin, open, pair, { handle: 'Erin' })
    const everyone = [small.alice, small.bob, small.carol]
    const records = [...small.records, open, danas, erins]
    return { small, dana, erin, open, danas, erins, everyone, records }
  }

  test('when one invitation has two concurrent admissions, the less deep one counts', () => {
    const { small, danas, erins, everyone, records } = twoAsk()
    const between = small.renew(small.alice, [erins], everyone)
    const late = small.welcome(small.alice, [between], erins)
    const early = small.welcome(small.alice, [danas], danas)
    const state = stateOf(small, [...records, between, late, early])
    expect(handles(state)).toEqual(['Alice', 'Bob', 'Carol', 'Dana'])
    expect([...state.voided]).toEqual([late.id])
    expect(state.devices.size).toBe(4)
  })

  test('when their depth is the same, the lower id counts on every device', () => {
    const { small, danas, erins, records } = twoAsk()
    const one = small.welcome(small.alice, [danas], danas)
    const two = small.welcome(small.alice, [erins], erins)
    const state = stateOf(small, [...records, one, two])
    expect(handles(state).at(-1)).toBe(one.id < two.id ? 'Dana' : 'Erin')
    expect(state.members.size).toBe(4)
  })

  test('when an admission loses, records of its newcomer are void and their newcomers are out', () => {
    const small = smallGroup()
    const pair = invitationKeys()
    const [dana, erin, frank] = [newDeviceKeys(), newDeviceKeys(), newDeviceKeys()]
    const everyone = [small.alice, small.bob, small.carol]
    const open = small.invite(small.alice, small.heads, pair, 'chair')
    const danas = small.join(dana, open, pair, { handle: 'Dana' })
    const erins = small.join(erin, open, pair, { handle: 'Erin' })
    const early = small.welcome(small.alice, [danas], danas)
    const between = small.renew(small.alice, [erins], everyone)
    const late = small.welcome(small.alice, [between], erins)
    const franks = invitationKeys()
    const inviteFrank = small.invite(erin, [late], franks)
    const joinFrank = small.join(frank, inviteFrank, franks, { handle: 'Frank' })
    const admitFrank = small.welcome(erin, [joinFrank], joinFrank)
    const byErin = [between, late, inviteFrank, joinFrank, admitFrank]
    const alone = stateOf(small, [...small.records, open, erins, ...byErin])
    expect(handles(alone)).toEqual(['Alice', 'Bob', 'Carol', 'Erin', 'Frank'])
    const state = stateOf(small, [...small.records, open, danas, erins, early, ...byErin])
    expect(handles(state)).toEqual(['Alice', 'Bob', 'Carol', 'Dana'])
    expect(state.invitations.has(inviteFrank.id)).toBe(false)
    expect(state.epochs.filter(({ recipients }) => recipients.length === 4)).toHaveLength(1)
  })

  test.each([0, 3])(
    'when a cancellation %i deeper is concurrent with an admission, the admission counts',
    deeper => {
      const { small, open, danas, everyone, records } = twoAsk()
      const between: SignedRecord[] = []
      for (let count = 0; count < deeper; count++)
        between.push(small.renew(small.carol, [between.at(-1) ?? open], everyone))
      const cancel = small.cancel(small.carol, [between.at(-1) ?? open], open)
      const admit = small.welcome(small.alice, [danas], danas)
      const state = stateOf(small, [...records, ...between, cancel, admit])
      expect(handles(state)).toContain('Dana')
      expect(state.invitations.get(open.id)?.state).toBe('used')
    },
  )

  test('when two chairs admit different people, both are in and a new epoch is needed', () => {
    const small = smallGroup()
    const everyone = [small.alice, small.bob, small.carol]
    const [dana, erin] = [newDeviceKeys(), newDeviceKeys()]
    const [one, two] = [invitationKeys(), invitationKeys()]
    const inviteDana = small.invite(small.alice, small.heads, one)
    const joinDana = small.join(dana, inviteDana, one, { handle: 'Dana' })
    const admitDana = small.welcome(small.alice, [joinDana], joinDana)
    const inviteErin = small.invite(small.carol, small.heads, two)
    const joinErin = small.join(erin, inviteErin, two, { handle: 'Erin' })
    const admitErin = small.welcome(small.carol, [joinErin], joinErin)
    const both = [inviteDana, joinDana, admitDana, inviteErin, joinErin, admitErin]
    const state = stateOf(small, [...small.records, ...both])
    expect(state.members.size).toBe(5)
    expect(state.epochs.some(({ recipients }) => recipients.length === 5)).toBe(false)
    const all = [...everyone, dana, erin]
    const rotate = small.renew(erin, [admitDana, admitErin], all)
    const next = stateOf(small, [...small.records, ...both, rotate])
    expect(next.epochs.filter(({ recipients }) => recipients.length === 5)).toHaveLength(1)
  })

  test('when one request is admitted twice, there is one member', () => {
    const { small, danas, records } = twoAsk()
    const one = small.welcome(small.alice, [danas], danas)
    const two = small.welcome(small.alice, [danas], danas)
    const state = stateOf(small, [...records, one, two])
    expect(handles(state)).toEqual(['Alice', 'Bob', 'Carol', 'Dana'])
    expect(state.voided.size).toBe(1)
  })

  test('when one device joins by two invitations concurrently, there is one member', () => {
    const small = smallGroup()
    const dana = newDeviceKeys()
    const [one, two] = [invitationKeys(), invitationKeys()]
    const byAlice = small.invite(small.alice, small.heads, one)
    const byCarol = small.invite(small.carol, small.heads, two)
    const joinA = small.join(dana, byAlice, one, { handle: 'Dana' })
    const joinB = small.join(dana, byCarol, two, { handle: 'Dana' })
    const admitA = small.welcome(small.alice, [joinA], joinA)
    const admitB = small.welcome(small.carol, [joinB], joinB)
    const more = [byAlice, byCarol, joinA, joinB, admitA, admitB]
    const state = stateOf(small, [...small.records, ...more])
    expect(state.members.size).toBe(4)
    expect(state.devices.size).toBe(4)
  })
})

test('when an invitation was cancelled concurrently, an admission without that knowledge is right', () => {
  const small = smallGroup()
  const pair = invitationKeys()
  const dana = newDeviceKeys()
  const open = small.invite(small.alice, small.heads, pair)
  const join = small.join(dana, open, pair)
  const cancel = small.cancel(small.alice, [open], open)
  const knowing = small.welcome(small.alice, [join, cancel], join)
  const records = [...small.records, open, join, cancel, knowing]
  const state = reduce(small.group, checked(small.group, records))
  expect(state.members.size).toBe(3)
  expect(state.invitations.get(open.id)?.state).toBe('cancelled')
})

test('when parents are missing, a record waits over a restart and goes when it is refused', () => {
  const a = founder('Alice', { archive: memoryGroups() })
  const b = joiner('Bob', a, { archive: memoryGroups() })
  const { self, id } = a.group
  const hand = inGroup(id)
  const heads = a.group.recordHeads().map(head => ({ id: head }) as SignedRecord)
  const first = hand.renew(self.keys, heads, [self.keys, b.group.self.keys])
  const second = hand.renew(self.keys, [first], [self.keys, b.group.self.keys])
  const forbidden = hand.invite(b.group.self.keys, [first], invitationKeys())
  const waits = { accepted: 0, known: 0, refused: 0, waiting: 2 }
  expect(b.group.addRecords([second, forbidden])).toEqual(waits)
  const later = reopened(b)
  expect(later.group.addRecords([first])).toMatchObject({ accepted: 2, waiting: 0 })
  expect(later.group.recordHeads()).toEqual([second.id])
  expect(later.archive.records.waiting(id)).toEqual([])
})

test('when storing fails half way, nothing is kept in memory or in the archive', () => {
  const archive = memoryGroups()
  const a = founder('Alice', { archive })
  const b = founder('Bob', { archive: memoryGroups() })
  const { file } = a.group.invite({ role: 'member' })
  const { reply } = askToJoin(b.archive, { bytes: file, handle: 'Bob' }, b.environment)
  const { reply: id } = a.group.readReply(reply)
  const before = { state: a.group.state(), records: archive.records.list(a.group.id) }
  let heard = 0
  a.group.onChange(() => heard++)
  let full = true
  const { epochs } = archive
  archive.epochs = {
    ...epochs,
    put: (...args) => {
      if (full) throw new Error('no space left')
      epochs.put(...args)
    },
  }
  expect(() => a.group.admit(id)).toThrow('no space left')
  expect(a.group.state()).toBe(before.state)
  expect(archive.records.list(a.group.id)).toEqual(before.records)
  expect(a.group.requests()).toHaveLength(1)
  expect(heard).toBe(0)
  full = false
  a.group.admit(id)
  expect(a.group.state().members.size).toBe(2)
  expect(heard).toBe(1)
})
