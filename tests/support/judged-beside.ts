// Concurrent records, no removals among them, and the outcome of each graph.
import { fromHex } from '#core/keys'
import { groupOf, openScene, stay, type JudgedGraph } from './judged-scene.ts'

const people = { alice: 'chair', bob: 'member', carol: 'chair', dana: 'member' }
const names = Object.keys(people)
const but = (...out: string[]): string[] => names.filter(who => !out.includes(who))

const open = (name: string) => {
  const s = openScene(name)
  return { s, head: groupOf(s, people) }
}

const oneInvitation = (): JudgedGraph => {
  const { s, head } = open('two admissions by one invitation: the one that is less deep counts')
  const invited = s.invite('alice', [head])
  const [nat, eve] = [s.join('nat', invited), s.join('eve', invited)]
  const first = s.welcome('alice', [nat], nat)
  const term = s.write('carol', [eve], 'setTerm', [s.member('bob'), 1, null])
  const more = s.write('carol', [term], 'setTerm', [s.member('bob'), 2, null])
  const late = s.welcome('alice', [more], eve)
  // Concurrent with both, deeper than the first and less deep than the second.
  const other = s.write('carol', [invited.record], 'setTerm', [s.member('bob'), 3, null])
  const before = s.write('carol', [other], 'setTerm', [s.member('bob'), 4, null])
  s.write('carol', [before], 'cancel', [fromHex(invited.record.id)])
  const wrote = s.writeShared('eve', [late], ['renew'], [...names, 'eve'])
  return s.done(
    { ...stay(people), nat: { role: 'member', devices: { nat: 'active' } } },
    { voided: [late, wrote], sendIn: first },
  )
}

const cancelledBeside = (): JudgedGraph => {
  const { s, head } = open('a cancellation beside an admission: the newcomer stays')
  const invited = s.invite('alice', [head])
  s.write('carol', [invited.record], 'cancel', [fromHex(invited.record.id)])
  const asked = s.join('nat', invited)
  const admitted = s.welcome('alice', [asked], asked)
  return s.done(
    { ...stay(people), nat: { role: 'member', devices: { nat: 'active' } } },
    { sendIn: admitted },
  )
}

const twoShutOuts = (): JudgedGraph => {
  const { s, head } = open(
    'two shut-outs beside each other by one member: the less deep one counts',
  )
  const phone = s.addDevice('bob', 'phone', [head], { member: 'bob' })
  const all = [...names, 'phone']
  const first = s.writeShared(
    'bob',
    [phone],
    ['shutOut', s.idOf('dana')],
    all.filter(who => who !== 'dana'),
  )
  const deeper = s.recovery('phone', [phone])
  const late = s.writeShared(
    'phone',
    [deeper],
    ['shutOut', s.idOf('carol')],
    all.filter(who => who !== 'carol'),
  )
  return s.done(
    {
      ...stay({ alice: 'chair', carol: 'chair' }),
      bob: { role: 'member', devices: { bob: 'active', phone: 'active' } },
      dana: { role: 'member', devices: { dana: 'shut-out' } },
    },
    { voided: [late], sendIn: first },
  )
}

const outsideAfterAll = (): JudgedGraph => {
  const { s, head } = open('let in and welcomed beside each other: the member is outside')
  const invited = s.invite('alice', [head], 'secretariat')
  const asked = s.join('sam', invited)
  s.letIn('alice', [asked], asked)
  const term = s.write('carol', [asked], 'setTerm', [s.member('bob'), 1, null])
  const late = s.welcome('alice', [term], asked)
  const role = s.write('alice', [late], 'setRole', [s.member('sam'), 'member'])
  const renewed = s.writeShared('alice', [role], ['renew'], [...names, 'sam'])
  const phone = s.addDevice('sam', 'phone', [renewed], { member: 'sam' })
  return s.done(
    { ...stay(people), sam: { role: 'secretariat', outside: true, devices: { sam: 'active' } } },
    { voided: [late, role, phone], sendIn: head },
  )
}

const insideAfterAll = (): JudgedGraph => {
  const { s, head } = open('welcomed and let in beside each other: the member is in the plenary')
  const invited = s.invite('alice', [head], 'guest')
  const asked = s.join('gus', invited)
  const admitted = s.welcome('alice', [asked], asked)
  const term = s.write('carol', [asked], 'setTerm', [s.member('bob'), 1, null])
  const late = s.letIn('alice', [term], asked)
  const phone = s.letInDevice('gus', 'phone', [late], { member: 'gus' })
  return s.done(
    { ...stay(people), gus: { role: 'guest', devices: { gus: 'active' } } },
    { voided: [late, phone], sendIn: admitted },
  )
}

/** A device gets the key of an epoch, and a newcomer begins one that is wrapped under it. */
const wrappedUnder = (isLater: boolean): JudgedGraph => {
  const when = isLater ? 'after' : 'before'
  const { s, head } = open(`a device gets a key ${when} the epoch wrapped under it: it has both`)
  let parent = head
  for (let at = 0; isLater && at < 4; at++) parent = s.recovery('bob', [parent])
  s.addDevice('bob', 'phone', [parent], { member: 'bob' })
  const admitted = s.comesIn('alice', 'nat', [head])
  return s.done(
    {
      ...stay(people),
      bob: { role: 'member', devices: { bob: 'active', phone: 'active' } },
      nat: { role: 'member', devices: { nat: 'active' } },
    },
    { sendIn: admitted },
  )
}

const renewedTwice = (): JudgedGraph => {
  const { s, head } = open('an epoch is renewed twice: the deepest one is the one to send in')
  const once = s.writeShared('bob', [head], ['renew'], names)
  return s.done(stay(people), { sendIn: s.writeShared('dana', [once], ['renew'], names) })
}

const withdrawnBeside = (): JudgedGraph => {
  const { s, head } = open('a proposal is withdrawn and carried beside each other: it is carried')
  const proposal = s.propose('bob', [head], ['removeMember', s.member('dana'), 'lost'])
  s.write('bob', [proposal], 'withdraw', [fromHex(proposal.id), null])
  const yes = s.second('carol', proposal)
  const carried = s.carry('alice', proposal, [yes], but('dana'))
  return s.done(
    {
      ...stay({ alice: 'chair', bob: 'member', carol: 'chair' }),
      dana: { role: 'member', devices: { dana: 'removed' }, removed: true },
    },
    { sendIn: carried },
  )
}

const removedBeside = (): JudgedGraph => {
  const { s, head } = open('a shut-out is withdrawn after a removal beside it: that is void')
  const shut = s.writeShared('bob', [head], ['shutOut', s.idOf('dana')], but('dana'))
  const dana = s.member('dana')
  const removed = s.writeShared('alice', [shut], ['removeMember', dana, 'lost'], but('dana'))
  const deeper = s.recovery('bob', [shut])
  const late = s.writeShared('bob', [deeper], ['withdraw', fromHex(shut.id)], names)
  return s.done(
    {
      ...stay({ alice: 'chair', bob: 'member', carol: 'chair' }),
      dana: { role: 'member', devices: { dana: 'removed' }, removed: true },
    },
    { voided: [late], sendIn: removed },
  )
}

export const besideGraphs = (): JudgedGraph[] => [
  oneInvitation(),
  cancelledBeside(),
  twoShutOuts(),
  outsideAfterAll(),
  insideAfterAll(),
  wrappedUnder(true),
  wrappedUnder(false),
  renewedTwice(),
  withdrawnBeside(),
  removedBeside(),
]
