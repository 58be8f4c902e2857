// Programs that fold membership records wrongly, each in one way. docs/protocol.md describes the
// right way.
import type { Mutation } from './mutation.ts'

const voidClosure = 'group/reduce/void-closure.ts'
const precedence = 'group/reduce/removal-precedence.ts'
const fold = 'group/reduce/fold.ts'

export const wrongReducers: readonly Mutation[] = [
  {
    name: 'a removal makes nothing void',
    file: precedence,
    from: '    const victims = victimsOf(graph, removal)',
    to: '    const victims: RecordId[] = []',
  },
  {
    name: 'a removal makes void what it follows, too',
    file: precedence,
    from: 'id !== cut && !past.has(id) && !signatures',
    to: '!signatures',
  },
  {
    name: 'carried removals are not settled first',
    file: precedence,
    from: '  settleAll(of(carried))\n  settleAll(of(alone).filter(removal => !isVoid(removal)))',
    to: '  settleAll([...of(carried), ...of(alone)])',
  },
  {
    name: 'the junior of two removals holds',
    file: precedence,
    from: '    let open = removals.toSorted(bySeniority(graph))',
    to: '    let open = removals.toSorted(bySeniority(graph)).toReversed()',
  },
  {
    name: 'a removal is as senior as who carried it',
    file: precedence,
    from: 'subject, signatures, first: proposed.device, ofChair }',
    to: 'subject, signatures, first: record.device, ofChair }',
  },
  {
    name: 'no removal outweighs another',
    file: precedence,
    from: '      hits(one, other) && !isHeardBeside(other, one) && isHeardBeside(one, other)',
    to: '      hits(one, other) && !isHeardBeside(other, one) && isHeardBeside(one, other) && false',
  },
  {
    name: 'a device that the subject let in is heard',
    file: precedence,
    from: '.some(({ record }) => !causes.has(record) && reaches.get(other)?.has(record) !== true)',
    to: '.some(({ record }) => !causes.has(record))',
  },
  {
    name: 'a removal that holds is undone by a later one',
    file: precedence,
    from: '      for (const id of next.signatures) kept.add(id)\n',
    to: '',
  },
  {
    name: 'a removal that lost its signature holds',
    file: precedence,
    from: '      open = open.filter(removal => !isVoid(removal))\n',
    to: '',
  },
  {
    name: 'a demoted chair loses nothing',
    file: precedence,
    from: "const takesTheChair = action.type === 'setRole' && action.role !== 'chair'",
    to: 'const takesTheChair = false',
  },
  {
    name: 'a demoted chair loses all concurrent records',
    file: precedence,
    from: '    .filter(({ record }) => ofChair === null || takesAChair(graph, record))\n',
    to: '',
  },
  {
    name: 'a chair who is restored loses later records',
    file: precedence,
    from: ' && !isLater(id))',
    to: ')',
  },
  {
    name: 'a newcomer whose admission is void writes what counts',
    file: voidClosure,
    from: '        if (!isBroughtIn(graph, written, isVoid)) open.push(written.record.id)',
    to: '        void written',
  },
  {
    name: 'a newcomer with another admission loses everything',
    file: voidClosure,
    from: '        if (!isBroughtIn(graph, written, isVoid)) open.push(written.record.id)',
    to: '        open.push(written.record.id)',
  },
  {
    name: 'seconds and carries of a void proposal count',
    file: voidClosure,
    from: '      open.push(...graph.naming(id))\n',
    to: '',
  },
  {
    name: 'joins become void',
    file: voidClosure,
    from: " || isOf(node.record, 'join')) continue",
    to: ') continue',
  },
  {
    name: 'a member with the chair from a void record acts as a chair',
    file: voidClosure,
    from: '    if (!changesARole()) break\n',
    to: '    break\n',
  },
  {
    name: 'a carry counts although a signer got the chair from a void record',
    file: voidClosure,
    from: '    return [record.device, ...signers].some(lost)',
    to: '    return [record.device, ...signers].some(() => false)',
  },
  {
    name: 'a removal that holds is not applied where a signer never came in',
    file: fold,
    from: '    return signer ? { ...node, signer } : node',
    to: '    return signer ? node : node',
  },
  {
    name: 'a void addDevice gives no key',
    file: fold,
    from: '(causes.has(node.record.id) ? besideVoid(before, node) : apply(before, node))',
    to: '(causes.has(node.record.id) ? before : apply(before, node))',
  },
  {
    name: 'a member whom a removed member admitted is forgotten',
    file: fold,
    from: '  return causes.size > 0 ? withTransitivelyRemoved(state, list, causes) : state',
    to: '  return state',
  },
  {
    name: 'records of a device count although its admission was too late',
    file: fold,
    from: '  if (authorOf(state, node) === null) return voided(state, record)\n',
    to: '',
  },
  {
    name: 'the later of two admissions by one invitation counts',
    file: 'group/reduce/joining.ts',
    from: " || invitation.state === 'used') return voided(state, record)",
    to: ') return voided(state, record)',
  },
  {
    name: 'a cancellation beside an admission counts',
    file: 'group/reduce/joining.ts',
    from: "  if (!invitation || invitation.state === 'used') return state\n",
    to: '  if (!invitation) return state\n',
  },
  {
    name: 'records of one depth are applied from the greatest id',
    file: 'records/graph.ts',
    from: '(a.record.id < b.record.id ? -1 : a.record.id > b.record.id ? 1 : 0)',
    to: '(a.record.id < b.record.id ? 1 : a.record.id > b.record.id ? -1 : 0)',
  },
  {
    name: 'a cancellation before an admission beside it counts',
    file: 'group/reduce/joining.ts',
    from: " || invitation.state === 'used') return voided(state, record)",
    to: " || invitation.state !== 'open') return voided(state, record)",
  },
  {
    name: 'a withdrawal beside a carry counts',
    file: 'group/reduce/proposals.ts',
    from: '  const acted = entry && act(',
    to: '  const acted = entry && !entry.withdrawn && act(',
  },
  {
    name: 'the second of two shut-outs beside each other counts',
    file: 'group/reduce/removal.ts',
    from: '  if (hasOther && isAnothers(body.device)) return voided(state, record)\n',
    to: '',
  },
  {
    name: 'a member outside the plenary gets a role with a voice',
    file: 'group/reduce/members.ts',
    from: 'state.members.get(id)?.outside === true && !mayBeOutside(role)',
    to: 'false && !mayBeOutside(role)',
  },
  {
    name: 'a device of a member outside the plenary is added with a key',
    file: 'group/reduce/members.ts',
    from: "  state.members.get(body.member)?.outside === (body.type === 'letInDevice') &&\n",
    to: '',
  },
  {
    name: 'a device is added with the key of an epoch that does not count',
    file: 'group/reduce/members.ts',
    from: "  (body.type === 'letInDevice' || state.epochs.some(({ id }) => id === body.epoch))",
    to: '  true',
  },
  {
    name: 'a device with an older key has none of those wrapped under it',
    file: 'group/reduce/epochs.ts',
    from: '    if (entry.previous !== null && opened.has(entry.previous)) opened.add(entry.id)\n',
    to: '',
  },
  {
    name: 'a device with an older key from before has none of those wrapped under it',
    file: 'group/reduce/epochs.ts',
    from: ', ...before.flatMap(({ recipients }) => recipients)]',
    to: ', ...before.flatMap(() => [])]',
  },
  {
    name: 'the epoch to send in is the one of the least depth',
    file: 'group/epochs.ts',
    from: 'if (!best || entry.depth > best.depth) return entry',
    to: 'if (!best || entry.depth < best.depth) return entry',
  },
]
