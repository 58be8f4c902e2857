// Conflicts in groups, and the outcome of each, derived by hand from docs/protocol.md. No outcome
// depends on an id: where order matters, depth decides.
import { fromHex, signingPairFrom, random } from '#core/keys'
import { groupOf, openScene, stay, type JudgedGraph } from './judged-scene.ts'

const people = { alice: 'chair', bob: 'member', carol: 'chair', dana: 'member', erin: 'member' }
const but = (...out: string[]): string[] => Object.keys(people).filter(who => !out.includes(who))
const others = (...out: string[]) => {
  const left = Object.entries(people).filter(([who]) => !out.includes(who))
  return stay(Object.fromEntries(left))
}

const open = (name: string) => {
  const s = openScene(name)
  const head = groupOf(s, people)
  /** Alice and Dana remove Carol, who is a chair, together. */
  const removesCarol = () => {
    const proposal = s.propose('alice', [head], ['removeMember', s.member('carol'), 'lost'])
    return s.carry('dana', proposal, [], but('carol'))
  }
  const withoutCarol = {
    ...others('carol'),
    carol: { role: 'chair', devices: { carol: 'removed' }, removed: true },
  } as const
  return { s, head, removesCarol, withoutCarol }
}

const removingEachOther = (): JudgedGraph => {
  const { s, head } = open('two devices of one member remove each other: the senior one holds')
  const added = s.addDevice('bob', 'phone', [head], { member: 'bob' })
  const holds = s.writeShared('bob', [added], ['removeDevice', s.idOf('phone')], but())
  const late = s.writeShared(
    'phone',
    [added],
    ['removeDevice', s.idOf('bob')],
    [...but('bob'), 'phone'],
  )
  return s.done(
    { ...others('bob'), bob: { role: 'member', devices: { bob: 'active', phone: 'removed' } } },
    { voided: [late], sendIn: holds },
  )
}

const seniorProposer = (): JudgedGraph => {
  const { s, head } = open('two carried removals void each other: the senior proposer counts')
  const ofBob = s.propose('erin', [head], ['removeMember', s.member('bob'), 'lost'])
  const voidCarry = s.carry('alice', ofBob, [], but('bob'))
  const ofErin = s.propose('bob', [head], ['removeMember', s.member('erin'), 'lost'])
  const holds = s.carry('carol', ofErin, [], but('erin'))
  return s.done(
    { ...others('erin'), erin: { role: 'member', devices: { erin: 'removed' }, removed: true } },
    { voided: [ofBob, voidCarry], sendIn: holds },
  )
}

const outweighing = (): JudgedGraph => {
  const { s, head } = open('whom a removed chair lets in lends no second voice')
  // Carol is senior to Dana. Carol admits a puppet, and removes Alice with its support.
  const invited = s.invite('carol', [head])
  const asked = s.join('puppet', invited)
  const admitted = s.welcome('carol', [asked], asked)
  const ofAlice = s.propose('carol', [admitted], ['removeMember', s.member('alice'), 'lost'])
  const withPuppet = s.carry('puppet', ofAlice, [], [...but('alice'), 'puppet'])
  const ofCarol = s.propose('dana', [head], ['removeMember', s.member('carol'), 'lost'])
  const holds = s.carry('alice', ofCarol, [], but('carol'))
  return s.done(
    {
      ...others('carol'),
      carol: { role: 'chair', devices: { carol: 'removed' }, removed: true },
      puppet: { role: 'member', devices: { puppet: 'removed' }, removed: true },
    },
    { voided: [invited.record, asked, admitted, ofAlice, withPuppet], sendIn: holds },
  )
}

const madeChairAgain = (): JudgedGraph => {
  const { s, head } = open('a chair is made a member and a chair again: later acts count')
  const beside = s.write('carol', [head], 'setTerm', [s.member('erin'), 1, null])
  const own = s.recovery('carol', [head])
  const proposal = s.propose('alice', [head], ['setRole', s.member('carol'), 'member'])
  const carried = s.carry('bob', proposal, [], null)
  const again = s.write('alice', [carried], 'setRole', [s.member('carol'), 'chair'])
  s.write('carol', [again, own], 'setTerm', [s.member('dana'), 2, null])
  return s.done(stay(people), { voided: [beside], sendIn: head })
}

const puppetRemoves = (): JudgedGraph => {
  const { s, head, removesCarol, withoutCarol } = open(
    'whom a removed chair lets in removes a member: that is void',
  )
  const invited = s.invite('carol', [head], 'chair')
  const asked = s.join('puppet', invited)
  const admitted = s.welcome('carol', [asked], asked)
  const removal = s.writeShared(
    'puppet',
    [admitted],
    ['removeMember', s.member('erin'), 'lost'],
    [...but('erin'), 'puppet'],
  )
  const holds = removesCarol()
  return s.done(
    { ...withoutCarol, puppet: { role: 'chair', devices: { puppet: 'removed' }, removed: true } },
    { voided: [invited.record, asked, admitted, removal], sendIn: holds },
  )
}

