// Deliberations by name: what each of them comes to, on every device and in any order of arrival.
import { describe, expect, test } from 'vitest'
import type { Act, DecisionRule } from '#core/deliberation/acts'
import { consensus, half, Party, World } from '#tests/deliberation'
import { diceFrom, shuffled } from '#tests/documents'

const heardRule: DecisionRule = { ...consensus, heard: true }

/** Alice chairs, Carol is rapporteur, the others are members. */
const group = (...more: string[]) => {
  const world = new World()
  const alice = world.join('Alice', 'chair')
  const bob = world.join('Bob')
  const carol = world.join('Carol', 'rapporteur')
  const others = more.map(name => world.join(name))
  world.meet()
  return { world, alice, bob, carol, others }
}

const asked = (more: Parameters<Party['ask']>[0] = {}, ...names: string[]) => {
  const all = group(...names)
  const question = all.alice.ask(more)
  all.world.meet()
  return { ...all, question }
}

/** The state that every device shows after all have met, in any order of arrival. */
const shown = (world: World, question: Act, by: Party = world.parties[0]!) => {
  world.meet()
  const told = (proceedings: Party['proceedings'], today: Party['records']) => {
    const state = proceedings.stateOf(question.id, today)
    if (!state || !('outcome' in state)) return state?.is ?? 'no question'
    return `${state.is} ${state.outcome.code}`
  }
  const first = told(by.proceedings, by.records)
  const dice = diceFrom(by.acts.length)
  for (const { proceedings, records } of world.parties)
    expect(told(proceedings, records)).toBe(first)
  for (let time = 0; time < 3; time++) {
    const fresh = world.proceedings()
    const order = shuffled(by.acts, dice)
    for (const act of order) fresh.add([act])
    while (fresh.add(order).accepted.length > 0);
    expect(told(fresh, by.records)).toBe(first)
  }
  return first
}

