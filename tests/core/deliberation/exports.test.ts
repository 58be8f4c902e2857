// A second member looks before a file leaves: who may ask and answer, by each role and device; what came of a request;
// and how the rule of the group begins and ends.
import { describe, expect, test } from 'vitest'
import {
  askedExports,
  exportRuleNow,
  Proceedings,
  writeAct,
  checkAct,
  type Act,
} from '#core/deliberation/acts'
import type { DocumentId } from '#shared/ids'
import { World, type Party, type Role } from '#tests/deliberation'
import { confirmExport, declineExport, exportRequest } from '#tests/export-acts'

/** Alice chairs, Bob and Dora are members, Carol is the rapporteur. */
const group = () => {
  const world = new World()
  const alice = world.join('Alice', 'chair')
  const bob = world.join('Bob')
  const carol = world.join('Carol', 'rapporteur')
  const dora = world.join('Dora')
  world.meet()
  return { world, alice, bob, carol, dora }
}

/** Bob asks, and all have heard of it. */
const asked = () => {
  const all = group()
  const request = all.bob.write(exportRequest())
  all.world.meet()
  return { ...all, request }
}

const confirm = (by: Party, request: Act): Act =>
  by.write(confirmExport(request), { subject: request.id })
const decline = (by: Party, request: Act): Act => by.write(declineExport, { subject: request.id })
const say = (by: Party, request: Act, what: 'withdraw' | 'written'): Act =>
  by.write({ type: 'export', what }, { subject: request.id })

const seenBy = ({ proceedings, records }: Party) => askedExports(proceedings, records)
const stateBy = (party: Party, { id }: Act) => seenBy(party).find(each => each.id === id)?.is

describe('a request', () => {
  test('waits until another member confirms: then it is confirmed for all', () => {
    const { world, alice, bob, request } = asked()
    expect(stateBy(bob, request)).toBe('asked')
    const answer = confirm(alice, request)
    world.meet()
    expect(alice.broken(answer)).toBeNull()
    for (const each of world.parties) expect(stateBy(each, request)).toBe('confirmed')
    expect(seenBy(bob)[0]).toMatchObject({
      by: bob.member,
      answers: [{ member: alice.member, reason: null }],
      writtenAt: null,
    })
  })

  test('one decline outweighs all confirmations, in every order', () => {
    for (const order of [confirm, decline]) {
      const { world, alice, bob, carol, request } = asked()
      order(alice, request)
      ;(order === confirm ? decline : confirm)(carol, request)
      world.meet()
      expect(stateBy(bob, request)).toBe('declined')
    }
  })

  test('a member who declined confirms after another look: the last word counts', () => {
    const { world, alice, bob, request } = asked()
    decline(alice, request)
    confirm(alice, request)
    world.meet()
    expect(stateBy(bob, request)).toBe('confirmed')
    decline(alice, request)
    bob.hear(alice)
    expect(stateBy(bob, request)).toBe('declined')
  })

  test('two devices of one member answer apart: the decline counts', () => {
    const { world, alice, bob, request } = asked()
    const other = world.device(alice)
    world.meet()
    confirm(alice, request)
    decline(other, request)
    world.meet()
    expect(stateBy(bob, request)).toBe('declined')
  })

  test('the author withdraws the request: no confirmation brings the request back', () => {
    const { world, alice, bob, request } = asked()
    say(bob, request, 'withdraw')
    confirm(alice, request)
    world.meet()
    expect(stateBy(alice, request)).toBe('withdrawn')
  })

  test('the author says that the file is written: the request has the day', () => {
    const { world, alice, bob, request } = asked()
    confirm(alice, request)
    world.meet()
    const written = say(bob, request, 'written')
    world.meet()
    expect(seenBy(alice)[0]).toMatchObject({ is: 'confirmed', writtenAt: written.at })
  })

  test('a member confirms another file: the answer has no effect', () => {
    const { alice, bob, request } = asked()
    const other = bob.write(exportRequest('Another text.'))
    alice.hear(bob)
    const answer = alice.write(confirmExport(other), { subject: request.id })
    expect(alice.broken(answer)).toBe('mustNameTheFile')
    expect(stateBy(alice, request)).toBe('asked')
  })
})

