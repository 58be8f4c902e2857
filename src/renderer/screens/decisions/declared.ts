// Declarations of a decision. Several that say the same are one: their signatures add up. Other closes, or another
// outcome, overtake a declaration: it no longer stands.
import type { Decision } from '#shared/contract'

type Declared = Pick<Decision, 'declarations'>
export type Signer = Decision['declarations'][number]['signers'][number]

/** Members who signed what came out, once each. */
export const signersOf = ({ declarations }: Declared): Signer[] => {
  const signers = declarations.filter(each => !each.isOvertaken).flatMap(each => each.signers)
  return [...new Map(signers.map(signer => [signer.member, signer])).values()]
}

/** Declarations are here, and none of them stands. */
export const isOvertaken = ({ declarations }: Declared): boolean =>
  declarations.length > 0 && declarations.every(each => each.isOvertaken)

/** Whether overtaken declarations say the same outcome as now; null where none was overtaken. */
export const overtakenBy = ({
  declarations,
  outcome,
}: Pick<Decision, 'declarations' | 'outcome'>): 'same' | 'other' | null => {
  const overtaken = declarations.filter(each => each.isOvertaken)
  if (overtaken.length === 0) return null
  return overtaken.every(each => each.outcome === outcome?.code) ? 'same' : 'other'
}
