// Programs that take acts in, or read what they mean, wrongly by a part of a check. Whole rules are
// switched off in tests/core/deliberation/rules.test.ts.
import type { Mutation } from './mutation.ts'

const state = 'deliberation/acts/state.ts'
const counting = 'deliberation/acts/counting.ts'
const rule = 'outcome.ts'
const graph = 'deliberation/acts/graph.ts'
const question = 'deliberation/acts/question.ts'
const statement = 'deliberation/acts/statement.ts'

export const wrongDeliberations: readonly Mutation[] = [
  {
    name: 'the first of several closes counts alone',
    file: state,
    from: 'topOf(closes).past',
    to: 'topOf(closes.slice(0, 1)).past',
  },
  {
    name: 'a close counts all that is here',
    file: state,
    from: 'return outcomeOnce(question, ids, this.counted, standing)',
    to: 'return outcomeOf(question, set, standing)',
  },
  {
    name: 'a reopening opens no close',
    file: state,
    from: '.within(set, reopened).filter(counts)',
    to: '.within(set).filter(counts)',
  },
  {
    name: 'a reopening opens a close beside it',
    file: state,
    from: '.within(set, reopened).filter(counts)',
    to: '.within(set).filter(node => reopened.every(each => each === 0) && counts(node))',
  },
  {
    name: 'a withdrawal wins over a close',
    file: state,
    from: 'if (closes.length > 0) {',
    to: "if (closes.length > 0 && !question.row('withdraw').within(set).some(counts)) {",
  },
  {
    name: 'nothing is final',
    file: state,
    from: 'if (signs.length * 2 <= roll.length) return null',
    to: 'if (signs.length >= 0) return null',
  },
  {
    name: 'half of the seats make a declaration final',
    file: state,
    from: '.filter(each => each.signers.length * 2 > roll.length)',
    to: '.filter(each => each.signers.length * 2 >= roll.length - 1)',
  },
  {
    name: 'an alternate makes a declaration final',
    file: state,
    from: 'const seats = new Set(roll.map(({ seat }) => seat))',
    to: 'const seats = new Set(roll.flatMap(({ seat, alternates }) => [seat, ...alternates]))',
  },
  {
    name: 'void signatures make a declaration final',
    file: state,
    from: "const signs = question\n    .row('sign')\n    .within(set)\n    .filter(node => isLive(node, standing))",
    to: "const signs = question.row('sign').within(set)",
  },
  {
    name: 'declarations that say the same are two',
    file: state,
    from: 'return saying(closes, declaration.record.body.outcome)',
    to: 'return saying(closes, declaration.record.id as never)',
  },
  {
    name: 'the greatest id of two final declarations holds',
    file: state,
    from: "((a.declaration?.record.id ?? '') < (b.declaration?.record.id ?? '') ? -1 : 1)",
    to: "((a.declaration?.record.id ?? '') < (b.declaration?.record.id ?? '') ? 1 : -1)",
  },
  {
    name: 'a final outcome is counted again by those who are void now',
    file: state,
    from: 'const before = stateBefore(question, first.declaration)',
    to: 'const before = closedBy(question, set, standing)',
  },
  {
    name: 'a void author asks',
    file: state,
    from: 'if (!isLive(question.node, standing)) return',
    to: 'if (standing === null) return',
  },
  {
    name: 'void members count',
    file: question,
    from: '!standing.isVoid(node.record.device) && !standing.isVoid(node.member)',
    to: '!standing.isVoid(node.record.device)',
  },
  {
    name: 'the boldest of several positions counts',
    file: counting,
    from: 'caution.indexOf(a.choice) - caution.indexOf(b.choice)',
    to: 'caution.indexOf(b.choice) - caution.indexOf(a.choice)',
  },
  {
    name: 'an earlier position counts beside the later one',
    file: counting,
    from: 'mostCautious(topOf(positions).top.map(',
    to: 'mostCautious(positions.map(',
  },
  {
    name: 'earlier words of what was heard count beside the later ones',
    file: counting,
    from: 'if (!entry || entry.pasts.has(node)) continue',
    to: 'if (!entry) continue',
  },
  {
    name: 'heard counts where the rule does not allow it',
    file: counting,
    from: 'const heard = rule.heard',
    to: 'const heard = rule.quorum > 0',
  },
  {
    name: 'a void seat keeps its position',
    file: counting,
    from: "if (standing.isVoid(seat)) return by('void', null)",
    to: '',
  },
  {
    name: 'a seat that saw the question is present in a consensus',
    file: counting,
    from: "(rule.kind === 'silence' ? of(({ from }) => from === 'seen') : 0)",
    to: "of(({ from }) => from === 'seen')",
  },
  {
    name: 'the quorum must be passed',
    file: rule,
    from: 'present < quorum',
    to: 'present <= quorum',
  },
  {
    name: 'reservations are no support',
    file: rule,
    from: 'const yes = sides.support + sides.reservations',
    to: 'const yes = sides.support',
  },
  {
    name: 'at least is more than',
    file: rule,
    from: 'yes * b >= a * all',
    to: 'yes * b > a * all',
  },
  {
    name: 'more than is at least',
    file: rule,
    from: 'more ? yes * b > a * all',
    to: 'more ? yes * b >= a * all',
  },
  {
    name: 'nobody votes, and the vote is carried',
    file: rule,
    from: 'all > 0 &&',
    to: 'a >= 0 &&',
  },
  {
    name: 'acts on older records than those of their past are taken in',
    file: graph,
    from: 'if (!parents.every(({ record }) => membership.covers(act.heads, record.heads)))',
    to: 'if (parents.length > 256)',
  },
  {
    name: 'acts beside their subject are taken in',
    file: graph,
    from: '|| (subject && !hasBit(past, subject.index))',
    to: '',
  },
  {
    name: 'all explanations of a member enter the record',
    file: statement,
    from: 'if (lines.length > 0 && size > mostExplained) break',
    to: '',
  },
  {
    name: 'the explanations that were taken in first enter the record',
    file: statement,
    from: 'nodes.toSorted(inOrder)',
    to: 'nodes',
  },
  {
    name: 'the explanations of all members have room together',
    file: statement,
    from: '({ member }) => member',
    to: '() => 0',
  },
]