describe('closes and positions', () => {
  test('1: two officers close apart, each with a position that the other lacks: the union', () => {
    const { world, alice, bob, carol, question } = asked()
    carol.position(question, 'support')
    bob.position(question, 'object')
    alice.hear(bob)
    const closes = [alice.close(question), carol.close(question)]
    expect(carol.outcome(question)).toBe('agreed')
    expect(shown(world, question)).toBe('closed not-agreed')
    expect(alice.counts(question)).toEqual({
      Alice: 'none',
      Bob: 'own object',
      Carol: 'own support',
    })
    expect(alice.state(question)).toMatchObject({ closes: closes.map(({ id }) => id).toSorted() })
  })

  test('2: an older position in one close, the newer of the seat in the other: the newer', () => {
    const { world, alice, bob, carol, question } = asked()
    bob.position(question, 'object')
    carol.hear(bob)
    bob.position(question, 'support')
    alice.hear(bob)
    alice.close(question)
    carol.close(question)
    expect(shown(world, question)).toBe('closed agreed')
    expect(alice.counts(question)).toMatchObject({ Bob: 'own support' })
  })

  test('3: two devices of a member differ apart: the most cautious, until one stands on both', () => {
    const { world, alice, bob, question } = asked()
    const phone = world.device(bob)
    world.meet()
    bob.position(question, 'support')
    phone.position(question, 'aside')
    world.meet()
    const close = alice.close(question)
    expect(shown(world, question)).toBe('closed agreed')
    expect(alice.counts(question)).toMatchObject({ Bob: 'own aside apart' })
    alice.reopen(question)
    world.meet()
    expect(close.parents).toHaveLength(2)
    phone.position(question, 'support')
    world.meet()
    alice.close(question)
    expect(alice.counts(question)).toMatchObject({ Bob: 'own support' })
  })

  test('4: one device signs two positions for one place, one for each half: as said apart', () => {
    const { world, alice, bob, carol, question } = asked()
    bob.position(question, 'support', { parents: [question.id] })
    alice.hear(bob)
    bob.acts.pop()
    bob.position(question, 'object', { parents: [question.id] })
    carol.take([bob.acts.at(-1)!])
    alice.close(question)
    carol.close(question)
    expect(shown(world, question)).toBe('closed not-agreed')
    expect(alice.counts(question)).toMatchObject({ Bob: 'own object apart' })
  })

  test('5: a position after the close counts after a reopening and another close', () => {
    const { world, alice, bob, carol, question } = asked()
    carol.position(question, 'support')
    world.meet()
    alice.close(question)
    world.meet()
    bob.position(question, 'object')
    expect(shown(world, question)).toBe('closed agreed')
    expect(alice.counts(question)).toMatchObject({ Bob: 'none' })
    alice.reopen(question)
    expect(shown(world, question)).toBe('open')
    alice.close(question)
    expect(shown(world, question)).toBe('closed not-agreed')
  })

  test('6: a late objection, and an officer closes on old heads with it: it counts', () => {
    const { world, alice, bob, carol, question } = asked()
    alice.position(question, 'support')
    alice.close(question)
    bob.hear(alice)
    bob.position(question, 'object', { parents: [question.id] })
    carol.take([bob.acts.at(-1)!])
    carol.close(question)
    expect(shown(world, question)).toBe('closed not-agreed')
  })

  test('7: the same after more than half signed: final stays', () => {
    const { world, alice, bob, carol, question } = asked()
    alice.position(question, 'support')
    alice.close(question)
    const declaration = alice.declare(question)
    alice.signs(question, declaration)
    bob.take(alice.acts)
    bob.signs(question, declaration)
    const objection = bob.position(question, 'object', { parents: [question.id] })
    carol.take([objection])
    carol.close(question)
    expect(shown(world, question)).toBe('final agreed')
    expect(alice.counts(question)).toMatchObject({ Bob: 'none' })
  })

  test('8: an officer closes, having lost the office apart: it stands; on a reopening it is not right', () => {
    const { world, alice, bob, carol, question } = asked()
    bob.position(question, 'support')
    carol.hear(bob)
    alice.change({ what: 'role', member: carol.member, role: 'member' })
    const close = carol.close(question)
    expect(shown(world, question)).toBe('closed agreed')
    expect(alice.broken(close)).toBeNull()
    alice.reopen(question)
    world.meet()
    const again = carol.close(question)
    expect(carol.broken(again)).toBe('mustHoldAnOffice')
    expect(shown(world, question)).toBe('open')
  })

  test('9: wrong acts have no effect, and what stands on them counts', () => {
    const { world, alice, bob, question } = asked()
    const wrong = [
      bob.close(question),
      bob.declare(question, 'agreed'),
      bob.ask(),
      bob.heard(question, [[alice, 'support']]),
      bob.signs(question, question),
    ]
    bob.position(question, 'support')
    world.meet()
    expect(wrong.map(act => alice.broken(act))).toEqual([
      'mustHoldAnOffice',
      'mustHoldAnOffice',
      'mustHoldAnOffice',
      'mustHoldAnOffice',
      'mustSignTheStatement',
    ])
    alice.close(question)
    expect(shown(world, question)).toBe('closed agreed')
    expect(alice.counts(question)).toMatchObject({ Bob: 'own support', Alice: 'none' })
  })

  test('10 and 11: a member is removed after the position, before or beside the close: it counts', () => {
    for (const isBeside of [false, true]) {
      const { world, alice, bob, carol, question } = asked()
      bob.position(question, 'object')
      world.meet()
      if (isBeside) alice.close(question)
      carol.change({ what: 'remove', member: bob.member })
      if (!isBeside) alice.hear(carol)
      if (!isBeside) alice.close(question)
      expect(shown(world, question)).toBe('closed not-agreed')
      expect(alice.counts(question)).toMatchObject({ Bob: 'own object' })
    }
  })

  test('12 and 13: what a removed device signs and no close stands on never counts', () => {
    const { world, alice, bob, carol, question } = asked()
    const early = bob.position(question, 'support')
    world.meet()
    carol.change({ what: 'removeDevice', device: bob.device })
    alice.hear(carol)
    alice.close(question)
    const second = bob.position(question, 'object', { parents: [question.id] })
    expect(second.id).not.toBe(early.id)
    expect(shown(world, question)).toBe('closed agreed')
    expect(alice.counts(question)).toMatchObject({ Bob: 'own support' })
  })

  test('16: a withdrawal beside a close: closed', () => {
    const { world, alice, carol, question } = asked()
    alice.withdraw(question)
    expect(alice.state(question)).toEqual({ is: 'withdrawn' })
    carol.close(question)
    expect(shown(world, question)).toBe('closed no-quorum')
  })

  test('17: a close on a withdrawal is not right', () => {
    const { world, alice, carol, question } = asked()
    alice.withdraw(question)
    world.meet()
    const close = carol.close(question)
    expect(shown(world, question)).toBe('withdrawn')
    expect(alice.broken(close)).toBe('mustFindItOpen')
  })

  test('18: a close beside a reopening stands', () => {
    const { world, alice, bob, carol, question } = asked()
    alice.close(question)
    bob.hear(alice)
    alice.reopen(question)
    bob.position(question, 'support', { parents: [question.id] })
    carol.take(bob.acts.filter(({ body }) => body.type === 'position'))
    carol.close(question)
    expect(shown(world, question)).toBe('closed agreed')
  })

  test('33: an act of a later version, and honest acts on it: they count', () => {
    const { world, alice, bob, question } = asked()
    bob.fields('zz-later', ['anything'], { subject: question.id })
    bob.position(question, 'support')
    world.meet()
    expect(alice.proceedings.hasLaterActs(question.id)).toBe(false)
    alice.close(question)
    expect(shown(world, question)).toBe('closed agreed')
    alice.fields('position', ['zz-later', '', []], { subject: question.id })
    world.meet()
    expect(bob.proceedings.hasLaterActs(question.id)).toBe(true)
  })

  test('37: an officer closes differently for two halves: the union', () => {
    const { world, alice, bob, carol, question } = asked()
    const objection = bob.position(question, 'object')
    alice.take([objection])
    alice.close(question)
    alice.close(question, { parents: [question.id] })
    carol.take(alice.acts.filter(({ id }) => id !== objection.id))
    expect(carol.outcome(question)).toBe('no-quorum')
    expect(shown(world, question)).toBe('closed not-agreed')
  })

  test('39: clocks ten years off change nothing', () => {
    const decade = 10 * 365 * 24 * 3_600_000
    const { world, alice, bob, carol, question } = asked()
    bob.position(question, 'object', { at: 2 * decade })
    bob.position(question, 'support', { at: 0 })
    carol.hear(bob)
    carol.close(question, { at: 0 })
    alice.hear(bob)
    alice.close(question, { at: decade })
    expect(shown(world, question)).toBe('closed agreed')
  })

  test('44: a question is asked with two texts for two halves: two questions, each with its file', () => {
    const { world, alice, bob, carol } = group()
    const { texts } = world.question(alice)
    const other = [{ ...texts[0]!, sha256: new Uint8Array(32).fill(1) }]
    const questions = [alice.ask(), alice.ask({ texts: other }, { parents: [] })]
    bob.take([questions[0]!])
    carol.take([questions[1]!])
    bob.position(questions[0]!, 'support')
    carol.position(questions[1]!, 'object')
    world.meet()
    for (const question of questions) alice.close(question)
    expect(shown(world, questions[0]!)).toBe('closed agreed')
    expect(shown(world, questions[1]!)).toBe('closed not-agreed')
    expect(alice.counts(questions[0]!)).toMatchObject({ Bob: 'own support', Carol: 'none' })
  })

  test('45: thousands of acts of one device: all are judged, and the last counts', () => {
    const { world, alice, bob, question } = asked()
    for (let count = 0; count < 300; count++)
      bob.seen(question, { parents: [question.id], at: count })
    const last = bob.position(question, 'object')
    alice.take(bob.acts)
    expect(last.parents).toHaveLength(8)
    alice.close(question)
    expect(shown(world, question)).toBe('closed not-agreed')
    expect(alice.proceedings.nodes.size).toBe(303)
  })
})

