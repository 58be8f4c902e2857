// Records of removing, shutting out and deciding together that break a rule of their own past.
import { fromHex, random } from '#core/keys'
import { groupOf, openScene, stay, type JudgedGraph } from './judged-scene.ts'

const people = {
  alice: 'chair',
  bob: 'member',
  carol: 'chair',
  dana: 'member',
  finn: 'secretariat',
}

export const droppedRemovals = (): JudgedGraph => {
  const s = openScene('removing and shutting out')
  const plenary = groupOf(s, people)
  const phones = s.addDevice('bob', 'phone', [plenary], { member: 'bob' })
  const tablets = s.addDevice('dana', 'tablet', [phones], { member: 'dana' })
  const sams = s.comesInOutside('alice', 'sam', [tablets])
  const before = s.letInDevice('sam', 'sam 2', [sams], { member: 'sam' })
  const all = [...Object.keys(people), 'tablet']
  const but = (...out: string[]) => all.filter(who => !out.includes(who))
  const head = s.writeShared('alice', [before], ['removeDevice', s.idOf('phone')], all)
  const old = s.keyOf(head)

  const device = (by: string, who: string, recipients: string[] | null, key = random(32)) => {
    const fields = ['removeDevice', s.idOf(who)] as [string, Uint8Array]
    return recipients === null
      ? s.write(by, [head], fields[0], [fields[1], null])
      : s.writeShared(by, [head], fields, recipients, key)
  }
  s.drops('2: a stranger removes a device', device('eve', 'bob', null))
  s.drops('13: the device was removed', device('alice', 'phone', all))
  s.drops('13: the device never came in', device('alice', 'new', all))
  s.drops('13: a member removes another’s device', device('bob', 'dana', but('dana')))
  s.drops('13: a chair removes a device of a chair', device('alice', 'carol', but('carol')))
  s.drops('13: the epoch is for the subject too', device('alice', 'dana', all))
  s.drops('13: no epoch, and the author stays', device('alice', 'dana', null))
  s.drops('13: an epoch, and the author goes', device('bob', 'bob', but('bob')))
  s.drops('9: an earlier epoch has the same id', device('alice', 'dana', but('dana'), old))

  const remove = (by: string, who: string, recipients: string[] | null, key = random(32)) => {
    const fields: [string, Uint8Array, string] = ['removeMember', s.member(who), 'lost']
    return recipients === null
      ? s.write(by, [head], fields[0], [fields[1], fields[2], null])
      : s.writeShared(by, [head], fields, recipients, key)
  }
  const danas = ['dana', 'tablet']
  s.drops('2: a stranger removes a member', remove('eve', 'bob', null))
  s.drops('13: nobody is that member', remove('alice', 'nobody', all))
  s.drops('13: a member removes another', remove('bob', 'dana', but(...danas)))
  s.drops('13: a chair removes a chair', remove('alice', 'carol', but('carol')))
  s.drops('13: the epoch is for one of the devices', remove('alice', 'dana', but('dana')))
  s.drops('13: no epoch, and the author stays', remove('alice', 'dana', null))
  s.drops('13: an epoch, and the author goes', remove('bob', 'bob', but('bob')))
  s.drops('9: an earlier epoch has the same id', remove('alice', 'dana', but(...danas), old))

  const shut = (by: string, who: string, recipients: string[], parent = head, key = random(32)) =>
    s.writeShared(by, [parent], ['shutOut', s.idOf(who)], recipients, key)
  s.drops('2: a stranger shuts out', shut('eve', 'bob', but('bob')))
  s.drops('8: a member outside shuts out an own device', shut('sam', 'sam 2', all))
  s.drops('14: the device was removed', shut('alice', 'phone', all))
  s.drops('14: the device never came in', shut('alice', 'new', all))
  s.drops('14: the device is the author’s own', shut('alice', 'alice', but('alice')))
  s.drops('14: the author has no voice', shut('finn', 'dana', but('dana')))
  s.drops('14: the epoch is for the subject too', shut('bob', 'dana', all))
  s.drops('9: an earlier epoch has the same id', shut('bob', 'dana', but('dana'), head, old))
  const open = shut('bob', 'dana', but('dana'))
  const both = but('dana', 'finn')
  s.drops('14: another shut-out of the member is open', shut('bob', 'finn', both, open))

  const out = fromHex(open.id)
  const back =
    (type: 'lift' | 'withdraw') =>
    (by: string, word: Uint8Array, recipients = all) =>
      s.writeShared(by, [open], [type, word], recipients)
  const lift = back('lift')
  s.drops('2: a stranger lifts', lift('eve', out))
  s.drops('8: a member outside lifts', lift('sam', out))
  s.drops('15: nothing of that id is open', lift('alice', random(32), but('dana')))
  s.drops('15: another member shut it out', lift('tablet', out))
  s.drops('15: of another’s device, by no chair', lift('bob', out))
  s.drops('15: the epoch leaves out the device', lift('alice', out, but('dana')))
  const same = s.writeShared('alice', [open], ['lift', out], all, old)
  s.drops('9: an earlier epoch has the same id', same)

  const withdraw = back('withdraw')
  s.drops('2: a stranger withdraws', withdraw('eve', out))
  s.drops('17: another member shut it out', withdraw('alice', out))
  s.drops('17: nothing of that id is open', s.write('bob', [open], 'withdraw', [random(32), null]))
  s.drops('17: the epoch leaves out the device', withdraw('bob', out, but('dana')))
  s.drops('17: no epoch', s.write('bob', [open], 'withdraw', [out, null]))
  const twice = s.writeShared('bob', [open], ['withdraw', out], all, old)
  s.drops('9: an earlier epoch has the same id', twice)

  return s.done(
    {
      ...stay({ alice: 'chair', carol: 'chair', finn: 'secretariat' }),
      bob: { role: 'member', devices: { bob: 'active', phone: 'removed' } },
      dana: { role: 'member', devices: { dana: 'shut-out', tablet: 'active' } },
      sam: { role: 'guest', outside: true, devices: { sam: 'active', 'sam 2': 'active' } },
    },
    { sendIn: open },
  )
}

