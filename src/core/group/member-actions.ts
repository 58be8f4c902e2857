// Acts of an admitted member on other members and on the own membership. An act that one member may
// not do alone becomes a proposal; the last vote that it needs carries it.
import type { Bytes } from '#core/keys'
import type { Outcome, RemovalReason, Role, Term } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DeviceId, MemberId, RecordId } from '#shared/ids'
import type { DismissedProposals } from './dismissed-proposals.ts'
import type { Ledger } from './ledger.ts'
import { withNewEpoch } from './new-epoch.ts'
import { done, known, proposalActions, selfIn, type ProposalActions } from './proposal-actions.ts'
import type { Action, Written } from './records.ts'
import { isOutside, knownDevice } from './state.ts'

/** Failures of each: `not-permitted` when the rules forbid it, `not-found`, `group-stopped`. */
export type MemberActions = ProposalActions & {
  setRole(member: MemberId, role: Role): Outcome
  setTerm(member: MemberId, term: Term): void
  removeMember(member: MemberId, reason: RemovalReason): Outcome
  /** Removes this member with all devices. */
  leave(): void
  removeDevice(device: DeviceId): Outcome
  shutOut(device: DeviceId): void
  /** A chair and the author of the shut-out lift alone: a shut-out is one member's word. */
  lift(shutOut: RecordId): Outcome
  /** Records a recovery key: the Ed25519 public half. The same key twice makes one record. */
  setRecovery(key: Bytes): void
}

export const memberActions = (ledger: Ledger, dismissals: DismissedProposals): MemberActions => {
  const { propose, ...proposals } = proposalActions(ledger, dismissals)
  const { device } = ledger
  const state = () => ledger.history().state

  /** Guards acts that always begin an epoch. */
  const mustReadThePlenary = (): void => {
    if (isOutside(state(), device)) throw new Failure('not-permitted')
  }

  /** Acts alone where the rules permit it, else proposes. */
  const act = (body: Written, action: Action, parents?: readonly RecordId[]): Outcome => {
    if (ledger.broken(body, parents) !== null) return propose(action)
    ledger.write(body, parents)
    return done
  }

  const removing = (
    action: Extract<Action, { type: 'removeMember' | 'removeDevice' }>,
  ): Outcome => {
    const parents = ledger.foundation()
    return act(withNewEpoch(action, device, ledger.stateAt(parents)), action, parents)
  }

  return {
    setRole(member, role) {
      known(state().members.get(member))
      const action = { type: 'setRole', member, role } as const
      return act(action, action)
    },
    setTerm(member, { from, until }) {
      known(state().members.get(member))
      ledger.write({ type: 'setTerm', member, from, until })
    },
    removeMember(member, reason) {
      known(state().members.get(member))
      return removing({ type: 'removeMember', member, reason })
    },
    leave() {
      const member = selfIn(ledger)
      const body = { type: 'removeMember', member, reason: 'left', epoch: null } as const
      ledger.write(body, ledger.foundation())
    },
    removeDevice(id) {
      known(knownDevice(state(), id) ?? undefined)
      return removing({ type: 'removeDevice', device: id })
    },
    shutOut(id) {
      known(knownDevice(state(), id) ?? undefined)
      mustReadThePlenary()
      const parents = ledger.foundation()
      const body = { type: 'shutOut', device: id } as const
      ledger.write(withNewEpoch(body, device, ledger.stateAt(parents)), parents)
    },
    lift(shutOut) {
      known(state().shutOuts.get(shutOut))
      mustReadThePlenary()
      const action = { type: 'lift', shutOut } as const
      const withdrawal = { type: 'withdraw', word: shutOut } as const
      const lifting = withNewEpoch(action, device, state())
      if (ledger.broken(lifting) === null) return act(lifting, action)
      return act(withNewEpoch(withdrawal, device, state()), action)
    },
    setRecovery(key) {
      const member = known(state().members.get(selfIn(ledger)))
      const body = { type: 'recovery', key } as const
      if (ledger.broken(body) !== 'mustBeANewRecoveryKey' && member) ledger.write(body)
    },
    ...proposals,
  }
}