describe('seats that prove void', () => {
  /** Mallory, a taken chair, lets in three who hold an office or a seat. */
  const taken = () => {
    const { world, alice, bob, carol, others } = group('Mallory')
    const [mallory] = others
    alice.change({ what: 'role', member: mallory!.member, role: 'chair' })
    world.meet()
    const puppets = ['One', 'Two', 'Three'].map(name => world.admit(mallory!, name))
    const admissions = puppets.map(({ records }) => records[0]!)
    for (const puppet of puppets) puppet.hear(mallory!)
    mallory!.hear(...puppets)
    const remove = () =>
      carol.change({ what: 'remove', member: mallory!.member, voids: admissions })
    return { world, alice, bob, carol, mallory: mallory!, puppets, remove }
  }

  test('14: three who were let in decide, then the admissions prove void: no quorum', () => {
    const { world, alice, mallory, puppets, remove } = taken()
    const question = mallory.ask({ rule: { ...consensus, quorum: 3 } })
    for (const puppet of puppets) puppet.take([question])
    for (const puppet of puppets) puppet.position(question, 'support')
    mallory.hear(...puppets)
    mallory.close(question)
    expect(shown(world, question)).toBe('closed agreed')
    remove()
    expect(shown(world, question)).toBe('closed no-quorum')
    expect(alice.counts(question)).toMatchObject({ One: 'void', Two: 'void', Three: 'void' })
  })

  test('15: the same, made final by these: no longer final', () => {
    const { world, alice, mallory, puppets, remove } = taken()
    const question = mallory.ask()
    mallory.position(question, 'support')
    mallory.close(question)
    const declaration = mallory.declare(question)
    mallory.signs(question, declaration)
    for (const puppet of puppets) {
      puppet.take(mallory.acts)
      puppet.signs(question, declaration)
    }
    expect(shown(world, question)).toBe('final agreed')
    remove()
    expect(shown(world, question)).toBe('closed agreed')
    expect(alice.state(question)).toMatchObject({ is: 'closed' })
  })

  test('a question by an author whose admission is void is void', () => {
    const { world, alice, puppets, mallory, remove } = taken()
    const [one] = puppets
    mallory.change({ what: 'role', member: one!.member, role: 'rapporteur' })
    one!.hear(mallory)
    const question = one!.ask()
    expect(shown(world, question)).toBe('open')
    remove()
    expect(shown(world, question)).toBe('void')
    expect(alice.broken(question)).toBeNull()
  })
})