describe('a member declined the file', () => {
  /** Alice declines; Bob asks again about the same file, and Carol confirms. */
  const askedAgain = (between: (all: ReturnType<typeof asked>) => void = () => {}) => {
    const all = asked()
    decline(all.alice, all.request)
    all.world.meet()
    between(all)
    const again = all.bob.write(exportRequest())
    all.world.meet()
    confirm(all.carol, again)
    all.world.meet()
    return { ...all, again }
  }

  test('the author asks again: the file stays declined, and the request names the member who declined', () => {
    const { world, alice, carol, again } = askedAgain()
    for (const each of world.parties) expect(stateBy(each, again)).toBe('declined')
    expect(seenBy(alice).find(({ id }) => id === again.id)?.answers).toMatchObject([
      { member: alice.member, reason: expect.any(String), isElsewhere: true },
      { member: carol.member, reason: null, isElsewhere: false },
    ])
  })

  test('the author withdraws and asks again: the file stays declined', () => {
    const { bob, again } = askedAgain(({ bob: author, request }) =>
      say(author, request, 'withdraw'),
    )
    expect(stateBy(bob, again)).toBe('declined')
  })

  test('another member asks: the file stays declined', () => {
    const { world, bob, dora } = askedAgain()
    const other = dora.write(exportRequest())
    world.meet()
    confirm(bob, other)
    world.meet()
    expect(stateBy(dora, other)).toBe('declined')
  })

  test('the device that asked first is removed, and another asks: the file stays declined', () => {
    const { world, alice, bob, carol } = group()
    const first = world.device(bob)
    world.meet()
    const request = first.write(exportRequest())
    world.meet()
    decline(alice, request)
    world.meet()
    alice.change({ what: 'removeDevice', device: first.device })
    world.meet()
    const again = bob.write(exportRequest())
    world.meet()
    confirm(carol, again)
    world.meet()
    expect(stateBy(bob, again)).toBe('declined')
  })

  test('the member who declined confirms the next request: the file may leave', () => {
    const { world, alice, bob, request, again } = askedAgain()
    confirm(alice, again)
    world.meet()
    expect(stateBy(bob, again)).toBe('confirmed')
    decline(alice, request)
    world.meet()
    expect(stateBy(bob, again)).toBe('declined')
  })

  test('the member who declined asks for the same file: the decline is over', () => {
    const { world, alice, bob, carol, again } = askedAgain()
    const own = alice.write(exportRequest())
    world.meet()
    confirm(carol, own)
    world.meet()
    expect(stateBy(alice, own)).toBe('confirmed')
    say(alice, own, 'withdraw')
    world.meet()
    expect(stateBy(bob, again)).toBe('declined')
  })

  test('the decline concerns no other file of the same text', () => {
    const { world, bob, carol } = askedAgain()
    const other = bob.write(exportRequest('Another text.'))
    world.meet()
    confirm(carol, other)
    world.meet()
    expect(stateBy(bob, other)).toBe('confirmed')
  })

  test('a confirmation of another member’s request does not confirm the own one', () => {
    const { world, alice, bob, dora, request } = asked()
    const other = dora.write(exportRequest())
    world.meet()
    confirm(alice, other)
    confirm(bob, other)
    world.meet()
    expect(stateBy(bob, request)).toBe('asked')
  })
})

describe('nobody confirms for the same member', () => {
  test('not the device that asked', () => {
    const { bob, request } = asked()
    expect(bob.broken(confirm(bob, request))).toBe('mustBeAnotherMember')
    expect(stateBy(bob, request)).toBe('asked')
  })

  test('not another device of that member', () => {
    const { world, alice, bob, request } = asked()
    const other = world.device(bob)
    const answer = confirm(other, request)
    alice.hear(other)
    expect(alice.broken(answer)).toBe('mustBeAnotherMember')
    expect(stateBy(alice, request)).toBe('asked')
  })
})

