// Each rule by its name: an act that breaks it, each role that may not, and the same act when the
// rule is switched off. An act that breaks a rule is taken in all the same.
import { describe, expect, test } from 'vitest'
import type { Act, BodyOf } from '#core/deliberation/acts'
import { sha256, signingPairFrom, signPlain } from '#core/keys'
import { consensus, half, Party, World, type Role } from '#tests/deliberation'
import { confirmExport, declineExport, exportRequest } from '#tests/export-acts'
import { rules } from '../../../src/core/deliberation/acts/rules.ts'

type Case = { by: Party; act: Act }

/** Alice chairs, Bob is a member, Carol a rapporteur, Olga an observer. */
const group = () => {
  const world = new World()
  const alice = world.join('Alice', 'chair')
  const bob = world.join('Bob')
  const carol = world.join('Carol', 'rapporteur')
  const olga = world.join('Olga', 'observer')
  world.meet()
  return { world, alice, bob, carol, olga }
}

const asked = (more: Parameters<Party['ask']>[0] = {}) => {
  const all = group()
  const question = all.alice.ask(more)
  all.world.meet()
  return { ...all, question }
}

const closed = (more: Parameters<Party['ask']>[0] = {}) => {
  const all = asked(more)
  all.bob.position(all.question, 'support')
  all.world.meet()
  all.alice.close(all.question)
  all.world.meet()
  return all
}

const declared = () => {
  const all = closed()
  const declaration = all.alice.declare(all.question)
  all.world.meet()
  return { ...all, declaration }
}

const calledBody: BodyOf<'meeting'> = {
  type: 'meeting',
  what: 'call',
  from: 1,
  until: 2,
  zones: [],
  languages: [],
}
const called = () => {
  const all = group()
  const call = all.alice.write(calledBody)
  all.world.meet()
  return { ...all, call }
}

const groupRules: BodyOf<'rules'> = {
  type: 'rules',
  quorum: half,
  vote: { a: 2, b: 3, more: false },
  days: 14,
  heard: false,
  seats: [],
}

/** A question that carries what `write` wrote as the group's rules. */
const carrying = (
  rule: BodyOf<'question'>['rule'],
  write = ({ alice }: ReturnType<typeof group>): Act => alice.write(groupRules),
): Case => {
  const all = group()
  const { signed } = write(all)
  return { by: all.alice, act: all.alice.ask({ rule, rules: [signed] }) }
}
const strong = { ...consensus, quorum: 2 }

const register = (by: Party, question: Act, declare: Act): Act =>
  by.write(
    { type: 'register', declare: declare.id, symbol: 'A/1', day: null },
    { subject: question.id },
  )
const say = (by: Party, question: Act): Act =>
  by.write(
    { type: 'say', what: 'explanation', block: null, words: 'We joined.', as: '' },
    { subject: question.id },
  )
const circulate = (by: Party): Act => {
  const { texts } = by.world.question(by)
  return by.write({ type: 'circulate', what: 'comments', texts, draft: 1, until: null })
}
const card = (by: Party): Act => by.write({ type: 'card', key: by.keys.signing.public })

