// A group that deliberates, without documents and links: a model of its membership records, and
// parties that each have some of the records and some of the acts.
import {
  checkAct,
  Proceedings,
  signActFields,
  writeAct,
  type Act,
  type DecisionRule,
  type Header,
  type KnownBody,
  type BodyOf,
  type Membership,
  type Person,
  type SignedAct,
  type Standing,
} from '#core/deliberation/acts'
import { digest, sha256, signingPairFrom, toHex, utf8 } from '#core/keys'
import type { DeviceKeys, Encodable } from '#core/keys'
import type { CircleRole, Role as GroupRole } from '#shared/contract'
import type { DeviceId, DocumentId, GroupId, MemberId, RecordId } from '#shared/ids'

const named = (...names: string[]) => digest('deliberation', ...names.map(utf8))

/** Roles of a group and of a circle. */
export type Role = GroupRole | CircleRole

export type Change =
  | { what: 'admit'; member: MemberId; device: DeviceId; role: Role }
  | { what: 'device'; member: MemberId; device: DeviceId }
  | { what: 'role'; member: MemberId; role: Role }
  | { what: 'term'; member: MemberId }
  | { what: 'removeDevice'; device: DeviceId }
  /** `voids`: admissions that are void by it. */
  | { what: 'remove'; member: MemberId; voids?: readonly RecordId[] }

type ModelRecord = { id: RecordId; parents: readonly RecordId[]; past: bigint; change: Change }

/** The state of a set of records, as the reference reads it too. */
export type ModelState = {
  members: Map<MemberId, { id: MemberId; role: Role; term: boolean }>
  devices: Map<DeviceId, MemberId>
  void: Set<MemberId>
}

const bitAt = (index: number): bigint => 1n << BigInt(index)

export class ModelMembership implements Membership {
  readonly #records: ModelRecord[] = []
  readonly #index = new Map<RecordId, number>()
  readonly #states = new Map<bigint, ModelState>()

  write(change: Change, parents: readonly RecordId[]): RecordId {
    const index = this.#records.length
    const id = toHex(named('record', `${index}`)) as RecordId
    const past = this.setOf(parents) | bitAt(index)
    this.#records.push({ id, parents, past, change })
    this.#index.set(id, index)
    return id
  }

  has(id: RecordId): boolean {
    return this.#index.has(id)
  }

