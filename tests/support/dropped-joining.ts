// Records of inviting, asking and admission that break a rule of their own past, and records of roles, terms,
// epochs and recovery keys that do. Each is right in all else, so that one check alone refuses it where
// no other check implies that.
import { fromHex, random, signingPairFrom } from '#core/keys'
import { groupOf, openScene, stay, type JudgedGraph } from './judged-scene.ts'

const people = {
  alice: 'chair',
  bob: 'member',
  carol: 'chair',
  dana: 'member',
  finn: 'secretariat',
}
const names = Object.keys(people)

export const droppedRoot = (): JudgedGraph => {
  const s = openScene('a root with a box for a second device')
  s.drops('1: the boxes are for the author alone', s.root('alice', ['alice', 'bob']))
  return s.done({})
}

export const droppedJoining = (): JudgedGraph => {
  const s = openScene('inviting, asking and admission')
  const head = groupOf(s, people)
  const used = s.invite('alice', [head])
  const [first, second] = [s.join('ida', used), s.join('eve', used)]
  const admitted = s.welcome('alice', [first], first)
  const open = s.invite('alice', [head])
  const asked = s.join('nat', open)
  const ida = s.join('ida', open)

  s.drops('3: a stranger invites', s.invite('eve', [head]).record)
  s.drops('3: a member invites', s.invite('bob', [head]).record)
  const same = s.invite('alice', [open.record], 'member', open.pair)
  s.drops('4: an earlier invitation has the same key', same.record)
  const cancelled = fromHex(open.record.id)
  s.drops('3: a stranger cancels', s.write('eve', [open.record], 'cancel', [cancelled]))
  s.drops('3: a member cancels', s.write('bob', [open.record], 'cancel', [cancelled]))
  const late = s.write('alice', [admitted], 'cancel', [fromHex(used.record.id)])
  s.drops('5: the invitation was used', late)
  s.drops('5: a join is no invitation', s.write('alice', [asked], 'cancel', [fromHex(asked.id)]))
  s.drops('5: the invitation was used', s.join('max', used, [admitted]))
  s.drops('6: the proof is by another key', s.join('max', open, [open.record], { pair: used.pair }))
  s.drops(
    '6: the proof is of another handle',
    s.join('max', open, [open.record], { handle: 'Max' }),
  )
  s.drops('6: the author is a member', s.join('bob', open))

  // Carol invites, and is no chair any more when a person has asked.
  const byCarol = s.invite('carol', [head])
  const askedCarol = s.join('pat', byCarol)
  const guestOfCarol = s.invite('carol', [askedCarol], 'guest')
  const guestAsked = s.join('gil', guestOfCarol)
  const givesUp = s.write('carol', [guestAsked], 'setRole', [s.member('carol'), 'member'])
  const stopped = s.invite('alice', [head])
  const askedStopped = s.join('joy', stopped)
  const cancel = s.write('alice', [askedStopped], 'cancel', [fromHex(stopped.record.id)])

  s.drops('7: a stranger welcomes', s.welcome('eve', [asked], asked))
  s.drops('3: who is no chair any more welcomes', s.welcome('carol', [givesUp], askedCarol))
  s.drops('7: an invitation is no join', s.welcome('alice', [asked], open.record))
  s.drops('7: it does not stand on the join', s.welcome('alice', [open.record], asked))
  s.drops('7: another chair welcomes', s.welcome('carol', [asked], asked))
  s.drops('7: the invitation was cancelled', s.welcome('alice', [cancel], askedStopped))
  s.drops('7: the invitation was used', s.welcome('alice', [admitted, second], second))
  s.drops('7: the device came in before', s.welcome('alice', [admitted, ida], ida))
  const unknown = s.welcome('alice', [asked], asked, { previous: random(32) })
  s.drops('7: nobody knows the previous epoch', unknown)
  const old = s.welcome('alice', [admitted, asked], asked, { previous: s.keyOf(head) })
  s.drops('7: the previous epoch is not for all who are active', old)
  const again = s.welcome('alice', [asked], asked, { key: s.keyOf(head) })
  s.drops('9: an earlier epoch has the same id', again)

  const guests = s.invite('alice', [head], 'guest')
  const [gus, gwen] = [s.join('gus', guests), s.join('gwen', guests)]
  const let1 = s.letIn('alice', [gus], gus)
  const more = s.invite('alice', [head], 'secretariat')
  const [sam, gusAgain] = [s.join('sam', more), s.join('gus', more)]
  const halted = s.invite('alice', [head], 'guest')
  const askedHalted = s.join('hal', halted)
  const halt = s.write('alice', [askedHalted], 'cancel', [fromHex(halted.record.id)])
  s.drops('7: the invitation is of a role in the plenary', s.letIn('alice', [asked], asked))
  s.drops('7: a stranger lets in', s.letIn('eve', [sam], sam))
  s.drops('3: who is no chair any more lets in', s.letIn('carol', [givesUp], guestAsked))
  s.drops('7: an invitation is no join', s.letIn('alice', [sam], more.record))
  s.drops('7: another chair lets in', s.letIn('carol', [sam], sam))
  s.drops('7: the invitation was cancelled', s.letIn('alice', [halt], askedHalted))
  s.drops('7: the invitation was used', s.letIn('alice', [let1, gwen], gwen))
  s.drops('7: the device came in before', s.letIn('alice', [let1, gusAgain], gusAgain))

  return s.done(
    {
      ...stay({ ...people, carol: 'member', ida: 'member' }),
      gus: { role: 'guest', outside: true, devices: { gus: 'active' } },
    },
    { sendIn: admitted },
  )
}

