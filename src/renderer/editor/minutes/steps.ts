// The steps in the life of minutes.
import type { DocumentStatus } from '#shared/contract'

export const steps = ['draft', 'circulated', 'corrections', 'approval'] as const
export type Step = (typeof steps)[number]

/** The step that the minutes are in; null once they are approved. */
export function stepOf(status: DocumentStatus, corrections: number): Step | null {
  if (status === 'adopted' || status === 'replaced') return null
  if (status === 'deciding') return 'approval'
  if (corrections > 0) return 'corrections'
  return status === 'consultation' ? 'circulated' : 'draft'
}

/** Minutes that were not approved, withdrawn or replaced say so in place of a step. */
export const hasStep = (status: DocumentStatus): boolean =>
  !['not-adopted', 'withdrawn', 'replaced'].includes(status)