  /** The records at or below these. */
  setOf(heads: readonly RecordId[]): bigint {
    return heads.reduce((set, id) => set | this.#records[this.#index.get(id)!]!.past, 0n)
  }

  /** Records of `ids` that no other of them stands on. */
  headsOf(ids: readonly RecordId[]): RecordId[] {
    const isBelow = (id: RecordId, other: RecordId): boolean =>
      id !== other && (this.setOf([other]) & bitAt(this.#index.get(id)!)) !== 0n
    const all = [...new Set(ids)]
    return all.filter(id => !all.some(other => isBelow(id, other))).toSorted()
  }

  /** The state of a set of records. */
  state(set: bigint): ModelState {
    const known = this.#states.get(set)
    if (known) return known
    const state: ModelState = { members: new Map(), devices: new Map(), void: new Set() }
    const admitted = new Map<RecordId, MemberId>()
    const changes = this.#records.filter((_, index) => (set & bitAt(index)) !== 0n)
    for (const { id, change } of changes) {
      if (change.what !== 'admit') continue
      admitted.set(id, change.member)
      state.members.set(change.member, { id: change.member, role: change.role, term: false })
      state.devices.set(change.device, change.member)
    }
    for (const { change } of changes) {
      const member = 'member' in change ? state.members.get(change.member) : undefined
      if (change.what === 'device') state.devices.set(change.device, change.member)
      if (change.what === 'role' && member) member.role = change.role
      if (change.what === 'term' && member) member.term = true
    }
    for (const { change } of changes) {
      if (change.what === 'removeDevice') state.devices.delete(change.device)
      if (change.what !== 'remove') continue
      const voided = (change.voids ?? []).map(id => admitted.get(id)).filter(id => id !== undefined)
      for (const member of voided) state.void.add(member)
      for (const member of [change.member, ...voided]) {
        state.members.delete(member)
        for (const [device, of] of [...state.devices])
          if (of === member) state.devices.delete(device)
      }
    }
    this.#states.set(set, state)
    return state
  }

  at(heads: readonly RecordId[]): Standing | null {
    if (heads.length === 0 || !heads.every(id => this.has(id))) return null
    const { members, devices, void: voided } = this.state(this.setOf(heads))
    const active = new Set(devices.values())
    const people = new Map<MemberId, Person>()
    for (const [id, { role, term }] of members)
      if (active.has(id)) people.set(id, { role, hasTerm: term })
    return {
      level: 'country',
      people,
      memberOf: device => devices.get(device) ?? null,
      isVoid: who => voided.has(who as MemberId),
    }
  }

  covers(heads: readonly RecordId[], older: readonly RecordId[]): boolean {
    if (![...heads, ...older].every(id => this.has(id))) return false
    return (this.setOf(heads) | this.setOf(older)) === this.setOf(heads)
  }
}

export const half = { a: 1, b: 2, more: true }
export const consensus: DecisionRule = {
  kind: 'consensus',
  quorum: 1,
  threshold: null,
  heard: false,
}

const keysFrom = (...name: string[]): DeviceKeys => ({
  signing: signingPairFrom(named(...name)),
  agreement: { public: new Uint8Array(32), secret: new Uint8Array(32) },
})

type Placing = Partial<Pick<Header, 'subject' | 'heads' | 'parents' | 'at'>>

/** One device of one member: what it has, and what it writes. */
export class Party {
  readonly keys: DeviceKeys
  readonly device: DeviceId
  readonly proceedings: Proceedings
  /** Every act that came here, taken in or not. */
  readonly acts: Act[] = []
  records: RecordId[] = []
  readonly world: World
  readonly member: MemberId

  constructor(world: World, member: MemberId, name: string) {
    this.world = world
    this.member = member
    this.keys = keysFrom(name, 'keys')
    this.device = toHex(this.keys.signing.public) as DeviceId
    this.proceedings = world.proceedings()
  }

  change(change: Change): RecordId {
    const record = this.world.membership.write(change, this.records)
    this.records = [record]
    return record
  }

  /** Signs an act on what this party has, or on what is given, and has it. */
  sign(write: (header: Header) => SignedAct, placing: Placing = {}): Act {
    const { audience, document } = this.world
    const header: Header = {
      audience,
      document,
      subject: null,
      heads: this.records,
      parents: this.proceedings.heads(),
      at: this.acts.length,
      ...placing,
    }
    const act = checkAct(write(header))
    if (!act) throw new Error('an act has a wrong form')
    this.take([act])
    return act
  }

  write(body: KnownBody, placing: Placing = {}): Act {
    return this.sign(header => writeAct(this.keys, header, body), placing)
  }

  fields(type: string, fields: Encodable, placing: Placing = {}): Act {
    return this.sign(header => signActFields(this.keys, header, type, fields), placing)
  }

  take(acts: readonly Act[]): void {
    const known = new Set(this.acts.map(({ id }) => id))
    const fresh = acts.filter(({ id }) => !known.has(id))
    this.acts.push(...fresh)
    this.proceedings.add(this.acts.filter(({ id }) => !this.proceedings.nodes.has(id)))
  }

  /** Takes the records and the acts of another party. */
  hear(...others: Party[]): void {
    for (const other of others) {
      this.records = this.world.membership.headsOf([...this.records, ...other.records])
      this.take(other.acts)
    }
  }

  ask(more: Partial<BodyOf<'question'>> = {}, placing: Placing = {}): Act {
    return this.write({ ...this.world.question(this), ...more }, placing)
  }

  position(question: Act, choice: BodyOf<'position'>['choice'], more: Placing = {}): Act {
    const reservations =
      choice === 'reservations'
        ? [{ block: null, line: null, words: 'With one exception.', as: '' }]
        : []
    const reason = choice === 'object' ? 'The text leaves the region out.' : ''
    return this.write(
      { type: 'position', choice, reason, reservations },
      { subject: question.id, ...more },
    )
  }

  close = (question: Act, placing: Placing = {}): Act =>
    this.write({ type: 'close' }, { subject: question.id, ...placing })
  reopen = (question: Act, placing: Placing = {}): Act =>
    this.write({ type: 'reopen', reason: 'More came.' }, { subject: question.id, ...placing })
  withdraw = (question: Act, placing: Placing = {}): Act =>
    this.write({ type: 'withdraw', reason: 'Later.' }, { subject: question.id, ...placing })
  seen = (question: Act, placing: Placing = {}): Act =>
    this.write({ type: 'seen' }, { subject: question.id, ...placing })

  heard(
    question: Act,
    said: [Party, BodyOf<'heard'>['said'][number]['choice']][],
    placing: Placing = {},
  ): Act {
    const list = said
      .map(([{ member: seat }, choice]) => ({ seat, choice, reason: '' }))
      .toSorted((a, b) => (a.seat < b.seat ? -1 : 1))
    return this.write({ type: 'heard', said: list }, { subject: question.id, ...placing })
  }

  /** Declares what came out here, or another outcome. Nothing is adopted. */
  declare(question: Act, outcome = this.outcome(question), placing: Placing = {}): Act {
    if (!outcome) throw new Error('the question is not closed here')
    return this.write(
      { type: 'declare', outcome, number: '1', statement: null },
      { subject: question.id, ...placing },
    )
  }

  /** Declares what came out, with the statement where a text is adopted. */
  declareAdoption(question: Act, placing: Placing = {}): Act {
    const outcome = this.outcome(question)
    if (!outcome) throw new Error('the question is not closed here')
    const computed = this.proceedings.statement(question.id, this.records)
    const statement = computed && sha256(computed.adoption)
    return this.write(
      { type: 'declare', outcome, number: '1', statement },
      { subject: question.id, ...placing },
    )
  }

  signs(question: Act, declaration: Act, placing: Placing = {}): Act {
    return this.write(
      { type: 'sign', declare: declaration.id, key: null, signature: null, as: '' },
      { subject: question.id, ...placing },
    )
  }

  state(question: Act) {
    return this.proceedings.stateOf(question.id, this.records)
  }

  outcome(question: Act) {
    const state = this.state(question)
    return state && 'outcome' in state ? state.outcome.code : null
  }

  broken(act: Act): string | null {
    return this.proceedings.broken(act.id)
  }

  /** The answer of each seat, by the names of the members. */
  counts(question: Act): Record<string, string> {
    const state = this.state(question)
    const seats = state && 'outcome' in state ? state.outcome.seats : []
    return Object.fromEntries(
      seats.map(({ seat, from, choice, apart }) => [
        this.world.nameOf(seat),
        [from, ...(choice ? [choice] : []), ...(apart ? ['apart'] : [])].join(' '),
      ]),
    )
  }
}

export class World {
  readonly membership = new ModelMembership()
  readonly audience = toHex(named('group')) as GroupId
  readonly document = toHex(named('document').subarray(0, 16)) as DocumentId
  readonly parties: Party[] = []
  readonly #names = new Map<MemberId, string>()

  proceedings(): Proceedings {
    return new Proceedings(this, this.membership)
  }

  memberNamed(name: string): MemberId {
    const member = toHex(named(name, 'member')) as MemberId
    this.#names.set(member, name)
    return member
  }

  nameOf(member: MemberId): string {
    return this.#names.get(member) ?? member
  }

  /** A member with a device whom the last party admits; all who are here hear of it. */
  join(name: string, role: Role = 'member'): Party {
    const [first] = this.parties
    const party = this.admit(first ?? null, name, role)
    for (const each of this.parties) each.records = party.records
    return party
  }

  /** A member whom one party admits. No other party hears of it. */
  admit(by: Party | null, name: string, role: Role = 'member'): Party {
    const party = new Party(this, this.memberNamed(name), name)
    const { member, device } = party
    party.records = [
      this.membership.write({ what: 'admit', member, device, role }, by?.records ?? []),
    ]
    if (by) by.records = party.records
    this.parties.push(party)
    return party
  }

  /** A further device of the member of `party`, which has what that has. */
  device(party: Party): Party {
    const more = new Party(
      this,
      party.member,
      `${this.nameOf(party.member)} ${this.parties.length}`,
    )
    party.change({ what: 'device', member: party.member, device: more.device })
    more.hear(party)
    this.parties.push(more)
    return more
  }

  /** All have all. */
  meet(...parties: Party[]): void {
    const all = parties.length > 0 ? parties : this.parties
    for (const one of all) one.hear(...all)
    for (const one of all) one.hear(...all)
  }

  question(party: Party): BodyOf<'question'> {
    const { people } = this.membership.at(party.records)!
    const members = [...people].toSorted(([a], [b]) => (a < b ? -1 : 1))
    const roll = members
      .filter(
        ([, { role, hasTerm }]) =>
          ['chair', 'rapporteur', 'member', 'convener'].includes(role) && !hasTerm,
      )
      .map(([seat]) => ({ seat, alternates: [] as MemberId[] }))
    const alternates = members.filter(([, { role }]) => role === 'alternate')
    for (const [at, [alternate]] of alternates.entries())
      roll[at % roll.length]?.alternates.push(alternate)
    const hash = named('text')
    return {
      type: 'question',
      purpose: 'decide',
      words: 'Adopt it?',
      texts: [{ document: this.document, language: 'en', hash, sha256: hash, size: 1 }],
      files: [],
      roll,
      rule: consensus,
      until: null,
      edition: '',
      replaces: null,
      rules: [],
      where: null,
    }
  }
}

/** A question of two officers, who are apart from here on, and a member whose answers reach one of them each. */
export const officersApart = () => {
  const world = new World()
  const [alice, carol] = [world.join('Alice', 'chair'), world.join('Carol', 'rapporteur')]
  const bob = world.join('Bob')
  world.meet()
  const question = alice.ask({ rule: { ...consensus, heard: true } })
  world.meet()
  return { world, alice, carol, bob, question }
}

export type OfficersApart = ReturnType<typeof officersApart>