describe('people who are not members any more', () => {
  test('the member who confirmed is removed: the confirmation counts no more', () => {
    const { world, alice, bob, dora, request } = asked()
    confirm(dora, request)
    world.meet()
    expect(stateBy(bob, request)).toBe('confirmed')
    alice.change({ what: 'remove', member: dora.member })
    bob.hear(alice)
    expect(stateBy(bob, request)).toBe('asked')
  })

  test('a removed member confirms on earlier records: the answer does not count', () => {
    const { alice, bob, dora, request } = asked()
    alice.change({ what: 'remove', member: dora.member })
    bob.hear(alice)
    confirm(dora, request)
    bob.hear(dora)
    expect(stateBy(bob, request)).toBe('asked')
  })

  test('the device that confirmed is removed: a thief may have pressed the button', () => {
    const { world, alice, bob, dora, request } = asked()
    const lost = world.device(dora)
    world.meet()
    confirm(lost, request)
    world.meet()
    alice.change({ what: 'removeDevice', device: lost.device })
    bob.hear(alice)
    expect(stateBy(bob, request)).toBe('asked')
  })

  test('the member who asked is removed: the request is none', () => {
    const { alice, bob, carol, request } = asked()
    confirm(carol, request)
    alice.change({ what: 'remove', member: bob.member })
    alice.hear(carol)
    expect(seenBy(alice)).toEqual([])
  })

  test('a member becomes an observer: the confirmation counts no more', () => {
    const { alice, bob, dora, request } = asked()
    confirm(dora, request)
    bob.hear(dora)
    alice.change({ what: 'role', member: dora.member, role: 'observer' })
    bob.hear(alice)
    expect(stateBy(bob, request)).toBe('asked')
  })
})

const roles: Role[] = [
  ...(['chair', 'rapporteur', 'member', 'alternate', 'observer', 'reviewer'] as const),
  ...(['commenter', 'secretariat', 'guest', 'convener', 'reader'] as const),
]
const mayAnswer: Role[] = ['chair', 'rapporteur', 'member', 'alternate', 'reviewer', 'convener']
const mayRule: Role[] = ['chair', 'rapporteur', 'convener']

describe.each(roles)('%s', role => {
  const scene = () => {
    const all = asked()
    const paul = all.world.join('Paul', role)
    all.world.meet()
    return { ...all, paul }
  }
  const expected = mayAnswer.includes(role) ? null : 'mustHaveARoleThatProposes'

  test('asks', () => {
    const { paul } = scene()
    expect(paul.broken(paul.write(exportRequest()))).toBe(expected)
  })

  test('confirms', () => {
    const { paul, bob, request } = scene()
    expect(paul.broken(confirm(paul, request))).toBe(expected)
    bob.hear(paul)
    expect(stateBy(bob, request)).toBe(expected === null ? 'confirmed' : 'asked')
  })

  test('declines', () => {
    const { paul, bob, request } = scene()
    expect(paul.broken(decline(paul, request))).toBe(expected)
    bob.hear(paul)
    expect(stateBy(bob, request)).toBe(expected === null ? 'declined' : 'asked')
  })

  test('withdraws or closes the request of another member: never', () => {
    const { paul, request } = scene()
    for (const what of ['withdraw', 'written'] as const)
      expect(paul.broken(say(paul, request, what))).not.toBeNull()
    expect(stateBy(paul, request)).toBe('asked')
  })

  test('begins the rule with an office alone', () => {
    const { paul } = scene()
    paul.write({ type: 'export', what: 'rule', isNeeded: true })
    expect(ruleBy(paul).isNeeded).toBe(mayRule.includes(role))
  })
})

const rule = (by: Party, isNeeded: boolean): Act =>
  by.write({ type: 'export', what: 'rule', isNeeded })
const ruleBy = ({ proceedings, records }: Party, ...more: Proceedings[]) =>
  exportRuleNow([proceedings, ...more], records)

