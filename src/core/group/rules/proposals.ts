// Rules about acts of several members: one proposes, others second, the last one carries.
import { consentFor, missingFrom } from '../consent.ts'
import type { RecordOf } from '../records.ts'
import { memberOf, type GroupState, type ProposalEntry } from '../state.ts'
import type { Rule } from './rule.ts'

type Signing = RecordOf<'second' | 'carry'>

const isVoter = (
  { device }: RecordOf<'propose' | 'second' | 'carry'>,
  before: GroupState,
  action: ProposalEntry['action'],
): boolean => {
  const author = memberOf(before, device)?.id
  return author !== undefined && consentFor(before, action)?.voters.includes(author) === true
}

/** The action takes several members and is not about the author, except taking the empty chair. */
export const mustBeForThemToDecide: Rule<RecordOf<'propose'>> = (record, before) =>
  isVoter(record, before, record.body.action)

export const mustNameAProposal: Rule<Signing> = ({ body }, before) =>
  before.proposals.has(body.proposal)

/** The second is judged in the past of the proposal, which its subject cannot change any more. */
export const mustStandOnTheProposalAlone: Rule<RecordOf<'second'>> = ({ parents, body }) =>
  parents.length === 1 && parents[0] === body.proposal

export const mustStandOnTheSignaturesAlone: Rule<RecordOf<'carry'>> = (
  { parents, body },
  before,
) => {
  const { proposal, seconds } = body
  const entry = before.proposals.get(proposal)
  return (
    entry !== undefined &&
    seconds.every(second => entry.seconds.has(second)) &&
    parents.join() === [proposal, ...seconds].toSorted().join()
  )
}

export const mustBeAVoter: Rule<Signing> = (record, before) => {
  const entry = before.proposals.get(record.body.proposal)
  return entry !== undefined && isVoter(record, before, entry.action)
}

export const mustBeSignedByEnough: Rule<RecordOf<'carry'>> = ({ device, body }, before) => {
  const entry = before.proposals.get(body.proposal)
  const author = memberOf(before, device)?.id
  const consent = entry && consentFor(before, entry.action)
  if (!entry || !consent || !author) return false
  return missingFrom(consent, [entry.by, ...entry.seconds.values(), author]) === 0
}

/** The word is of any device of the author's member, neither final nor withdrawn yet. */
export const mustWithdrawOwnWord: Rule<RecordOf<'withdraw'>> = ({ device, body }, before) => {
  const author = memberOf(before, device)?.id
  const proposal = before.proposals.get(body.word)
  if (proposal) return proposal.by === author && !proposal.carried && !proposal.withdrawn
  return author !== undefined && before.shutOuts.get(body.word)?.by === author
}