/** By `type rule`: an act that breaks the rule, and no other but those that `implied` names. */
const cases: Record<string, () => Case> = {
  'question mustHoldAnOffice': () => {
    const { bob } = group()
    return { by: bob, act: bob.ask() }
  },
  'question mustNameTheWholeRoll': () => {
    const { world, alice } = group()
    return { by: alice, act: alice.ask({ roll: world.question(alice).roll.slice(1) }) }
  },
  'question mustKeepTheRules': () => carrying({ ...strong, heard: true }),
  'seen mustBeAboutAQuestion': () => {
    const { bob, call } = called()
    return { by: bob, act: bob.seen(call) }
  },
  'seen mustBeOnTheRoll': () => {
    const { olga, question } = asked()
    return { by: olga, act: olga.seen(question) }
  },
  'position mustBeAboutAQuestion': () => {
    const { bob, call } = called()
    return { by: bob, act: bob.position(call, 'support') }
  },
  'position mustBeOnTheRoll': () => {
    const { olga, question } = asked()
    return { by: olga, act: olga.position(question, 'support') }
  },
  'position mustGiveReasons': () => {
    const { bob, question } = asked()
    const reservations = [{ block: null, line: null, words: ' ', as: '' }]
    const body = { type: 'position', choice: 'reservations', reason: '', reservations } as const
    return { by: bob, act: bob.write({ ...body, reservations }, { subject: question.id }) }
  },
  'heard mustBeAboutAQuestion': () => {
    const { alice, bob, call } = called()
    return { by: alice, act: alice.heard(call, [[bob, 'support']]) }
  },
  'heard mustHoldAnOffice': () => {
    const { alice, bob, question } = asked()
    return { by: bob, act: bob.heard(question, [[alice, 'support']]) }
  },
  'heard mustNameSeats': () => {
    const { alice, olga, question } = asked()
    return { by: alice, act: alice.heard(question, [[olga, 'support']]) }
  },
  'close mustBeAboutAQuestion': () => {
    const { alice, call } = called()
    return { by: alice, act: alice.close(call) }
  },
  'close mustHoldAnOffice': () => {
    const { bob, question } = asked()
    return { by: bob, act: bob.close(question) }
  },
  'close mustFindItOpen': () => {
    const { carol, question } = closed()
    return { by: carol, act: carol.close(question) }
  },
  'reopen mustBeAboutAQuestion': () => {
    const { alice, call } = called()
    return { by: alice, act: alice.reopen(call) }
  },
  'reopen mustHoldAnOffice': () => {
    const { bob, question } = closed()
    return { by: bob, act: bob.reopen(question) }
  },
  'reopen mustFindItClosed': () => {
    const { alice, question } = asked()
    return { by: alice, act: alice.reopen(question) }
  },
  'reopen mustFindItUndeclared': () => {
    const { carol, question } = declared()
    return { by: carol, act: carol.reopen(question) }
  },
  'withdraw mustBeAboutAQuestion': () => {
    const { alice, call } = called()
    return { by: alice, act: alice.withdraw(call) }
  },
  'withdraw mustHoldAnOffice': () => {
    const { bob, question } = asked()
    return { by: bob, act: bob.withdraw(question) }
  },
  'withdraw mustFindItOpen': () => {
    const { carol, question } = closed()
    return { by: carol, act: carol.withdraw(question) }
  },
  'declare mustBeAboutAQuestion': () => {
    const { alice, call } = called()
    return { by: alice, act: alice.declare(call, 'agreed') }
  },
  'declare mustHoldAnOffice': () => {
    const { bob, question } = closed()
    return { by: bob, act: bob.declare(question) }
  },
  'declare mustSayWhatCameOut': () => {
    const { alice, question } = closed()
    return { by: alice, act: alice.declare(question, 'not-agreed') }
  },
  'sign mustBeAboutAQuestion': () => {
    const { bob, call } = called()
    return { by: bob, act: bob.signs(call, call) }
  },
  'sign mustBeOnTheRoll': () => {
    const { olga, question, declaration } = declared()
    return { by: olga, act: olga.signs(question, declaration) }
  },
  'sign mustSignTheStatement': () => {
    const { bob, question } = declared()
    return { by: bob, act: bob.signs(question, question) }
  },
  'say mustBeAboutAQuestion': () => {
    const { bob, call } = called()
    return { by: bob, act: say(bob, call) }
  },
  'say mustBeOnTheRoll': () => {
    const { olga, question } = asked()
    return { by: olga, act: say(olga, question) }
  },
  'register mustBeAboutAQuestion': () => {
    const { alice, call } = called()
    return { by: alice, act: register(alice, call, call) }
  },
  'register mustHoldAnOffice': () => {
    const { bob, question, declaration } = declared()
    return { by: bob, act: register(bob, question, declaration) }
  },
  'register mustNameADeclaration': () => {
    const { alice, question } = declared()
    return { by: alice, act: register(alice, question, question) }
  },
  'circulate mustHoldAnOffice': () => {
    const { bob } = group()
    return { by: bob, act: circulate(bob) }
  },
  'rules mustBeChair': () => {
    const { carol } = group()
    return { by: carol, act: carol.write(groupRules) }
  },
  'card mustHoldAnOffice': () => {
    const { bob } = group()
    return { by: bob, act: card(bob) }
  },
  'meeting mustHoldAnOffice': () => {
    const { bob } = group()
    return { by: bob, act: bob.write(calledBody) }
  },
  'meeting mustBeAboutACall': () => {
    const { alice, question } = asked()
    return {
      by: alice,
      act: alice.write({ type: 'meeting', what: 'end' }, { subject: question.id }),
    }
  },
  'export mustHoldAnOfficeForTheRule': () => {
    const { bob } = group()
    return { by: bob, act: bob.write({ type: 'export', what: 'rule', isNeeded: true }) }
  },
  'export mustHaveARoleThatProposes': () => {
    const { olga } = group()
    return { by: olga, act: olga.write(exportRequest()) }
  },
  'export mustBeAboutARequest': () => {
    const { bob, question } = asked()
    return { by: bob, act: bob.write(declineExport, { subject: question.id }) }
  },
  'export mustBeAnotherMember': () => {
    const { world, bob } = group()
    const request = bob.write(exportRequest())
    const by = world.device(bob)
    return { by, act: by.write(confirmExport(request), { subject: request.id }) }
  },
  'export mustBeTheMemberWhoAsked': () => {
    const { alice, bob } = group()
    const request = bob.write(exportRequest())
    alice.hear(bob)
    const body = { type: 'export', what: 'withdraw' } as const
    return { by: alice, act: alice.write(body, { subject: request.id }) }
  },
  'export mustNameTheFile': () => {
    const { alice, bob } = group()
    const request = bob.write(exportRequest())
    alice.hear(bob)
    const other = { ...confirmExport(request), file: new Uint8Array(32) }
    return { by: alice, act: alice.write(other, { subject: request.id }) }
  },
}

