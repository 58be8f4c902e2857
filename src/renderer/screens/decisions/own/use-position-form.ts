// The position that a member is about to give. Its words are kept as they are typed.
import { useEffect } from 'react'
import type { Decision, DecisionChoice, Position } from '#shared/contract'
import type { BlockId, MemberId } from '#shared/ids'
import { useCore } from '../../../shell/core-client.ts'
import { useTyped } from '../../../shell/typed/use-typed.ts'
import { type Appearing, type Appears, notShown, printedAs } from '../appearance.tsx'
import { choices } from '../choices.tsx'
import type { Words } from '../../../words/index.ts'

export type Reserved = Appears & { block: BlockId | null; words: string }

export type PositionForm = {
  choice: DecisionChoice | null
  reason: string
  reserved: Reserved[]
  set: (change: Partial<{ choice: DecisionChoice; reason: string; reserved: Reserved[] }>) => void
  /** Begins with a position that was given before. */
  begin: (position: Pick<Position, 'choice' | 'reason' | 'reservations'>) => void
  forget: () => void
}

export const mostReservations = 20
export const emptyReservation: Reserved = { ...notShown, block: null, words: '' }
const first = { choice: '', reason: '', reserved: '[]' }

const readReserved = (text: string): Reserved[] => {
  try {
    return JSON.parse(text) as Reserved[]
  } catch {
    return []
  }
}

export function usePositionForm(decision: Decision): PositionForm {
  const { fields, type, forget } = useTyped(decision.document, `position/${decision.id}`, first)
  const choice = choices.find(each => each === fields.choice) ?? null
  const kept = readReserved(fields.reserved)
  return {
    choice,
    reason: fields.reason,
    reserved: choice === 'reservations' && kept.length === 0 ? [emptyReservation] : kept,
    set: ({ choice: next, reason, reserved }) =>
      type({
        ...(next !== undefined && { choice: next }),
        ...(reason !== undefined && { reason }),
        ...(reserved !== undefined && { reserved: JSON.stringify(reserved) }),
      }),
    begin: ({ choice: given, reason, reservations }) =>
      type({
        choice: given,
        reason,
        reserved: JSON.stringify(
          reservations.map(({ block, words, as }): Reserved => ({
            block,
            words,
            as: as === '' ? 'hidden' : 'own',
            own: as,
          })),
        ),
      }),
    forget,
  }
}

/** Why it cannot be given yet; undefined when it can. */
export function whyNotYet(
  { choice, reason, reserved }: PositionForm,
  hasText: boolean,
  words: Words,
): string | undefined {
  if (!hasText) return words('decisions.give.noText')
  if (choice === null) return words('decisions.give.none')
  if (choice === 'object' && reason.trim() === '') return words('decisions.give.noReason')
  const isBlank = reserved.some(each => each.words.trim() === '')
  return choice === 'reservations' && isBlank ? words('decisions.give.noWords') : undefined
}

/** The position that core is asked to sign. */
export const givenOf = (
  { choice, reason, reserved }: PositionForm,
  appearing: Appearing,
  words: Words,
) => ({
  choice: choice ?? 'abstain',
  reason,
  reservations:
    choice === 'reservations'
      ? reserved.map(each => ({
          block: each.block,
          words: each.words,
          as: printedAs(each, appearing, words),
        }))
      : [],
})

/** Tells core once that this member has seen an open question. */
export function useSeen(decision: Decision, self: MemberId | undefined): void {
  const core = useCore()
  const { id, state, seats } = decision
  const seat = seats.find(
    ({ member, alternates }) =>
      self !== undefined && (member === self || alternates.includes(self)),
  )
  const isNew = state === 'open' && seat?.from === 'none'
  useEffect(() => {
    // A device that cannot say so now says it when the question is shown again.
    if (isNew) core.call('decisions.see', { decision: id }).catch(() => {})
  }, [isNew, id, core])
}