describe('declarations and signatures', () => {
  const declared = (...names: string[]) => {
    const all = asked({}, ...names)
    all.bob.position(all.question, 'support')
    all.world.meet()
    all.alice.close(all.question)
    all.world.meet()
    return all
  }

  test('19: a reopening beside the last signature: final', () => {
    const { world, alice, bob, carol, question } = declared()
    const declaration = alice.declare(question)
    alice.signs(question, declaration)
    const reopening = carol.reopen(question)
    bob.take(alice.acts)
    bob.signs(question, declaration)
    expect(shown(world, question)).toBe('final agreed')
    expect(alice.broken(reopening)).toBeNull()
  })

  test('20: a reopening behind a declaration is not right', () => {
    const { world, alice, carol, question } = declared()
    alice.declare(question)
    world.meet()
    const reopening = carol.reopen(question)
    expect(shown(world, question)).toBe('closed agreed')
    expect(alice.broken(reopening)).toBe('mustFindItUndeclared')
  })

  test('21: two officers declare the same apart: one declaration, and the signatures add up', () => {
    const { world, alice, bob, carol, question } = declared()
    const declarations = [alice.declare(question), carol.declare(question)]
    alice.signs(question, declarations[0]!)
    bob.take(carol.acts)
    bob.signs(question, declarations[1]!)
    expect(shown(world, question)).toBe('final agreed')
    const [least] = declarations.map(({ id }) => id).toSorted()
    expect(alice.state(question)).toMatchObject({
      declaration: { record: { id: least } },
      twice: false,
    })
  })

  test('22: declarations that differ, signed by two halves: closed by the union', () => {
    const { world, alice, bob, carol, others, question } = asked({}, 'Dora')
    const [dora] = others
    carol.position(question, 'object')
    bob.position(question, 'support')
    alice.hear(bob)
    alice.close(question)
    carol.close(question)
    const [agreed, not] = [alice.declare(question), carol.declare(question)]
    alice.signs(question, agreed)
    bob.hear(alice)
    bob.signs(question, agreed)
    carol.signs(question, not)
    dora!.hear(carol)
    dora!.signs(question, not)
    expect(shown(world, question)).toBe('closed not-agreed')
  })

  test('23: a second close beside a declaration: the outcome changes', () => {
    const { world, alice, bob, carol, question } = asked()
    bob.position(question, 'support')
    alice.hear(bob)
    alice.close(question)
    const declaration = alice.declare(question)
    carol.position(question, 'object')
    carol.close(question)
    expect(shown(world, question)).toBe('closed not-agreed')
    expect(alice.broken(declaration)).toBeNull()
  })

  test('24: a member signs two that differ, and both have most: most signatures, then the least id', () => {
    const { world, alice, bob, carol, question } = asked()
    carol.position(question, 'object')
    bob.position(question, 'support')
    alice.hear(bob)
    alice.close(question)
    carol.close(question)
    const [agreed, not] = [alice.declare(question), carol.declare(question)]
    alice.signs(question, agreed)
    carol.signs(question, not)
    bob.take([...alice.acts, ...carol.acts])
    bob.signs(question, agreed)
    bob.signs(question, not)
    const least = agreed.id < not.id ? agreed : not
    shown(world, question)
    expect(alice.state(question)).toMatchObject({
      is: 'final',
      twice: true,
      declaration: { record: { id: least.id } },
    })
    alice.signs(question, not)
    shown(world, question)
    expect(alice.state(question)).toMatchObject({ declaration: { record: { id: not.id } } })
  })

  test('31: a declaration that says agreed over an objection is not right', () => {
    const { world, alice, bob, question } = asked()
    bob.position(question, 'object')
    alice.hear(bob)
    alice.close(question)
    const declaration = alice.declare(question, 'agreed')
    expect(alice.broken(declaration)).toBe('mustSayWhatCameOut')
    world.meet()
    const signature = bob.signs(question, declaration)
    expect(bob.broken(signature)).toBe('mustSignTheStatement')
  })
})