/** Rules that an act without a question breaks too. */
const implied: Record<string, string[]> = {
  'seen mustBeAboutAQuestion': ['mustBeOnTheRoll'],
  'position mustBeAboutAQuestion': ['mustBeOnTheRoll'],
  'heard mustBeAboutAQuestion': ['mustNameSeats'],
  'close mustBeAboutAQuestion': ['mustFindItOpen'],
  'reopen mustBeAboutAQuestion': ['mustFindItClosed'],
  'withdraw mustBeAboutAQuestion': ['mustFindItOpen'],
  'declare mustBeAboutAQuestion': ['mustSayWhatCameOut'],
  'sign mustBeAboutAQuestion': ['mustBeOnTheRoll', 'mustSignTheStatement'],
  'say mustBeAboutAQuestion': ['mustBeOnTheRoll'],
  'register mustBeAboutAQuestion': ['mustNameADeclaration'],
}

type Table = Record<string, Record<string, unknown>>

/** The verdict by a program without these rules of a type. */
const without = (type: string, names: readonly string[], { by, act }: Case): string | null => {
  const table = rules as Table
  const whole = table[type]!
  table[type] = Object.fromEntries(Object.entries(whole).filter(([name]) => !names.includes(name)))
  try {
    const fresh = by.world.proceedings()
    fresh.add(by.acts)
    return fresh.broken(act.id)
  } finally {
    table[type] = whole
  }
}

const named = Object.entries(rules as Table).flatMap(([type, own]) =>
  Object.keys(own).map(name => ({ type, name })),
)

describe('a rule', () => {
  test.each(named)('$type: $name is broken, and with the rule off it is not', ({ type, name }) => {
    const key = `${type} ${name}`
    const { by, act } = cases[key]!()
    expect(by.broken(act)).toBe(name)
    expect(by.proceedings.nodes.has(act.id)).toBe(true)
    const also = implied[key] ?? []
    expect(without(type, also, { by, act })).toBe(name)
    expect(without(type, [name, ...also], { by, act })).toBeNull()
  })

  test('has one case, and each case is of a rule', () => {
    expect(Object.keys(cases).toSorted()).toEqual(
      named.map(({ type, name }) => `${type} ${name}`).toSorted(),
    )
  })
})

const roles: Role[] = [
  ...(['chair', 'rapporteur', 'member', 'alternate', 'observer', 'reviewer'] as const),
  ...(['commenter', 'secretariat', 'guest', 'convener', 'reader'] as const),
]
const offices: Role[] = ['chair', 'rapporteur', 'convener']
const onRoll: Role[] = ['chair', 'rapporteur', 'convener', 'member', 'alternate']

