// Programs that judge membership records wrongly by a part of a check. Whole checks are switched off in
// tests/core/group/dropped-vectors.test.ts.
import type { Mutation } from './mutation.ts'

const proposals = 'group/rules/proposals.ts'
const consent = 'group/consent.ts'
const removal = 'group/rules/removal.ts'

export const wrongJudges: readonly Mutation[] = [
  {
    name: 'a member has 17 devices',
    file: 'group/rules/devices.ts',
    from: 'const mostDevices = 16',
    to: 'const mostDevices = 17',
  },
  {
    name: 'an own device comes with any recovery proof',
    file: 'group/rules/devices.ts',
    from: 'if (memberOf(before, device)?.id === member) return recovery === null',
    to: 'if (memberOf(before, device)?.id === member) return true',
  },
  {
    name: 'any recovery key proves a member',
    file: 'group/rules/devices.ts',
    from: "keys.some(key => verify('recovery', proven, recovery, key))",
    to: 'keys.length > 0',
  },
  {
    name: 'any invitation may be used twice',
    file: 'group/rules/joining.ts',
    from: "invitation?.state === 'open'",
    to: "(invitation !== undefined && invitation.state !== 'cancelled')",
  },
  {
    name: 'a cancelled invitation may be used',
    file: 'group/rules/joining.ts',
    from: "invitation?.state === 'open'",
    to: "(invitation !== undefined && invitation.state !== 'used')",
  },
  {
    name: 'any member withdraws a proposal',
    file: proposals,
    from: 'return proposal.by === author && ',
    to: 'return ',
  },
  {
    name: 'a carried proposal is withdrawn',
    file: proposals,
    from: '!proposal.carried && ',
    to: '',
  },
  {
    name: 'a proposal is withdrawn twice',
    file: proposals,
    from: ' && !proposal.withdrawn',
    to: '',
  },
  {
    name: 'any member withdraws a shut-out',
    file: proposals,
    from: 'before.shutOuts.get(body.word)?.by === author',
    to: 'before.shutOuts.has(body.word)',
  },
  {
    name: 'seconds of other proposals count',
    file: proposals,
    from: '    seconds.every(second => entry.seconds.has(second)) &&\n',
    to: '',
  },
  {
    name: 'no chair is needed among two',
    file: consent,
    from: '{ ...byTwo, chairs: idsOf(chairs) }',
    to: 'byTwo',
  },
  {
    name: 'two are enough where no chair is among the others',
    file: consent,
    from: 'needed: Math.max(2, moreThanHalf(others))',
    to: 'needed: 2',
  },
  {
    name: 'the subject decides, too',
    file: consent,
    from: 'all.filter(({ id }) => id !== subject.id)',
    to: 'all',
  },
  {
    name: 'two take a chair for a group without one',
    file: consent,
    from: 'needed: isLeft ? most : Math.max(2, most), chairs: null',
    to: 'needed: 2, chairs: null',
  },
  {
    name: 'members take a second chair',
    file: consent,
    from: '      if (!isWithout) return null\n',
    to: '',
  },
  {
    name: 'a chair removes a chair',
    file: removal,
    from: "(author.role === 'chair' && subject.role !== 'chair')",
    to: "author.role === 'chair'",
  },
  {
    name: 'a member lifts any shut-out of an own device',
    file: removal,
    from: "subject === author.id ? shutOut.by === author.id : author.role === 'chair'",
    to: "subject === author.id || author.role === 'chair'",
  },
  {
    name: 'any member lifts a shut-out',
    file: removal,
    from: "shutOut.by === author.id : author.role === 'chair'",
    to: 'shutOut.by === author.id : true',
  },
  {
    name: 'a shared epoch has any number of places',
    file: 'group/rules/epochs.ts',
    from: "'sealed' in epoch && epoch.sealed.length === 32 * recipients.length",
    to: "'sealed' in epoch && recipients.length > 0",
  },
  {
    name: 'the next epoch is built on any known one',
    file: 'group/rules/epochs.ts',
    from: 'id === known && recipients.join() === plenary)',
    to: 'id === known && plenary !== recipients.join(" "))',
  },
]