describe('the rule of the group', () => {
  test('does not hold before an officer begins it, and then for all', () => {
    const { world, carol, dora } = group()
    expect(ruleBy(dora)).toEqual({ isNeeded: false, ending: [] })
    rule(carol, true)
    world.meet()
    expect(ruleBy(dora)).toEqual({ isNeeded: true, ending: [] })
  })

  test('ends when a second officer agrees, and not before', () => {
    const { world, alice, carol, dora } = group()
    rule(alice, true)
    world.meet()
    rule(alice, false)
    rule(alice, false)
    world.meet()
    expect(ruleBy(dora)).toEqual({ isNeeded: true, ending: [alice.member] })
    rule(carol, false)
    world.meet()
    expect(ruleBy(dora)).toEqual({ isNeeded: false, ending: [] })
  })

  test('ends by one officer where the group has no other', () => {
    const world = new World()
    const alice = world.join('Alice', 'chair')
    const bob = world.join('Bob')
    rule(alice, true)
    rule(alice, false)
    bob.hear(alice)
    expect(ruleBy(bob).isNeeded).toBe(false)
    rule(bob, true)
    expect(ruleBy(bob).isNeeded).toBe(false)
  })

  test('the ending act names records without an officer of today: the rule goes on', () => {
    const world = new World()
    const alice = world.join('Alice', 'chair')
    const bob = world.join('Bob')
    const program = world.device(alice)
    world.meet()
    rule(alice, true)
    program.hear(alice)
    const carol = world.admit(alice, 'Carol', 'rapporteur')
    rule(program, false)
    for (const each of [alice, bob, carol]) each.hear(program)
    bob.hear(alice)
    carol.hear(alice)
    for (const each of [alice, bob, carol])
      expect(ruleBy(each)).toEqual({ isNeeded: true, ending: [alice.member] })
    rule(carol, false)
    bob.hear(carol)
    expect(ruleBy(bob).isNeeded).toBe(false)
  })

  test('the records that the ending act names have an officer who is none today: it goes on', () => {
    const { world, alice, carol, bob } = group()
    rule(alice, true)
    world.meet()
    rule(alice, false)
    alice.change({ what: 'role', member: carol.member, role: 'member' })
    world.meet()
    expect(ruleBy(bob)).toEqual({ isNeeded: true, ending: [alice.member] })
    // By the records of today the chair is the only officer.
    rule(alice, false)
    world.meet()
    expect(ruleBy(bob).isNeeded).toBe(false)
  })

  test('one of two officers never heard of the beginning: the rule goes on', () => {
    const { world, alice, carol, bob } = group()
    rule(carol, false)
    rule(alice, true)
    rule(alice, false)
    world.meet()
    expect(ruleBy(bob)).toEqual({ isNeeded: true, ending: [alice.member] })
  })

  test('begins again while officers end the rule: two officers have to end the second rule too', () => {
    const { world, alice, carol, bob } = group()
    rule(alice, true)
    world.meet()
    rule(alice, false)
    rule(carol, true)
    world.meet()
    expect(ruleBy(bob).isNeeded).toBe(true)
    rule(carol, false)
    world.meet()
    expect(ruleBy(bob)).toEqual({ isNeeded: true, ending: [carol.member] })
    rule(alice, false)
    world.meet()
    expect(ruleBy(bob).isNeeded).toBe(false)
  })

  test('the admission of an officer proves void: the act of that officer has no effect', () => {
    const { alice, world } = group()
    const mallory = world.admit(alice, 'Mallory', 'rapporteur')
    const [admission] = mallory.records
    rule(alice, true)
    mallory.hear(alice)
    rule(mallory, false)
    alice.hear(mallory)
    rule(alice, false)
    expect(ruleBy(alice).isNeeded).toBe(false)
    alice.change({ what: 'remove', member: mallory.member, voids: [admission!] })
    expect(ruleBy(alice)).toEqual({ isNeeded: true, ending: [alice.member] })
  })

  test('stands in another document of the group, and holds all the same', () => {
    const { world, alice } = group()
    const document = '0'.repeat(32) as DocumentId
    const other = new Proceedings({ audience: world.audience, document }, world.membership)
    const frame = { audience: world.audience, document, subject: null, heads: alice.records }
    const signed = writeAct(
      alice.keys,
      { ...frame, parents: [], at: 0 },
      { type: 'export', what: 'rule', isNeeded: true },
    )
    other.add([checkAct(signed)!])
    expect(ruleBy(alice, other).isNeeded).toBe(true)
  })
})

test('acts about exports begin no graph for other documents: earlier versions do not know them', () => {
  const { alice, bob } = asked()
  rule(alice, true)
  expect(alice.proceedings.hasRightActs()).toBe(false)
  alice.ask()
  bob.hear(alice)
  expect(bob.proceedings.hasRightActs()).toBe(true)
})