/** Every act that is right for a role that may, with the party of that role on the roll or not. */
const write: Record<string, (by: Party, scene: ReturnType<typeof declared>) => Act> = {
  question: by => by.ask(),
  circulate,
  card,
  meeting: by => by.write(calledBody),
  rules: by => by.write(groupRules),
  seen: (by, { question }) => by.seen(question),
  position: (by, { question }) => by.position(question, 'support'),
  say: (by, { question }) => say(by, question),
  sign: (by, { question, declaration }) => by.signs(question, declaration),
  register: (by, { question, declaration }) => register(by, question, declaration),
  heard: (by, { question, bob }) => by.heard(question, [[bob, 'support']]),
}

/** Paul holds this role, and the question is asked with Paul on the roll if the role has a seat. */
const withRole = (role: Role, isDeclared = true) => {
  const all = group()
  const paul = all.world.join('Paul', role)
  all.world.meet()
  const question = all.alice.ask()
  all.bob.take([question])
  all.bob.position(question, 'support')
  all.alice.hear(all.bob)
  if (isDeclared) all.alice.close(question)
  const declaration = isDeclared ? all.alice.declare(question) : question
  all.world.meet()
  return { ...all, paul, question, declaration }
}

describe.each(roles)('%s', role => {
  test.each(Object.keys(write))('writes %s: right, or the rule by its name', type => {
    const scene = withRole(role)
    const act = write[type]!(scene.paul, scene)
    const needsOffice = 'mustHoldAnOffice' in rules[type as keyof typeof rules]
    const expected = needsOffice
      ? offices.includes(role) || 'mustHoldAnOffice'
      : type === 'rules'
        ? ['chair', 'convener'].includes(role) || 'mustBeChair'
        : onRoll.includes(role) || 'mustBeOnTheRoll'
    expect(scene.paul.broken(act)).toBe(expected === true ? null : expected)
  })

  test('has a seat on a roll, or is an alternate there, by the role alone', () => {
    const { world, alice, paul } = withRole(role)
    const others = world
      .question(alice)
      .roll.filter(({ seat }) => seat !== paul.member)
      .map(({ seat }) => ({ seat, alternates: [] as (typeof paul.member)[] }))
    const seat = [...others, { seat: paul.member, alternates: [] }].toSorted((a, b) =>
      a.seat < b.seat ? -1 : 1,
    )
    const isSeated = onRoll.includes(role) && role !== 'alternate'
    expect(alice.broken(alice.ask({ roll: seat }))).toBe(isSeated ? null : 'mustNameTheWholeRoll')
    const alternate = others.map((each, at) =>
      at === 0 ? { ...each, alternates: [paul.member] } : each,
    )
    expect(alice.broken(alice.ask({ roll: alternate }))).toBe(
      role === 'alternate' ? null : 'mustNameTheWholeRoll',
    )
    // Members with a seat are named, others are not.
    expect(alice.broken(alice.ask({ roll: others }))).toBe(isSeated ? 'mustNameTheWholeRoll' : null)
  })

  test('is heard where the member has a seat, and nowhere else', () => {
    const { alice, paul, question } = withRole(role, false)
    const isSeated = onRoll.includes(role) && role !== 'alternate'
    expect(alice.broken(alice.heard(question, [[paul, 'support']]))).toBe(
      isSeated ? null : 'mustNameSeats',
    )
  })

  test('writes the rules that a question carries: those of a chair hold, of no one else', () => {
    const { alice, paul } = withRole(role)
    const { signed } = paul.write(groupRules)
    alice.hear(paul)
    const isChair = ['chair', 'convener'].includes(role)
    expect(alice.broken(alice.ask({ rule: { ...consensus, quorum: 5 }, rules: [signed] }))).toBe(
      isChair ? null : 'mustKeepTheRules',
    )
  })

  test('closes, withdraws, reopens and declares with an office alone', () => {
    const expected = offices.includes(role) ? null : 'mustHoldAnOffice'
    const open = withRole(role, false)
    expect(
      open.paul.broken(
        open.paul.withdraw(open.question, { parents: open.paul.proceedings.heads() }),
      ),
    ).toBe(expected)
    const toClose = withRole(role, false)
    expect(toClose.paul.broken(toClose.paul.close(toClose.question))).toBe(expected)
    const toReopen = withRole(role, false)
    toReopen.alice.close(toReopen.question)
    toReopen.world.meet()
    expect(toReopen.paul.broken(toReopen.paul.reopen(toReopen.question))).toBe(expected)
    const toDeclare = withRole(role, false)
    toDeclare.alice.close(toDeclare.question)
    toDeclare.world.meet()
    expect(toDeclare.paul.broken(toDeclare.paul.declare(toDeclare.question))).toBe(expected)
  })
})