const admittedTwice = (): JudgedGraph => {
  const { s, head, removesCarol, withoutCarol } = open(
    'a device is admitted twice, once by a removed chair: what follows the other one counts',
  )
  const byAlice = s.invite('alice', [head])
  const asked = s.join('nat', byAlice)
  const admitted = s.welcome('alice', [asked], asked)
  const key = s.recovery('nat', [admitted])
  const byCarol = s.invite('carol', [head])
  const askedCarol = s.join('nat', byCarol)
  const admittedByCarol = s.welcome('carol', [askedCarol], askedCarol)
  const lost = s.recovery('nat', [admittedByCarol])
  removesCarol()
  s.write('alice', [key], 'setTerm', [s.member('nat'), 1, null])
  return s.done(
    { ...withoutCarol, nat: { role: 'member', devices: { nat: 'active' } } },
    { voided: [byCarol.record, askedCarol, admittedByCarol, lost] },
  )
}

const voidSecond = (): JudgedGraph => {
  const { s, head, removesCarol, withoutCarol } = open('a carry names a void second: it is void')
  const proposal = s.propose('bob', [head], ['removeMember', s.member('erin'), 'lost'])
  const yes = s.second('carol', proposal)
  const carried = s.carry('dana', proposal, [yes], but('erin'))
  const holds = removesCarol()
  return s.done(withoutCarol, { voided: [yes, carried], sendIn: holds })
}

const joinStays = (): JudgedGraph => {
  const { s, head } = open('a removal makes no join void')
  const one = s.invite('alice', [head])
  const asked = s.join('nat', one)
  const admitted = s.welcome('alice', [asked], asked)
  const two = s.invite('carol', [head])
  const again = s.join('nat', two)
  s.write('carol', [again], 'cancel', [fromHex(two.record.id)])
  const nat = s.member('nat')
  const holds = s.writeShared('alice', [admitted], ['removeMember', nat, 'lost'], but())
  return s.done(
    { ...stay(people), nat: { role: 'member', devices: { nat: 'removed' }, removed: true } },
    { sendIn: holds },
  )
}

const chairFromVoid = (): JudgedGraph => {
  const { s, head, removesCarol, withoutCarol } = open(
    'a void record made a chair: what only a chair may write is void, alone or carried',
  )
  const gives = s.write('carol', [head], 'setRole', [s.member('bob'), 'chair'])
  const acts = s.write('bob', [gives], 'setRole', [s.member('erin'), 'observer'])
  const own = s.recovery('bob', [gives])
  const proposal = s.propose('bob', [own], ['removeMember', s.member('erin'), 'lost'])
  const carried = s.carry('dana', proposal, [], but('erin'))
  const holds = removesCarol()
  return s.done(withoutCarol, { voided: [gives, acts, carried], sendIn: holds })
}

const signerNeverCameIn = (signer: 'proposes' | 'carries'): JudgedGraph => {
  const { s, head } = open(`a device that ${signer} never came in: a carry that holds is applied`)
  const beside = s.recovery('carol', [head])
  const phone = s.addDevice('erin', 'phone', [head], { member: 'erin' })
  const action = ['removeMember', s.member('carol'), 'lost']
  const [first, last] = signer === 'proposes' ? ['phone', 'alice'] : ['alice', 'phone']
  const proposal = s.propose(first!, [phone], action)
  s.carry(last!, proposal, [], [...but('carol'), 'phone'])
  // A chair removes the laptop that added the phone, in a record that does not stand on the
  // phone's.
  s.writeShared('alice', [head], ['removeDevice', s.idOf('erin')], but('erin'))
  return s.done(
    {
      ...others('carol', 'erin'),
      carol: { role: 'chair', devices: { carol: 'removed' }, removed: true },
      erin: { role: 'member', devices: { erin: 'removed', phone: 'removed' } },
    },
    { voided: [beside, phone] },
  )
}

const voidDeviceHasTheKey = (): JudgedGraph => {
  const { s, head } = open(
    'a void addDevice: its device has the key, so nobody sends in that epoch',
  )
  const pair = signingPairFrom(random(32))
  const key = s.recovery('erin', [head], pair)
  const added = s.addDevice('carol', 'tablet', [key], { member: 'erin', recovery: pair })
  const proposal = s.propose('alice', [key], ['setRole', s.member('carol'), 'member'])
  s.carry('dana', proposal, [], null)
  return s.done(
    {
      ...others('carol', 'erin'),
      carol: { role: 'member', devices: { carol: 'active' } },
      erin: { role: 'member', devices: { erin: 'active', tablet: 'removed' } },
    },
    { voided: [added] },
  )
}

export const removalGraphs = (): JudgedGraph[] => [
  removingEachOther(),
  seniorProposer(),
  outweighing(),
  madeChairAgain(),
  puppetRemoves(),
  admittedTwice(),
  voidSecond(),
  joinStays(),
  chairFromVoid(),
  signerNeverCameIn('proposes'),
  signerNeverCameIn('carries'),
  voidDeviceHasTheKey(),
]
