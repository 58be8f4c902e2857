// Random schedules of a group that decides, through whole profiles: real archives, documents and
// exchange. Devices meet by encrypted files, links in memory and a mailbox; they restart, go back to older
// copies, fork their feeds, are removed, and their clocks are years off.
import type { BodyOf, KnownBody } from '#core/deliberation/acts'
import { sha256, signPlain, signingPairFrom } from '#core/keys'
import type { Role } from '#shared/contract'
import { DecisionChoice } from '#shared/contract'

import { Failure } from '#shared/failure'
import type { ActId, DocumentId, GroupId } from '#shared/ids'
import { crashImage, reopened, temporaryProfile } from './archive.ts'
import { run as edit } from './committee.ts'
import {
  bring,
  decider,
  deviceIn,
  foundedBy,
  join,
  memberIn,
  questionOf,
  shareStatement,
  statesIn,
  type Decider,
} from './deciding.ts'
import { diceFrom, type Dice } from './documents.ts'
import { memoryLinks } from '../acceptance/link.ts'
import { keptMeetingTextsAreTrue, keptReadingsAreTrue } from './kept-readings.ts'
import { hosted } from './mailbox.ts'

const year = 365 * 24 * 60 * 60 * 1000
const start = 1_700_000_000_000

export type Player = {
  name: string
  profile: Decider
  directory: string
  /** An older copy of the profile, to go back to. */
  image: string | null
  /** The member left, or the device was removed or forked: nothing is promised to it. */
  isOut: boolean
  /** Words that were acknowledged, and are on the disk of a device that stays. */
  words: string[]
}

const seededRandom = (seed: number) => {
  const { bytes } = diceFrom(seed)
  return (length: number): Uint8Array<ArrayBuffer> => Uint8Array.from(bytes(length))
}

export class DecidingGroup {
  readonly group: GroupId
  readonly first: DocumentId
  readonly players: Player[]
  readonly #dice: Dice
  readonly #url: string | null
  #count = 0
  readonly counts = new Map<string, number>()
  /** The acts that a device wrote, and what it wrote. */
  readonly written = new Map<ActId, { device: string; body: KnownBody }>()

  constructor(given: {
    group: GroupId
    first: DocumentId
    players: Player[]
    dice: Dice
    url: string | null
  }) {
    this.group = given.group
    this.first = given.first
    this.players = given.players
    this.#dice = given.dice
    this.#url = given.url
  }