describe('mustNameTheWholeRoll', () => {
  test('an observer in a seat, or a member as an alternate: broken', () => {
    const { world, alice, bob, olga } = group()
    const { roll } = world.question(alice)
    const withSeat = [...roll, { seat: olga.member, alternates: [] }]
    const ascending = withSeat.toSorted((a, b) => (a.seat < b.seat ? -1 : 1))
    expect(alice.broken(alice.ask({ roll: ascending }))).toBe('mustNameTheWholeRoll')
    alice.change({ what: 'term', member: bob.member })
    const spare = world
      .question(alice)
      .roll.map((each, at) => (at === 0 ? { ...each, alternates: [bob.member] } : each))
    expect(alice.broken(alice.ask({ roll: spare }))).toBe('mustNameTheWholeRoll')
  })
})

describe('mustKeepTheRules', () => {
  const broken = ({ by, act }: Case) => by.broken(act)
  test('as strong as the rules, or stronger: right', () => {
    expect(broken(carrying(strong))).toBeNull()
    expect(broken(carrying({ ...strong, threshold: { a: 2, b: 3, more: false } }))).toBeNull()
    expect(broken(carrying({ ...strong, threshold: { a: 3, b: 4, more: false } }))).toBeNull()
  })
  test('a lower quorum, a lower threshold, or heard where it may not: broken', () => {
    for (const rule of [
      { ...strong, quorum: 1 },
      { ...strong, threshold: half },
      { ...strong, heard: true },
    ])
      expect(broken(carrying(rule))).toBe('mustKeepTheRules')
  })
  test('more than a share is stronger than that share, and not the other way round', () => {
    const rule = (more: boolean) => ({ ...strong, threshold: { a: 1, b: 2, more } })
    const write =
      (more: boolean) =>
      ({ alice }: ReturnType<typeof group>) =>
        alice.write({ ...groupRules, vote: { a: 2, b: 4, more } })
    expect(broken(carrying(rule(true), write(false)))).toBeNull()
    expect(broken(carrying(rule(false), write(true)))).toBe('mustKeepTheRules')
    const quorum =
      (more: boolean) =>
      ({ alice }: ReturnType<typeof group>) =>
        alice.write({ ...groupRules, quorum: { a: 2, b: 3, more } })
    expect(broken(carrying(strong, quorum(false)))).toBeNull()
    expect(broken(carrying(strong, quorum(true)))).toBe('mustKeepTheRules')
  })
  test('carries rules of a rapporteur, of newer heads, with a wrong signature, or what are none: broken', () => {
    const ofCarol = carrying(strong, ({ carol }) => carol.write(groupRules))
    expect(broken(ofCarol)).toBe('mustKeepTheRules')
    const newer = carrying(strong, ({ alice, bob, carol }) => {
      const records = alice.records
      carol.change({ what: 'role', member: bob.member, role: 'observer' })
      alice.hear(carol)
      const act = alice.write(groupRules, { parents: [] })
      alice.records = records
      return act
    })
    // The question stands on those rules, so it is not even taken in on older heads.
    expect(broken(newer)).toBe('mustBeTakenIn')
    const apart = carrying(strong, ({ alice, bob, carol }) => {
      carol.change({ what: 'role', member: alice.member, role: 'member' })
      carol.change({ what: 'role', member: bob.member, role: 'chair' })
      bob.records = carol.records
      return bob.write(groupRules)
    })
    expect(broken(apart)).toBe('mustKeepTheRules')
    const forged = carrying(strong, ({ alice }) => {
      const act = alice.write(groupRules)
      const signature = act.signed.signature.with(0, act.signed.signature[0]! ^ 1)
      return { ...act, signed: { ...act.signed, signature } }
    })
    expect(broken(forged)).toBe('mustKeepTheRules')
    const none = carrying(strong, ({ alice }) => alice.write(calledBody))
    expect(broken(none)).toBe('mustKeepTheRules')
    const elsewhere = carrying(strong, ({ alice }) =>
      alice.write(groupRules, { audience: '77'.repeat(32) } as object),
    )
    expect(broken(elsewhere)).toBe('mustKeepTheRules')
  })
})