describe('seats, alternates and what was heard', () => {
  const withAlternate = () => {
    const world = new World()
    const alice = world.join('Alice', 'chair')
    const bob = world.join('Bob')
    const ada = world.join('Ada', 'alternate')
    world.meet()
    const roll = [alice, bob]
      .map(({ member }) => ({
        seat: member,
        alternates: member === bob.member ? [ada.member] : [],
      }))
      .toSorted((a, b) => (a.seat < b.seat ? -1 : 1))
    const question = alice.ask({ roll })
    world.meet()
    return { world, alice, bob, ada, question }
  }

  test('25: seat and alternate both give a position: that of the member', () => {
    const { world, alice, bob, ada, question } = withAlternate()
    ada.position(question, 'object')
    alice.hear(ada)
    alice.close(question)
    expect(alice.counts(question)).toMatchObject({ Bob: 'alternate object' })
    const own = bob.position(question, 'support')
    alice.take([own])
    alice.close(question, { parents: [own.id] })
    expect(shown(world, question)).toBe('closed agreed')
    expect(alice.counts(question)).toMatchObject({ Bob: 'own support' })
  })

  test('26: member and alternate sign two declarations: the alternate makes nothing final', () => {
    const { world, alice, ada, question } = withAlternate()
    alice.position(question, 'support')
    alice.close(question)
    const declaration = alice.declare(question)
    alice.signs(question, declaration)
    world.meet()
    const signature = ada.signs(question, declaration)
    expect(shown(world, question)).toBe('closed agreed')
    expect(alice.broken(signature)).toBeNull()
  })

  test('27: a position is written down; the member signs another: the own one counts', () => {
    const { world, alice, bob, question } = asked({ rule: heardRule })
    alice.heard(question, [[bob, 'support']])
    alice.close(question)
    expect(alice.counts(question)).toMatchObject({ Bob: 'heard support' })
    alice.reopen(question)
    world.meet()
    bob.position(question, 'object')
    world.meet()
    alice.close(question)
    expect(shown(world, question)).toBe('closed not-agreed')
    expect(alice.counts(question)).toMatchObject({ Bob: 'own object' })
  })

  test('28: heard where the question does not allow it: counts nothing', () => {
    const { world, alice, bob, question } = asked()
    const heard = alice.heard(question, [[bob, 'support']])
    alice.close(question)
    expect(shown(world, question)).toBe('closed no-quorum')
    expect(alice.broken(heard)).toBeNull()
    expect(alice.counts(question)).toMatchObject({ Bob: 'none' })
  })

  test('two officers hear a seat apart: the most cautious; a later one takes their place', () => {
    const { world, alice, bob, carol, question } = asked({ rule: heardRule })
    alice.heard(question, [[bob, 'support']])
    carol.heard(question, [[bob, 'object']])
    world.meet()
    alice.close(question)
    expect(shown(world, question)).toBe('closed not-agreed')
    expect(alice.counts(question)).toMatchObject({ Bob: 'heard object apart' })
    alice.reopen(question)
    alice.heard(question, [[bob, 'abstain']])
    alice.close(question)
    expect(shown(world, question)).toBe('closed agreed')
  })

  test('32: an objection without a reason is none', () => {
    const { world, alice, bob, question } = asked()
    const fields = { type: 'position', choice: 'object', reason: ' \n', reservations: [] } as const
    const objection = bob.write({ ...fields, reservations: [] }, { subject: question.id })
    alice.hear(bob)
    alice.close(question)
    expect(shown(world, question)).toBe('closed no-quorum')
    expect(alice.broken(objection)).toBe('mustGiveReasons')
  })

  test('38: silence, and nobody was reached: no quorum; with those who saw it, no objection', () => {
    const rule: DecisionRule = { kind: 'silence', quorum: 2, threshold: null, heard: false }
    const { world, alice, bob, carol, question } = asked({ rule })
    alice.close(question)
    expect(shown(world, question)).toBe('closed no-quorum')
    alice.reopen(question)
    world.meet()
    bob.seen(question)
    carol.seen(question)
    world.meet()
    alice.close(question)
    expect(shown(world, question)).toBe('closed no-objection')
    expect(alice.counts(question)).toMatchObject({ Alice: 'none', Bob: 'seen', Carol: 'seen' })
  })

  test('a member saw the question: not present where the rule is not silence', () => {
    const { world, alice, bob, question } = asked()
    bob.seen(question)
    alice.hear(bob)
    alice.close(question)
    expect(shown(world, question)).toBe('closed no-quorum')
  })

  test('a vote: more than half is needed, or half is enough; aside and abstain are neither', () => {
    for (const [threshold, code] of [
      [half, 'not-agreed'],
      [{ ...half, more: false }, 'agreed-by-vote'],
    ] as const) {
      const rule: DecisionRule = { kind: 'vote', quorum: 1, threshold, heard: false }
      const { world, alice, bob, carol, others, question } = asked({ rule }, 'Dora')
      alice.position(question, 'reservations')
      bob.position(question, 'object')
      carol.position(question, 'aside')
      others[0]!.position(question, 'abstain')
      world.meet()
      alice.close(question)
      expect(shown(world, question)).toBe(`closed ${code}`)
    }
  })

  test('a vote in which all abstain: not agreed', () => {
    const threshold = { ...half, more: false }
    const rule: DecisionRule = { kind: 'vote', quorum: 1, threshold, heard: false }
    const { world, alice, bob, question } = asked({ rule })
    bob.position(question, 'abstain')
    alice.hear(bob)
    alice.close(question)
    expect(shown(world, question)).toBe('closed not-agreed')
  })

  test('consensus that may fall back on a vote: agreed by vote over an objection', () => {
    const { world, alice, bob, carol, question } = asked({
      rule: { ...consensus, threshold: half },
    })
    alice.position(question, 'support')
    bob.position(question, 'object')
    carol.position(question, 'support')
    world.meet()
    alice.close(question)
    expect(shown(world, question)).toBe('closed agreed-by-vote')
  })
})

