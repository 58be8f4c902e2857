// Vectors of membership records for other implementations: records of every type with all keys, and
// the state that they make. `makeVectors` wrote `tests/fixtures/vectors/membership.json` once; its
// content never changes.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { askToJoin, openGroup, type GroupState, type GroupStorage, type Member } from '#core/group'
import { decodeStrict, digest, recoveryPair, toHex, type Decoded } from '#core/keys'
import { clockAt, founder, joiner, type Person } from './group.ts'
import { memoryGroups } from './memory-groups.ts'

type Someone = Person<GroupStorage>

export type Vectors = {
  group: string
  recovery: { secret: string; public: string }
  devices: Record<string, Record<'signing' | 'agreement', { public: string; secret: string }>>
  /** In an order in which each stands on earlier ones. */
  records: { type: string; id: string; bytes: string; signature: string }[]
  /** Each epoch's key, and the devices that open it. */
  epochs: { id: string; key: string; opened: string[] }[]
  sendIn: string
  state: ReturnType<typeof describeState>
}

/** A state as plain values: ids in hexadecimal, all lists by id. */
export const describeState = (state: GroupState) => {
  const byId = <T extends { id: string }>(map: ReadonlyMap<string, T>): T[] =>
    [...map.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const member = (each: Member) => ({
    id: each.id,
    handle: each.handle,
    role: each.role,
    term: each.term,
    recoveries: each.recoveries.map(toHex),
  })
  return {
    name: state.name,
    members: byId(state.members).map(member),
    pastMembers: byId(state.pastMembers).map(each => ({ ...member(each), removed: each.removed })),
    devices: byId(state.devices).map(({ id, member: owner }) => ({ id, member: owner })),
    pastDevices: byId(state.pastDevices).map(({ id, member: owner, state: how, by }) => ({
      id,
      member: owner,
      state: how,
      by,
    })),
    shutOuts: byId(state.shutOuts),
    proposals: byId(state.proposals).map(({ id, by, carried }) => ({ id, by, carried })),
    voided: [...state.voided].toSorted(),
  }
}

const meetAll = (people: readonly Someone[]): void => {
  for (const { group: from } of people)
    for (const { group: to } of people) to.addRecords(from.recordsBeyond(to.recordHeads()))
}

const another = (host: Someone, file: Uint8Array, name: string, recovery?: Uint8Array): Someone => {
  const archive = memoryGroups()
  const asking = { bytes: file, handle: '-', deviceName: name, recovery }
  const asked = askToJoin(archive, asking, host.environment)
  host.group.admit(host.group.readReply(asked.reply).reply)
  return { ...host, archive, group: openGroup(archive, asked.group, host.environment) }
}

export const makeVectors = (): Vectors => {
  const clock = clockAt()
  const given = () => ({ archive: memoryGroups(), clock })
  const idOf = ({ group }: Someone) => group.self.member ?? raise('nobody')
  const raise = (what: string): never => {
    throw new Error(what)
  }
  const alice: Someone = founder('Alice', given())
  const bob = joiner('Bob', alice, given())
  const carol = joiner('Carol', alice, given())
  const dana = joiner('Dana', alice, given(), 'chair')
  const people = [alice, bob, carol, dana]
  const later = (): void => {
    meetAll(people)
    clock.time += 1000
  }
  later()
  alice.group.setRole(idOf(bob), 'rapporteur')
  alice.group.setTerm(idOf(bob), { from: 1_700_000_000_000, until: null })
  later()
  const secret = digest('vectors').subarray(0, 16)
  const pair = recoveryPair(secret, alice.group.id)
  bob.group.setRecovery(pair.public)
  const phone = another(bob, bob.group.inviteDevice({}).file, 'Phone')
  people.push(phone)
  later()
  bob.group.shutOut(carol.group.self.device)
  later()
  const [shutOut] = alice.group.state().shutOuts.keys()
  alice.group.lift(shutOut ?? raise('nothing is shut out'))
  later()
  bob.group.removeDevice(phone.group.self.device)
  later()
  // Dana's device is taken: it admits a member while the others remove it.
  const puppet = joiner('Puppet', dana, given())
  bob.group.removeMember(idOf(dana), 'lost')
  meetAll([alice, bob, carol])
  const [proposal] = carol.group.proposals()
  carol.group.second(proposal?.id ?? raise('nothing is proposed'))
  meetAll([alice, bob, carol])
  alice.group.second(proposal?.id ?? raise('nothing is proposed'))
  people.push(puppet)
  later()
  clock.time += 31 * 24 * 60 * 60 * 1000
  alice.group.epoch()
  later()
  alice.group.removeDevice(bob.group.self.device)
  const member = [...alice.group.state().members.values()].find(({ handle }) => handle === 'Bob')
  const { file } = alice.group.inviteDevice({ member: member?.id })
  const laptop = another(alice, file, 'New laptop', secret)
  people.push(laptop)
  later()
  carol.group.leave()
  later()
  const sendIn = alice.group.epoch().id
  later()

  const names = ['alice', 'bob', 'carol', 'dana', 'phone', 'puppet', 'laptop']
  const keysOf = ({ group }: Someone) => {
    const { signing, agreement } = group.self.keys
    const hex = (of: typeof signing) => ({ public: toHex(of.public), secret: toHex(of.secret) })
    return { signing: hex(signing), agreement: hex(agreement) }
  }
  const typeOf = (bytes: Uint8Array): string => {
    const fields = decodeStrict(bytes, 262_144) as Decoded[]
    return typeof fields[5] === 'string' ? fields[5] : ''
  }
  const epochs = new Map<string, { key: string; opened: string[] }>()
  for (const [at, { archive, group }] of people.entries())
    for (const { epoch, key } of archive.epochs.list(group.id)) {
      const entry = epochs.get(epoch) ?? { key: toHex(key), opened: [] }
      entry.opened.push(names[at] ?? '')
      epochs.set(epoch, entry)
    }
  return {
    group: alice.group.id,
    recovery: { secret: toHex(secret), public: toHex(pair.public) },
    devices: Object.fromEntries(people.map((each, at) => [names[at] ?? '', keysOf(each)])),
    records: alice.group
      .recordsBeyond([])
      .map(({ id, bytes, signatures }) => ({
        type: typeOf(bytes),
        id,
        bytes: toHex(bytes),
        signature: toHex(signatures[0]?.[1] ?? new Uint8Array()),
      })),
    epochs: [...epochs].map(([id, rest]) => ({ id, ...rest })),
    sendIn,
    state: describeState(alice.group.state()),
  }
}

if (import.meta.main) {
  const path = join(import.meta.dirname, '../fixtures/vectors/membership.json')
  writeFileSync(path, `${JSON.stringify(makeVectors(), null, 2)}\n`)
}
