// Acts of an admitted member on other members and on the own membership. An act that one member may
// not do alone becomes a proposal; the last vote that it needs carries it.
import { encode, equal, type Bytes } from '#core/keys'
import type { Outcome, RemovalReason, Role, Term } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DeviceId, MemberId, RecordId } from '#shared/ids'
import type { DismissedProposals } from './dismissed-proposals.ts'
import { consentFor, missingFrom, subjectOf } from './consent.ts'
import { newSharedEpoch } from './epochs.ts'
import type { Ledger, Written } from './ledger.ts'
import { recipientsAfter } from './recipients.ts'
import type { Action, SharedEpoch } from './records.ts'
import { isOutside, knownDevice, memberOf } from './state.ts'
import type { GroupState, ProposalEntry } from './state.ts'
import { actionFields } from './write-record.ts'

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

/** Failures of each: `not-permitted` when the rules forbid it, `not-found`, `group-stopped`. */
export type MemberActions = {
  /**
   * `document` is the document of a guest. A guest outside the plenary gets none: the member reads
   * the documents of circles, and a record in the group is readable by all who are outside.
   */
  setRole(member: MemberId, role: Role): Outcome
  setTerm(member: MemberId, term: Term): void
  removeMember(member: MemberId, reason: RemovalReason): Outcome
  /** Removes this member with all devices. */
  leave(): void
  removeDevice(device: DeviceId): Outcome
  shutOut(device: DeviceId): void
  /** A chair and the author of the shut-out lift alone: a shut-out is one member's word. */
  lift(shutOut: RecordId): Outcome
  /** Seconds a proposal; `needed` more members have to. */
  second(proposal: RecordId): { state: 'done' | 'waiting'; needed: number }
  /** Withdraws a proposal of this member. Failure `proposal-done` once it is carried. */
  withdraw(proposal: RecordId): void
  /** Sets whether this device lists the proposal among those to answer. No record says so. */
  dismiss(proposal: RecordId, dismissed: boolean): void
  /** Records a recovery key: the Ed25519 public half. The same key twice makes one record. */
  setRecovery(key: Bytes): void
  /** Open proposals that would still change something; `needed` more members have to approve. */
  proposals(): PendingProposal[]
}

type WithEpoch = Extract<Written, { epoch: SharedEpoch | null }>

/**
 * `body` with the epoch that it needs. This device gets the epoch's key from the record, as all
 * others do.
 */
export const withNewEpoch = <B extends WithEpoch>(
  body: Omit<B, 'epoch'>,
  author: DeviceId,
  before: GroupState,
): B => {
  const recipients = recipientsAfter({ ...body, epoch: null } as unknown as B, author, before)
  if (recipients === null) return { ...body, epoch: null } as unknown as B
  const devices = recipients.map(id => {
    const asked = [...before.requests.values()].find(({ device }) => device === id)
    const agreement = knownDevice(before, id)?.agreement ?? asked?.agreement
    if (!agreement) throw new Failure('internal')
    return { id, agreement }
  })
  const { epoch } = newSharedEpoch(devices)
  return { ...body, epoch } as unknown as B
}

const isSame = (a: Action, b: Action): boolean =>
  equal(encode(actionFields(a)), encode(actionFields(b)))

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

const done: Outcome = { state: 'done', needed: 0 }

export const memberActions = (ledger: Ledger, dismissals: DismissedProposals): MemberActions => {
  const { device } = ledger
  const state = () => ledger.history().state
  const self = (): MemberId => {
    const member = memberOf(state(), device)
    if (!member) throw new Failure('not-permitted')
    return member.id
  }
  /** Guards acts that always begin an epoch. */
  const mustReadThePlenary = (): void => {
    if (isOutside(state(), device)) throw new Failure('not-permitted')
  }
  const known = <T>(entry: T | undefined): T => {
    if (entry === undefined) throw new Failure('not-found')
    return entry
  }

  const signersOf = ({ by, seconds }: ProposalEntry): MemberId[] => [by, ...seconds.values()]

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

  const second: MemberActions['second'] = id => {
    const entry = known(state().proposals.get(id))
    const member = self()
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

  const propose = (action: Action): Outcome => {
    const member = self()
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
      const member = self()
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
    setRecovery(key) {
      const member = known(state().members.get(self()))
      const body = { type: 'recovery', key } as const
      if (ledger.broken(body) !== 'mustBeANewRecoveryKey' && member) ledger.write(body)
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