export const droppedTogether = (): JudgedGraph => {
  const s = openScene('proposing, seconding, carrying and withdrawing')
  const head = groupOf(s, people)
  const all = Object.keys(people)
  const but = (...out: string[]) => all.filter(who => !out.includes(who))
  const removes = (who: string) => ['removeMember', s.member(who), 'lost']

  const propose = (by: string, ...action: (string | Uint8Array)[]) => s.propose(by, [head], action)
  s.drops('16: a stranger proposes', propose('eve', ...removes('dana')))
  s.drops('16: the author has no voice', propose('finn', ...removes('dana')))
  s.drops('16: the author is the subject', propose('bob', ...removes('bob')))
  s.drops('16: nobody is the subject', propose('bob', ...removes('nobody')))
  s.drops('16: the device never came in', propose('bob', 'removeDevice', s.idOf('new')))
  s.drops('16: nothing of that id is open', propose('bob', 'lift', random(32)))
  const chair = propose('bob', 'setRole', s.member('dana'), 'chair')
  s.drops('16: a chair is there, who can give the role alone', chair)
  const observer = propose('bob', 'setRole', s.member('dana'), 'observer')
  s.drops('16: the subject is no chair', observer)

  const ofDana = s.propose('bob', [head], removes('dana'))
  const ofCarol = s.propose('bob', [head], removes('carol'))
  const other = s.recovery('alice', [head])
  s.drops('16: a stranger seconds', s.second('eve', ofDana))
  s.drops('16: the author has no voice', s.second('finn', ofDana))
  s.drops('16: the author is the subject', s.second('dana', ofDana))
  s.drops('16: that is no proposal', s.second('alice', head))
  s.drops('16: one more parent', s.second('alice', ofDana, [ofDana, other]))

  const yes = s.second('carol', ofDana)
  const ofOther = s.second('dana', ofCarol)
  const stays = but('dana')
  s.drops('16: a stranger carries', s.carry('eve', ofDana, [yes], stays))
  s.drops('16: the author has no voice', s.carry('finn', ofDana, [yes], stays))
  s.drops('16: the author is the subject', s.carry('dana', ofDana, [yes], stays))
  s.drops('16: that is no proposal', s.carry('alice', other, [], null))
  const parents = [ofDana, yes, other]
  s.drops('16: one more parent', s.carry('alice', ofDana, [yes], stays, { parents }))
  s.drops(
    '16: a second that is no parent',
    s.carry('alice', ofDana, [yes], stays, { parents: [ofDana] }),
  )
  s.drops('16: a second of another proposal', s.carry('alice', ofDana, [ofOther], stays))
  s.drops('16: one member alone', s.carry('bob', ofDana, [], stays))
  s.drops('16: no chair among them', s.carry('dana', ofCarol, [], but('carol')))
  s.drops('16: the epoch is for the subject too', s.carry('alice', ofDana, [], all))
  s.drops('16: no epoch', s.carry('alice', ofDana, [], null))
  const same = s.carry('alice', ofDana, [], stays, { key: s.keyOf(head) })
  s.drops('9: an earlier epoch has the same id', same)

  const ofFinn = s.propose('alice', [head], removes('finn'))
  const carried = s.carry('bob', ofFinn, [], but('finn'))
  const ofDevice = s.propose('bob', [head], ['removeDevice', s.idOf('dana')])
  const withdrawn = s.write('bob', [ofDevice], 'withdraw', [fromHex(ofDevice.id), null])
  const withdraw = (by: string, parent: typeof head, word: typeof head) =>
    s.write(by, [parent], 'withdraw', [fromHex(word.id), null])
  s.drops('2: a stranger withdraws', withdraw('eve', ofDana, ofDana))
  s.drops('17: another member proposed it', withdraw('alice', ofDana, ofDana))
  s.drops('17: it is carried', withdraw('alice', carried, ofFinn))
  s.drops('17: it is withdrawn', withdraw('bob', withdrawn, ofDevice))
  const keyed = s.writeShared('bob', [ofDana], ['withdraw', fromHex(ofDana.id)], all)
  s.drops('17: an epoch', keyed)

  return s.done(
    {
      ...stay({ alice: 'chair', bob: 'member', carol: 'chair', dana: 'member' }),
      finn: { role: 'secretariat', devices: { finn: 'removed' }, removed: true },
    },
    { sendIn: carried },
  )
}

