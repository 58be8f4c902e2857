// Deliberations that random schedules seldom reach.
import { consensus, half, Party, World } from './deliberation.ts'

const group = (...more: string[]): [World, Party, Party, Party, ...Party[]] => {
  const world = new World()
  const alice = world.join('Alice', 'chair')
  const bob = world.join('Bob')
  const carol = world.join('Carol', 'rapporteur')
  const others = more.map(name => world.join(name))
  world.meet()
  return [world, alice, bob, carol, ...others]
}

/** A taken chair makes a declaration final by members whose admissions prove void. */
const finalByVoidSeats = (): World => {
  const [world, alice, , carol, mallory] = group('Mallory')
  alice.change({ what: 'role', member: mallory!.member, role: 'chair' })
  world.meet()
  const puppets = ['One', 'Two', 'Three'].map(name => world.admit(mallory!, name))
  const admissions = puppets.map(({ records }) => records[0]!)
  mallory!.hear(...puppets)
  const question = mallory!.ask()
  mallory!.position(question, 'support')
  mallory!.close(question)
  const declaration = mallory!.declare(question)
  mallory!.signs(question, declaration)
  for (const puppet of puppets) {
    puppet.hear(mallory!)
    puppet.signs(question, declaration)
  }
  world.meet()
  carol.change({ what: 'remove', member: mallory!.member, voids: admissions })
  return world
}

/** A member signs two declarations that differ, and both have most of the seats. */
const finalTwice = (): World => {
  const [world, alice, bob, carol] = group()
  const question = alice.ask()
  world.meet()
  carol.position(question, 'object')
  bob.position(question, 'support')
  alice.hear(bob)
  alice.close(question)
  carol.close(question)
  const declarations = [alice.declare(question), carol.declare(question)] as const
  alice.signs(question, declarations[0])
  carol.signs(question, declarations[1])
  bob.hear(alice, carol)
  for (const each of declarations) bob.signs(question, each)
  return world
}

/** One half for, one half against, where at least half, or more than half, is asked for. */
const halfAndHalf = (more: boolean): World => {
  const [world, alice, bob] = group()
  const rule = { ...consensus, kind: 'vote', threshold: { ...half, more } } as const
  const question = alice.ask({ rule })
  world.meet()
  alice.position(question, 'support')
  bob.position(question, 'object')
  world.meet()
  alice.close(question)
  return world
}

/** One of two members signs, and an alternate of the other. */
const signedByAlternate = (): World => {
  const world = new World()
  const alice = world.join('Alice', 'chair')
  world.join('Bob')
  const ada = world.join('Ada', 'alternate')
  world.meet()
  const question = alice.ask()
  alice.position(question, 'support')
  alice.close(question)
  const declaration = alice.declare(question)
  alice.signs(question, declaration)
  ada.hear(alice)
  ada.signs(question, declaration)
  return world
}

/** Two devices of a member, more than the record takes, and another member explain beside each other. */
const explainedAtLength = (): World => {
  const [world, alice, bob] = group()
  const question = alice.ask({ purpose: 'adopt' })
  const more = world.device(bob)
  world.meet()
  for (const [name, party] of Object.entries({ first: bob, second: more, third: alice }))
    for (let at = 0; at < 3; at++)
      party.write(
        {
          type: 'say',
          what: 'explanation',
          block: null,
          words: `${name} ${at} ${'x'.repeat(3_900)}`,
          as: '',
        },
        { subject: question.id },
      )
  bob.hear(more)
  alice.hear(bob)
  for (const party of [alice, bob]) party.position(question, 'support')
  world.meet()
  alice.close(question)
  return world
}

export const scenes = (): World[] => [
  finalByVoidSeats(),
  finalTwice(),
  signedByAlternate(),
  halfAndHalf(false),
  halfAndHalf(true),
  explainedAtLength(),
]
