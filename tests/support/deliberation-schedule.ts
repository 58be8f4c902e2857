// A random deliberation from a seed: parties that meet and part, decide, change roles, are removed,
// and at times write what no honest program would.
import type { Act, BodyOf, DecisionRule } from '#core/deliberation/acts'
import { DecisionChoice, DecisionOutcome } from '#shared/contract'
import type { RecordId } from '#shared/ids'
import { half, Party, World, type Role } from './deliberation.ts'
import { diceFrom, type Dice } from './documents.ts'

const ruleFrom = (dice: Dice, seats: number): DecisionRule => {
  const kind = dice.one(['consensus', 'consensus', 'silence', 'vote'] as const)
  const threshold = dice.one([half, { a: 2, b: 3, more: false }, { a: 1, b: 2, more: false }])
  const isNeeded = kind === 'vote' || (kind === 'consensus' && dice.chance(0.4))
  return {
    kind,
    quorum: 1 + dice.below(dice.chance(0.2) ? seats : Math.ceil(seats / 2)),
    threshold: isNeeded ? threshold : null,
    heard: dice.chance(0.5),
  }
}

const kinds = [
  ...(['position', 'seen', 'heard', 'close', 'reopen', 'withdraw', 'declare', 'sign'] as const),
]
type Kind = (typeof kinds)[number]

class Schedule {
  readonly world = new World()
  readonly dice: Dice
  readonly questions: Act[] = []
  readonly admissions: { record: RecordId; by: Party; party: Party }[] = []

  constructor(seed: number) {
    this.dice = diceFrom(seed)
    const { world, dice } = this
    world.join('Alice', 'chair')
    world.join('Bob', dice.one(['rapporteur', 'chair', 'member']))
    const more = 1 + dice.below(4)
    const roles: Role[] = ['member', 'member', 'rapporteur', 'alternate', 'observer']
    for (let count = 0; count < more; count++) world.join(`Member ${count}`, dice.one(roles))
    if (dice.chance(0.3)) world.device(dice.one(world.parties))
    // A taken chair lets others in, and is removed at some time.
    if (dice.chance(0.3)) {
      const bob = world.parties[1]!
      bob.change({ what: 'role', member: bob.member, role: 'chair' })
      for (const role of ['rapporteur', 'member', 'member'] as const)
        if (world.parties.length < 7) this.admit(bob, role)
    }
    world.meet()
  }

  step(): void {
    const { dice, world } = this
    const party = dice.one(world.parties)
    const roll = dice.below(100)
    if (roll < 30) return party.hear(dice.one(world.parties))
    if (roll < 36) return this.changeMembership(party)
    const known = this.questions.filter(({ id }) => party.proceedings.nodes.has(id))
    const isOfficer = ['chair', 'rapporteur'].includes(
      world.membership.at(party.records)?.people.get(party.member)?.role ?? '',
    )
    const isShort = this.questions.length < 3
    if (known.length === 0 && (isOfficer || (isShort && dice.chance(0.05)))) return this.ask(party)
    if (known.length === 0) return party.hear(dice.one(world.parties))
    if (isShort && roll < 41) return this.ask(party)
    this.act(party, dice.one(known))
  }

  ask(party: Party): void {
    const { dice, world } = this
    const question = world.question(party)
    const { roll } = question
    if (roll.length === 0) return
    if (dice.chance(0.05)) roll.splice(dice.below(roll.length), roll.length > 1 ? 1 : 0)
    const rule = ruleFrom(dice, roll.length)
    this.questions.push(party.ask({ roll, rule }, this.placing(party)))
  }

  /** Mostly on all that the party has; at times on little, or on old records. */
  placing(
    party: Party,
    subject?: Act,
  ): { subject?: Act['id']; parents?: Act['id'][]; heads?: RecordId[] } {
    const { dice } = this
    const about = subject ? { subject: subject.id } : {}
    const roll = dice.below(20)
    if (roll > 1) return about
    const nodes = [...party.proceedings.nodes.keys()]
    const some = subject ? [subject.id] : []
    if (roll > 0 && nodes.length > 0) some.push(dice.one(nodes))
    if (dice.chance(0.2)) some.shift()
    const parents = [...new Set(some)]
    const old = dice.one(
      party.acts.length > 0 ? party.acts.map(({ heads }) => heads) : [party.records],
    )
    return { ...about, parents, ...(roll === 1 && dice.chance(0.5) ? { heads: [...old] } : {}) }
  }