export const droppedWithoutChair = (): JudgedGraph => {
  const s = openScene('the only chair, and a group without one')
  const head = groupOf(s, {
    alice: 'chair',
    bob: 'member',
    dana: 'member',
    erin: 'member',
    fay: 'member',
  })
  const left = ['bob', 'dana', 'erin', 'fay']
  // Three of four others are more than half.
  const removes = ['removeMember', s.member('alice'), 'lost']
  const ofAlice = s.propose('bob', [head], removes)
  s.drops('16: two of four, and no chair', s.carry('dana', ofAlice, [], left))
  const yes = s.second('dana', ofAlice)
  const gone = s.carry('erin', ofAlice, [yes], left)

  const chair = s.propose('bob', [gone], ['setRole', s.member('dana'), 'chair'])
  s.drops('16: two of four take a chair', s.carry('dana', chair, [], null))
  const own = s.second('dana', chair)
  const made = s.carry('fay', chair, [own], null)
  const again = s.propose('bob', [made], ['setRole', s.member('erin'), 'chair'])
  s.drops('16: a chair is there', again)

  return s.done(
    {
      ...stay({ bob: 'member', dana: 'chair', erin: 'member', fay: 'member' }),
      alice: { role: 'chair', devices: { alice: 'removed' }, removed: true },
    },
    { sendIn: gone },
  )
}