describe('mustSayWhatCameOut and mustSignTheStatement, where a text is adopted', () => {
  const adopting = () => {
    const all = closed({ purpose: 'adopt' })
    const { alice, question } = all
    const state = alice.state(question)
    if (state?.is !== 'closed') throw new Error('the question is not closed')
    const declare = (statement: Uint8Array | null) =>
      alice.write(
        { type: 'declare', outcome: 'agreed', number: '1', statement },
        { subject: question.id },
      )
    const computed = alice.proceedings.statement(question.id, alice.records)!
    return { ...all, declare, computed }
  }
  const sign = (
    by: Party,
    question: Act,
    declaration: Act,
    key: Uint8Array | null,
    signature: Uint8Array | null,
  ) =>
    by.write(
      { type: 'sign', declare: declaration.id, key, signature, as: '' },
      { subject: question.id },
    )

  test('a declaration without the statement, or with another: broken', () => {
    const { alice, declare, computed } = adopting()
    expect(alice.broken(declare(null))).toBe('mustSayWhatCameOut')
    expect(alice.broken(declare(sha256(computed.record)))).toBe('mustSayWhatCameOut')
    expect(alice.broken(declare(sha256(computed.adoption)))).toBeNull()
  })

  test('a statement where nothing is adopted: broken', () => {
    const { alice, question } = closed()
    const statement = sha256(new Uint8Array())
    const act = alice.write(
      { type: 'declare', outcome: 'agreed', number: '1', statement },
      { subject: question.id },
    )
    expect(alice.broken(act)).toBe('mustSayWhatCameOut')
  })

  test('a signature over the statement by a one-time key: right; without, or over other bytes: broken', () => {
    const { alice, bob, carol, question, declare, computed } = adopting()
    const declaration = declare(sha256(computed.adoption))
    bob.hear(alice)
    carol.hear(alice)
    const once = signingPairFrom(sha256(computed.record))
    const other = signPlain(computed.record, once.secret)
    const right = signPlain(computed.adoption, once.secret)
    const broken = 'mustSignTheStatement'
    expect(bob.broken(sign(bob, question, declaration, null, null))).toBe(broken)
    expect(bob.broken(sign(bob, question, declaration, once.public, null))).toBe(broken)
    expect(bob.broken(sign(bob, question, declaration, once.public, other))).toBe(broken)
    expect(bob.broken(sign(bob, question, declaration, bob.keys.signing.public, right))).toBe(
      broken,
    )
    expect(bob.broken(sign(bob, question, declaration, once.public, right))).toBeNull()
  })

  test('a key where nothing is adopted: broken', () => {
    const { bob, question, declaration } = declared()
    const once = signingPairFrom(sha256(new Uint8Array()))
    const signature = signPlain(new Uint8Array(), once.secret)
    const act = sign(bob, question, declaration, once.public, signature)
    expect(bob.broken(act)).toBe('mustSignTheStatement')
  })
})

test('a declaration is named beside it, by its id alone: broken on every device, in any order', () => {
  const { alice, bob, carol, question } = closed()
  const declaration = alice.declare(question)
  const signed = bob.signs(question, declaration)
  const registered = register(carol, question, declaration)
  bob.hear(alice, carol)
  carol.hear(alice, bob)
  alice.hear(bob, carol)
  for (const each of [alice, bob, carol]) {
    expect(each.broken(declaration)).toBeNull()
    expect(each.broken(signed)).toBe('mustSignTheStatement')
    expect(each.broken(registered)).toBe('mustNameADeclaration')
  }
})