  /** Mostly what makes sense in the state that the party sees. */
  kindFor(party: Party, question: Act): Kind {
    const { dice } = this
    const state = party.state(question)
    if (!state || dice.chance(0.25)) return dice.one(kinds)
    if (state.is === 'open')
      return dice.one(['position', 'position', 'position', 'position', 'seen', 'heard', 'close'])
    if (state.is !== 'closed') return dice.one(['position', 'seen', 'sign'])
    const isDeclared = party.acts.some(
      ({ subject, body }) => subject === question.id && body.type === 'declare',
    )
    if (isDeclared) return dice.one(['sign', 'sign', 'sign', 'sign', 'declare', 'position'])
    return dice.one(['declare', 'declare', 'reopen', 'position'])
  }

  act(party: Party, question: Act): void {
    const { dice, world } = this
    const placing = this.placing(party, question)
    const kind = this.kindFor(party, question)
    if (kind === 'position') {
      if (dice.chance(0.05)) {
        const body: BodyOf<'position'> = {
          type: 'position',
          choice: 'object',
          reason: ' ',
          reservations: [],
        }
        party.write(body, placing)
      } else
        party.position(
          question,
          dice.one([...DecisionChoice.options, 'support', 'support', 'support']),
          placing,
        )
    } else if (kind === 'heard') {
      const said = world.parties
        .filter((each, at, all) => all.findIndex(({ member }) => member === each.member) === at)
        .filter(() => dice.chance(0.5))
        .map((each): [Party, DecisionChoice | 'seen'] => [
          each,
          dice.one([...DecisionChoice.options, 'seen']),
        ])
      if (said.length > 0) party.heard(question, said, placing)
    } else if (kind === 'declare') {
      const outcome = dice.chance(0.1) ? dice.one(DecisionOutcome.options) : party.outcome(question)
      if (outcome) party.declare(question, outcome, placing)
    } else if (kind === 'sign') {
      const declared = party.acts.filter(
        ({ body, subject }) =>
          body.type === 'declare' && (subject === question.id || dice.chance(0.02)),
      )
      // At times all of them, which no honest member does.
      const chosen = dice.chance(0.15) ? declared : declared.slice(-1)
      for (const each of chosen) party.signs(question, each, placing)
    } else party[kind](question, placing)
  }

  admit(by: Party, role: Role): void {
    const { world, dice } = this
    const fresh = world.admit(by, `Late ${world.parties.length}`, role)
    this.admissions.push({ record: fresh.records[0]!, by, party: fresh })
    fresh.hear(by)
    if (dice.chance(0.4)) this.ask(fresh)
  }

  changeMembership(party: Party): void {
    const { dice, world } = this
    const admitters = this.admissions.map(({ by }) => by)
    const { member } = dice.one([...world.parties, ...admitters])
    const what = dice.one([
      'role',
      'role',
      'term',
      'admit',
      'admit',
      'remove',
      'remove',
      'device',
    ] as const)
    const roles: Role[] = ['chair', 'rapporteur', 'member', 'member', 'alternate', 'observer']
    if (what === 'role') party.change({ what, member, role: dice.one(roles) })
    if (what === 'term' && dice.chance(0.3)) party.change({ what, member })
    if (what === 'device' && world.parties.length < 7) world.device(party)
    if (what === 'admit' && world.parties.length < 7) this.admit(party, dice.one(roles))
    // The first member stays. With a remover, what that one let in can prove void.
    if (what !== 'remove' || member === world.parties[0]!.member || dice.chance(0.4)) return
    const voids = this.admissions
      .filter(({ by }) => by.member === member)
      .map(({ record }) => record)
    party.change({ what, member, voids: voids.filter(() => dice.chance(0.7)) })
  }
}

/** The world after a random schedule. Parties have not met at the end. */
export const runSchedule = (seed: number): { world: World; questions: Act[]; dice: Dice } => {
  const schedule = new Schedule(seed)
  const steps = 50 + schedule.dice.below(90)
  for (let count = 0; count < steps; count++) schedule.step()
  const { world, questions, dice } = schedule
  return { world, questions, dice }
}