export const droppedRoles = (): JudgedGraph => {
  const s = openScene('roles, terms, epochs, recovery keys and records of a later version')
  const plenary = groupOf(s, people)
  const head = s.comesInOutside('alice', 'sam', [plenary])
  const [dana, sam, nobody] = [s.member('dana'), s.member('sam'), random(32)]

  const role = (by: string, ...body: [Uint8Array, string]) => s.write(by, [head], 'setRole', body)
  s.drops('3: a stranger gives a role', role('eve', dana, 'observer'))
  s.drops('3: a member gives a role', role('bob', dana, 'observer'))
  s.drops('10: nobody is that member', role('alice', nobody, 'observer'))
  s.drops('10: the member is a chair', role('alice', s.member('carol'), 'member'))
  s.drops('10: the member is outside the plenary', role('alice', sam, 'member'))

  const term = (by: string, ...body: [Uint8Array, number | null, number | null]) =>
    s.write(by, [head], 'setTerm', body)
  s.drops('3: a stranger sets a term', term('eve', dana, 1, 2))
  s.drops('3: a member sets a term', term('bob', dana, 1, 2))
  s.drops('10: nobody is that member', term('alice', nobody, 1, 2))
  s.drops('10: a term ends before it begins', term('alice', dana, 2, 1))

  const renew = (by: string, recipients: string[], key = random(32)) =>
    s.writeShared(by, [head], ['renew'], recipients, key)
  s.drops('2: a stranger renews', renew('eve', names))
  s.drops('8: a member outside the plenary renews', renew('sam', names))
  s.drops('8: a device is left out', renew('bob', names.slice(1)))
  s.drops('8: a device too many', renew('bob', [...names, 'sam']))
  s.drops('9: an earlier epoch has the same id', renew('bob', names, s.keyOf(head)))

  const pair = signingPairFrom(random(32))
  const own = s.recovery('bob', [head], pair)
  s.drops('2: a stranger has a recovery key', s.recovery('eve', [head]))
  s.drops('12: the key is the member’s already', s.recovery('bob', [own], pair))

  const later = (by: string) => s.write(by, [head], 'zz-later', ['anything'])
  s.drops('2: a stranger writes a record of a later version', later('eve'))
  s.drops('2: a member without a voice writes one', later('finn'))
  s.drops('2: a guest writes one', later('sam'))

  return s.done(
    { ...stay(people), sam: { role: 'guest', outside: true, devices: { sam: 'active' } } },
    { sendIn: plenary },
  )
}

export const droppedDevices = (): JudgedGraph => {
  const s = openScene('further devices')
  const before = groupOf(s, { alice: 'chair', bob: 'member', dana: 'member' })
  const plenary = s.comesIn('alice', 'finn', [before], 'secretariat')
  const sams = s.comesInOutside('alice', 'sam', [plenary])
  const pairFrom = () => signingPairFrom(random(32))
  const [pair, ofSam, other] = [pairFrom(), pairFrom(), pairFrom()]
  const recovered = s.recovery('dana', [sams], pair)
  const head = s.recovery('sam', [recovered], ofSam)
  const key = s.keyOf(head)

  for (const [type, member, recovery] of [
    ['addDevice', 'dana', pair],
    ['letInDevice', 'sam', ofSam],
  ] as const) {
    const add = s[type]
    const [own, proven] = [{ member }, { member, recovery }]
    s.drops('11: a stranger adds a device', add('eve', 'new', [head], own))
    s.drops('11: another member adds it, who is no chair', add('bob', 'new', [head], proven))
    s.drops(
      '11: nobody is that member',
      add('alice', 'new', [head], { ...proven, member: 'nobody' }),
    )
    s.drops('11: the device came in before', add(member, 'bob', [head], own))
    s.drops(
      '11: the proof is by another device',
      add(member, 'new', [head], { ...own, signer: 'bob' }),
    )
    s.drops('11: a chair adds it without recovery proof', add('alice', 'new', [head], own))
    const wrong = { member, recovery: other }
    s.drops('11: the recovery proof is by another key', add('alice', 'new', [head], wrong))
    s.drops('11: a recovery proof for an own device', add(member, 'new', [head], proven))
  }
  s.drops('11: outside the plenary', s.addDevice('sam', 'new', [head], { member: 'sam' }))
  s.drops('11: in the plenary', s.letInDevice('dana', 'new', [head], { member: 'dana' }))
  const given = (epoch: Uint8Array) => ({ member: 'dana', key: epoch })
  s.drops('11: nobody knows the epoch', s.addDevice('dana', 'new', [head], given(random(32))))
  const old = s.addDevice('dana', 'new', [head], given(s.keyOf(before)))
  s.drops('11: the epoch is not for all who are active', old)

  let last = head
  const [many, outside] = [{ dana: 'active' }, { sam: 'active' }] as Record<string, 'active'>[]
  for (let at = 2; at <= 16; at++) {
    last = s.addDevice('dana', `dana ${at}`, [last], { member: 'dana', key })
    last = s.letInDevice('sam', `sam ${at}`, [last], { member: 'sam' })
    many![`dana ${at}`] = 'active'
    outside![`sam ${at}`] = 'active'
  }
  s.drops(
    '11: 16 devices are active',
    s.addDevice('dana', 'dana 17', [last], { member: 'dana', key }),
  )
  s.drops('11: 16 devices are active', s.letInDevice('sam', 'sam 17', [last], { member: 'sam' }))

  return s.done(
    {
      ...stay({ alice: 'chair', bob: 'member', finn: 'secretariat' }),
      dana: { role: 'member', devices: many! },
      sam: { role: 'guest', outside: true, devices: outside! },
    },
    { sendIn: plenary },
  )
}
