// Each check of "When a record stands" is noticed by a vector when it is switched off: a record that the
// vectors say is dropped is taken then. Some checks imply others; the two are switched off together.
import { expect, test } from 'vitest'
import type { GroupId } from '#shared/ids'
import { graphsOf, recordsOf } from '#tests/graph-vectors'
import { emptyHistory, extend } from '../../../src/core/group/history.ts'
import { rules } from '../../../src/core/group/rules/index.ts'

type Rules = Record<string, (record: never, before: never) => boolean>

const graphs = graphsOf('judged.json').map(graph => ({ graph, records: recordsOf(graph) }))

/** The records that are dropped with these rules of a type switched off. */
const droppedWithout = (type: string, names: readonly string[]): Set<string> => {
  const table = rules as Record<string, Rules>
  const whole = table[type]!
  table[type] = Object.fromEntries(Object.entries(whole).filter(([name]) => !names.includes(name)))
  try {
    return new Set(
      graphs.flatMap(({ graph, records }) =>
        extend(emptyHistory(graph.group as GroupId), records).refused.map(
          ({ record }) => record.id,
        ),
      ),
    )
  } finally {
    table[type] = whole
  }
}

/** No record breaks the first check that does not break one of the others too. */
const adding = ['mustAddOwnOrBeByAChair', 'mustBeRecoveredWhereAnotherAddsIt']
const admitting = ['mustBeTheInviter', 'mustFindTheInvitationOpen', 'mustAdmitANewDevice']
const lifting = ['mustLiftOwnOrBeByAChair', 'mustReachExactlyThoseWhoStay']
const implied: Record<string, string[]> = {
  'invite mustBeActive': ['mustBeChair'],
  'cancel mustBeActive': ['mustBeChair'],
  'welcome mustBeActive': ['mustBeChair', 'mustBeTheInviter'],
  'welcome mustAnswerARequest': admitting,
  'letIn mustBeActive': ['mustBeChair', 'mustBeTheInviter'],
  'letIn mustAnswerARequest': [...admitting, 'mustBeInvitedFromOutside'],
  'setRole mustBeActive': ['mustBeChair'],
  'setTerm mustBeActive': ['mustBeChair'],
  'addDevice mustBeActive': adding,
  'addDevice mustNameAMember': ['mustBeRecoveredWhereAnotherAddsIt'],
  'letInDevice mustBeActive': adding,
  'letInDevice mustNameAMember': ['mustBeRecoveredWhereAnotherAddsIt', 'mustBeOfOneOutside'],
  'removeDevice mustBeActive': ['mustRemoveOwnOrBeByAChair'],
  'removeMember mustBeActive': ['mustRemoveOwnOrBeByAChair'],
  'removeMember mustNameAMember': ['mustRemoveOwnOrBeByAChair'],
  'shutOut mustBeActive': ['mustHaveVoiceUnlessOwn'],
  'lift mustBeActive': lifting,
  'lift mustReadThePlenary': lifting,
  'lift mustNameAnOpenShutOut': ['mustLiftOwnOrBeByAChair'],
  'propose mustBeActive': ['mustHaveVoice', 'mustBeForThemToDecide'],
  'propose mustHaveVoice': ['mustBeForThemToDecide'],
  'second mustBeActive': ['mustHaveVoice', 'mustBeAVoter'],
  'second mustHaveVoice': ['mustBeAVoter'],
  'second mustNameAProposal': ['mustBeAVoter'],
  'carry mustBeActive': ['mustHaveVoice', 'mustBeAVoter', 'mustBeSignedByEnough'],
  'carry mustHaveVoice': ['mustBeAVoter'],
  'carry mustNameAProposal': [
    'mustStandOnTheSignaturesAlone',
    'mustBeAVoter',
    'mustBeSignedByEnough',
  ],
  'withdraw mustBeActive': ['mustWithdrawOwnWord'],
  'unknown mustBeActive': ['mustHaveVoice'],
}

const checks = Object.entries(rules as Record<string, Rules>).flatMap(([type, own]) =>
  Object.keys(own).map(name => ({ type, name, by: implied[`${type} ${name}`] ?? [] })),
)

test.each(checks)('$type: $name', ({ type, name, by }) => {
  const before = droppedWithout(type, by)
  const after = droppedWithout(type, [name, ...by])
  expect([...before].filter(id => !after.has(id))).not.toEqual([])
})

test('each check that is said to be implied is there', () => {
  const known = checks.map(({ type, name }) => `${type} ${name}`)
  expect(known).toEqual(expect.arrayContaining(Object.keys(implied)))
})
