// Proposals of a group: proposing, seconding, carrying and withdrawing what takes several members.
import { encode, equal } from '#core/keys'
import type { Outcome } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { MemberId, RecordId } from '#shared/ids'
import { actionField } from './bodies.ts'
import { consentFor, missingFrom, subjectOf } from './consent.ts'
import type { DismissedProposals } from './dismissed-proposals.ts'
import type { Ledger } from './ledger.ts'
import { withNewEpoch } from './new-epoch.ts'
import type { Action } from './records.ts'
import { memberOf, type GroupState, type ProposalEntry } from './state.ts'

export type PendingProposal = ProposalEntry & {
  needed: number
  /** This member seconded or proposed it. */
  mine: boolean
  /** This member proposed it and can withdraw it. */
  own: boolean
  /** This member's approval would count and has not been given. */
  mayAgree: boolean
  aboutSelf: boolean
  /** Enough of the members who may approve are still in the group. */
  canPass: boolean
  dismissed: boolean
}

export type ProposalActions = {
  /** Seconds a proposal; `needed` more members have to. */
  second(proposal: RecordId): { state: 'done' | 'waiting'; needed: number }
  /** Withdraws a proposal of this member. Failure `proposal-done` once it is carried. */
  withdraw(proposal: RecordId): void
  /** Sets whether this device lists the proposal among those to answer. No record says so. */
  dismiss(proposal: RecordId, dismissed: boolean): void
  /** Open proposals that would still change something; `needed` more members have to approve. */
  proposals(): PendingProposal[]
}

const isSame = (a: Action, b: Action): boolean =>
  equal(encode(actionField.write(a)), encode(actionField.write(b)))

/** Whether carrying the action would change nothing any more. */
const isMoot = (state: GroupState, action: Action): boolean => {
  switch (action.type) {
    case 'removeMember':
      return !state.members.has(action.member)
    case 'removeDevice':
      return state.pastDevices.get(action.device)?.state === 'removed'
    case 'lift':
      return !state.shutOuts.has(action.shutOut)
    case 'setRole': {
      const member = state.members.get(action.member)
      return !member || member.role === action.role
    }
  }
}

const isOpen = ({ carried, withdrawn }: ProposalEntry): boolean => !carried && !withdrawn

export const done: Outcome = { state: 'done', needed: 0 }

/** The member of this device. Failure `not-permitted` if it has none. */
export const selfIn = ({ device, history }: Ledger): MemberId => {
  const member = memberOf(history().state, device)
  if (!member) throw new Failure('not-permitted')
  return member.id
}

/** Failure `not-found` for an absent entry. */
export const known = <T>(entry: T | undefined): T => {
  if (entry === undefined) throw new Failure('not-found')
  return entry
}

const signersOf = ({ by, seconds }: ProposalEntry): MemberId[] => [by, ...seconds.values()]

export type Propose = (action: Action) => Outcome

export const proposalActions = (
  ledger: Ledger,
  dismissals: DismissedProposals,
): ProposalActions & { propose: Propose } => {
  const { device } = ledger
  const state = () => ledger.history().state
  /** Number of missing approvals with `more` signers, judged in the past of the proposal. */
  const missing = (entry: ProposalEntry, more: readonly MemberId[] = []): number | null => {
    const consent = consentFor(ledger.stateAt([entry.id]), entry.action)
    return consent && missingFrom(consent, [...signersOf(entry), ...more])
  }

  /**
   * Members whose approval counts and is missing, judged in the past of the proposal. Members who
   * left since then are among them.
   */
  const whoMayAgree = (entry: ProposalEntry): MemberId[] => {
    const voters = consentFor(ledger.stateAt([entry.id]), entry.action)?.voters ?? []
    const signers = signersOf(entry)
    return voters.filter(id => !signers.includes(id))
  }

  const carry = (entry: ProposalEntry): void => {
    const seconds = [...entry.seconds.keys()].toSorted()
    const parents = [entry.id, ...seconds].toSorted()
    const body = { type: 'carry', proposal: entry.id, seconds } as const
    ledger.write(withNewEpoch(body, device, ledger.stateAt(parents)), parents)
  }

  const second: ProposalActions['second'] = id => {
    const entry = known(state().proposals.get(id))
    const member = selfIn(ledger)
    if (entry.carried || isMoot(state(), entry.action)) return { state: 'done', needed: 0 }
    if (entry.withdrawn) throw new Failure('proposal-withdrawn')
    const needed = missing(entry, [member])
    if (needed === null) throw new Failure('not-permitted')
    if (needed === 0) {
      carry(entry)
      return { state: 'done', needed: 0 }
    }
    if (!signersOf(entry).includes(member)) ledger.write({ type: 'second', proposal: id }, [id])
    return { state: 'waiting', needed }
  }

  const propose: Propose = action => {
    const member = selfIn(ledger)
    const same = [...state().proposals.values()].find(
      entry => isOpen(entry) && isSame(entry.action, action),
    )
    if (same) {
      const { state: how, needed } = second(same.id)
      return how === 'done' ? done : { state: 'proposed', needed }
    }
    const { id } = ledger.write({ type: 'propose', action }, ledger.foundation())
    const entry = known(state().proposals.get(id))
    const needed = missing(entry, [member]) ?? 1
    if (needed > 0) return { state: 'proposed', needed }
    carry(entry)
    return done
  }

  return {
    propose,
    second,
    withdraw(id) {
      const entry = known(state().proposals.get(id))
      if (entry.withdrawn) return
      if (entry.carried) throw new Failure('proposal-done')
      ledger.write({ type: 'withdraw', word: id, epoch: null }, ledger.foundation())
    },
    dismiss(id, dismissed) {
      const entry = known(state().proposals.get(id))
      ledger.together(() => {
        dismissals.put(entry.id, dismissed)
        ledger.touch()
      })
    },
    proposals() {
      const member = memberOf(state(), device)?.id
      return [...state().proposals.values()]
        .filter(entry => isOpen(entry) && !isMoot(state(), entry.action))
        .map(entry => {
          const others = whoMayAgree(entry)
          return {
            ...entry,
            needed: missing(entry) ?? 1,
            mine: member !== undefined && signersOf(entry).includes(member),
            mayAgree: member !== undefined && others.includes(member),
            aboutSelf: subjectOf(state(), entry.action)?.id === member,
            canPass:
              missing(
                entry,
                others.filter(id => state().members.has(id)),
              ) === 0,
            own: entry.by === member,
            dismissed: dismissals.has(entry.id),
          }
        })
    },
  }
}