  count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1)
  }

  /** The document that goes on, as this device knows. */
  documentOf({ profile }: Player): DocumentId {
    let document = this.first
    for (;;) {
      const [next] = profile.archive.retirements.list({ group: this.group, document })
      if (!next) return document
      document = next.successor
    }
  }

  isHere(player: Player): boolean {
    return player.profile.archive.documents.keyOf(this.documentOf(player)) !== null
  }

  /** Does what a device may refuse. Any other error is thrown. */
  tries(what: string, work: () => void): void {
    try {
      work()
      this.count(what)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
    }
  }

  write(player: Player, subject: ActId | null, body: KnownBody): void {
    this.tries(body.type, () => {
      const id = player.profile.acts.write(this.documentOf(player), subject, body)
      this.written.set(id, { device: deviceIn(player.profile, this.group), body })
    })
  }

  /** One act of a random type about a random question. */
  act(player: Player): void {
    const dice = this.#dice
    if (!this.isHere(player)) return
    const { profile } = player
    const document = this.documentOf(player)
    const acts = profile.acts.actsOf(document)
    const asked = [...(acts?.graphs.values() ?? [])].flatMap(proceedings =>
      proceedings.questions().map(question => ({ proceedings, id: question.id })),
    )
    const isOffice = ['chair', 'rapporteur'].includes(
      profile.groups.get(this.group).state().members.get(memberIn(profile, this.group))?.role ?? '',
    )
    if (asked.length === 0 || (isOffice && dice.chance(0.15))) return this.#ask(player, document)
    const { proceedings, id } = dice.one(asked)
    const described = acts && proceedings.describe(id, acts.today)
    const roll = described ? [...described.question.roll] : []
    const choice = dice.one(DecisionChoice.options)
    const bodies: KnownBody[] = [
      ...Array.from({ length: 4 }, (): KnownBody => ({
        type: 'position',
        choice,
        reason: choice === 'object' || dice.chance(0.2) ? 'It leaves the region out.' : '',
        reservations:
          choice === 'reservations'
            ? [{ block: null, line: null, words: `With exception ${this.#count++}.`, as: '' }]
            : [],
      })),
      { type: 'seen' },
      { type: 'close' },
      { type: 'close' },
      { type: 'reopen', reason: 'More came.' },
      { type: 'say', what: 'explanation', block: null, words: 'Because.', as: '' },
    ]
    if (dice.chance(0.2)) bodies.push({ type: 'withdraw', reason: 'Later.' })
    if (roll.length > 0)
      bodies.push({ type: 'heard', said: [{ seat: dice.one(roll), choice, reason: '' }] })
    if (acts && described && (described.is === 'closed' || described.is === 'declared')) {
      const statement = proceedings.statement(id, acts.today)
      const declare: KnownBody = {
        type: 'declare',
        outcome: described.outcome!.code,
        number: `${this.#count++}`,
        statement: statement && sha256(statement.adoption),
      }
      bodies.push(declare, declare)
    }
    if (acts && described?.standing) {
      const statement = proceedings.statement(id, acts.today)
      const pair = signingPairFrom(Uint8Array.from(dice.bytes(32)))
      const signed = statement
        ? { key: pair.public, signature: signPlain(statement.adoption, pair.secret) }
        : { key: null, signature: null }
      const sign: KnownBody = {
        ...({ type: 'sign', declare: described.standing.node.record.id, as: '' } as const),
        ...signed,
      }
      bodies.push(sign, sign, sign)
    }
    this.write(player, id, dice.one(bodies))
  }

  #ask(player: Player, document: DocumentId): void {
    const dice = this.#dice
    const { profile } = player
    const kind = dice.one(['consensus', 'silence', 'vote'] as const)
    const graph = profile.acts.graphFor(document)
    const question = questionOf(profile, this.group, graph)
    const replaceable = [...(profile.acts.actsOf(document)?.graphs.values() ?? [])].flatMap(each =>
      each
        .questions()
        .flatMap(question => question.right('declare').map(({ record }) => record.id)),
    )
    const rule: BodyOf<'question'>['rule'] = {
      kind,
      quorum: 1 + dice.below(question.roll.length),
      threshold: kind === 'vote' ? { a: 1, b: 2, more: true } : null,
      heard: dice.chance(0.4),
    }
    this.write(player, null, {
      ...question,
      rule,
      purpose: dice.chance(0.7) ? 'adopt' : 'decide',
      replaces: replaceable.length > 0 && dice.chance(0.3) ? dice.one(replaceable) : null,
    })
  }

  async type(player: Player): Promise<void> {
    if (!this.isHere(player)) return
    const word = `word${this.#count++}x`
    const step = { new: word, after: 1, kind: 'paragraph' }
    try {
      const { refused } = await edit(player.profile, this.documentOf(player), step)
      if (refused.length === 0) player.words.push(word)
      this.count('typed')
    } catch (error) {
      if (!(error instanceof Failure)) throw error
    }
  }

  async give(from: Player, to: Player): Promise<void> {
    this.count('file')
    await this.#meeting(() => bring(this.group, from.profile, to.profile))
  }

  async #meeting(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof Failure)) throw error
    }
  }

  async link(one: Player, other: Player): Promise<void> {
    this.count('link')
    const { group } = this
    const [a, b] = [one, other].map(({ profile }) => deviceIn(profile, group))
    if (a === b) return
    const ends = memoryLinks({ a: a!, b: b! })
    one.profile.sync.addLink(group, ends.a)
    other.profile.sync.addLink(group, ends.b)
    // A link may end at any time. Exchange puts some messages off for a second.
    let isOver = false
    const over = (): void => void (isOver = true)
    ends.a.onClose(over)
    void Promise.all([one, other].map(({ profile }) => profile.sync.level(group))).then(over)
    while (!isOver) {
      await new Promise(setImmediate)
      for (const { profile } of [one, other]) profile.waits.pass(1000)
    }
    ends.a.close()
    ends.b.close()
  }

  async mailbox(player: Player): Promise<void> {
    const url = this.#url
    if (url === null) return
    this.count('mailbox')
    await this.#meeting(async () => {
      await player.profile.documents.flush()
      await player.profile.sync.mailboxes.meet(this.group, url)
    })
  }

  async #open(directory: string, now: number, random?: ReturnType<typeof seededRandom>) {
    return decider({ archive: reopened(directory), now, ...(random && { random }) })
  }

  async #released({ profile }: Player): Promise<void> {
    await profile.documents.flush()
    await new Promise(setImmediate)
    profile.release()
  }

  async restart(player: Player): Promise<void> {
    this.count('restart')
    await this.#released(player)
    if (player.image === null && this.#dice.chance(0.5)) player.image = crashImage(player.directory)
    player.profile = await this.#open(player.directory, player.profile.clock.now)
  }

  /** Goes back to the older copy. Words since are lost where no other device has them. */
  async restore(player: Player): Promise<void> {
    if (player.image === null) return
    this.count('restored')
    await this.#released(player)
    player.directory = player.image
    player.image = null
    player.words = []
    player.profile = await this.#open(player.directory, player.profile.clock.now)
    player.profile.acts.beganAgain()
  }

  /** Two sessions of one device begin one feed. */
  async fork(player: Player): Promise<void> {
    this.count('forked')
    await this.#released(player)
    const seed = this.#dice.below(1_000_000)
    const copy = crashImage(player.directory)
    const { now } = player.profile.clock
    player.profile = await this.#open(player.directory, now, seededRandom(seed))
    player.isOut = true
    const profile = await this.#open(copy, now, seededRandom(seed))
    const twin: Player = {
      ...player,
      name: `${player.name} again`,
      profile,
      directory: copy,
      image: null,
      words: [],
    }
    player.words = []
    this.players.push(twin)
    for (const each of [player, twin]) {
      this.act(each)
      await this.type(each)
      this.act(each)
      each.words = []
    }
  }

  remove(by: Player, player: Player): void {
    this.tries('removed', () => {
      const group = by.profile.groups.get(this.group)
      group.removeMember(memberIn(player.profile, this.group), 'lost')
      player.isOut = true
      player.words = []
    })
  }

  setRole(by: Player, player: Player, role: Role): void {
    this.tries('role', () => {
      by.profile.groups.get(this.group).setRole(memberIn(player.profile, this.group), role)
    })
  }

  seal(by: Player): void {
    if (!this.isHere(by)) return
    this.tries('sealed', () => void by.profile.documents.sealing.seal(this.documentOf(by)))
  }

  /** A copy without this device's acts of late goes to a newcomer. */
  async newcomer(by: Player, handle: string): Promise<void> {
    this.count('newcomer')
    const { directory, archive } = temporaryProfile()
    const now = start + (this.#dice.below(21) - 10) * year
    const profile = await join(by.profile, this.group, handle, 'member', { archive, now })
    this.players.push({ name: handle, profile, directory, image: null, isOut: false, words: [] })
  }

  /** All who remain meet until nothing changes: by the first of them, and in turns. */
  async settle(rounds = 4): Promise<void> {
    const remain = this.players.filter(({ isOut }) => !isOut)
    const past = this.players.filter(({ isOut }) => isOut)
    const [hub, ...others] = remain
    if (!hub) return
    for (const each of past) await this.give(each, this.#dice.one(remain))
    for (let round = 0; round < rounds; round++) {
      for (const each of others) await this.give(each, hub)
      for (const each of others) await this.give(hub, each)
      for (const { profile } of remain) {
        await new Promise(setImmediate)
        profile.waits.pass(60_000)
      }
    }
    for (const each of others) await this.give(each, hub)
    for (const each of others) await this.give(hub, each)
  }

  /** Everything that a device shows of the decisions. */
  shownBy(player: Player): unknown {
    const { profile } = player
    const document = this.documentOf(player)
    keptReadingsAreTrue(profile, this.group)
    keptMeetingTextsAreTrue(profile, this.group)
    const states = (statesIn(profile, document) as { id: string }[]).toSorted((a, b) =>
      a.id < b.id ? -1 : 1,
    )
    return { states, status: profile.statuses.of(this.group, document) }
  }

  actsOf(player: Player): ActId[] {
    const acts = player.profile.acts.actsOf(this.documentOf(player))
    return [...(acts?.graphs.values() ?? [])].flatMap(({ nodes }) => [...nodes.keys()]).toSorted()
  }
}

const roles: readonly Role[] = ['member', 'rapporteur', 'member', 'member', 'member', 'member']

/** Three to seven devices with one document; `dice` says how many. */
export const decidingGroup = async (dice: Dice, devices: number): Promise<DecidingGroup> => {
  const off = () => start + (dice.below(21) - 10) * year
  const { directory, archive } = temporaryProfile()
  const chair = await decider({ archive, now: off() })
  const group = foundedBy(chair)
  const first = await shareStatement(chair, group)
  const players: Player[] = [
    { name: 'chair', profile: chair, directory, image: null, isOut: false, words: [] },
  ]
  for (let at = 1; at < devices; at++) {
    const own = temporaryProfile()
    const name = `${roles[at - 1]} ${at}`
    const given = { archive: own.archive, now: off() }
    const profile = await join(chair, group, name, roles[at - 1], given)
    players.push({ name, profile, directory: own.directory, image: null, isOut: false, words: [] })
  }
  const url = dice.chance(0.3) ? (await hosted()).url : null
  const made = new DecidingGroup({ group, first, players, dice, url })
  await made.settle(0)
  return made
}