describe('the roll', () => {
  test('29: the roll leaves somebody out: no question', () => {
    const { world, alice, bob } = group()
    const roll = world.question(alice).roll.filter(({ seat }) => seat !== bob.member)
    const question = alice.ask({ roll })
    expect(shown(world, question)).toBe('no question')
    expect(alice.broken(question)).toBe('mustNameTheWholeRoll')
  })

  test('30: a question on old heads, after acts that know newer ones: not taken in', () => {
    const { world, alice, bob } = group()
    const before = alice.records
    alice.change({ what: 'remove', member: bob.member })
    alice.ask()
    const question = alice.ask({}, { heads: before })
    expect(shown(world, question)).toBe('no question')
    expect(alice.broken(question)).toBe('mustBeTakenIn')
  })

  test('35: a newcomer after the close sees the same, and is not on the roll', () => {
    const { world, alice, bob, question } = asked()
    bob.position(question, 'support')
    alice.hear(bob)
    alice.close(question)
    const eve = world.join('Eve')
    expect(shown(world, question, eve)).toBe('closed agreed')
    const position = eve.position(question, 'object')
    expect(eve.broken(position)).toBe('mustBeOnTheRoll')
  })

  test('41: a role changes beside the question: the roll stays as it was asked', () => {
    const { world, alice, bob, carol } = group()
    carol.change({ what: 'role', member: bob.member, role: 'observer' })
    const question = alice.ask()
    world.meet()
    bob.position(question, 'support')
    world.meet()
    alice.close(question)
    expect(shown(world, question)).toBe('closed agreed')
    expect(alice.counts(question)).toMatchObject({ Bob: 'own support' })
  })

  test('a member with a term on record may be left out, and may be named', () => {
    const { world, alice, bob } = group()
    alice.change({ what: 'term', member: bob.member })
    expect(alice.broken(alice.ask())).toBeNull()
    const without = world.question(alice).roll
    expect(without.map(({ seat }) => seat)).not.toContain(bob.member)
    const roll = [...without, { seat: bob.member, alternates: [] }]
    const ascending = roll.toSorted((a, b) => (a.seat < b.seat ? -1 : 1))
    expect(alice.broken(alice.ask({ roll: ascending }))).toBeNull()
  })
})
