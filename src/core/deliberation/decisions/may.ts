// The acts that the member of this device may do about a question now. A program refuses the rest for
// its own member; other devices judge an act by the rules alone.
import { hasSigned, offices } from '#core/deliberation/acts'
import type { DecisionAct, Right } from '#shared/contract'
import type { FoundQuestion } from './ports.ts'

/** A question, as far as its own acts say it. */
export type SaidQuestion = Pick<FoundQuestion, 'proceedings' | 'today' | 'described' | 'self'>

const holdsAnOffice = ({ proceedings, today, self }: SaidQuestion): boolean => {
  const role = self && proceedings.standing(today)?.people.get(self)?.role
  return role !== undefined && role !== null && offices.includes(role)
}

/** In the order of the screen. `rights`: those of this member in the document, or in all of its audience. */
export const actsOn = (found: SaidQuestion, rights: ReadonlySet<Right>): DecisionAct[] => {
  const { described, proceedings, self } = found
  const { question, is } = described
  if (self === null || !rights.has('propose')) return []
  const isOnRoll = question.roll.has(self)
  const isOffice = holdsAnOffice(found)
  // An officer wrote with a later version: this one knows a part of the decision alone.
  const knowsAll = !proceedings.hasLaterActs(question.id)
  const isOpen = is === 'open'
  const isClosed = is === 'closed' || is === 'declared'
  const isDeclared = is === 'declared' || is === 'final'
  const may: Record<DecisionAct, boolean> = {
    position: isOnRoll && (isOpen || isClosed),
    explain: isOnRoll && (isOpen || isClosed || is === 'final'),
    hear: isOffice && isOpen,
    close: isOffice && isOpen && knowsAll,
    reopen: isOffice && isClosed && described.declarations.length === 0,
    withdraw: isOffice && isOpen,
    declare: isOffice && is === 'closed' && knowsAll,
    sign: isOnRoll && isDeclared && !hasSigned(described, self) && knowsAll,
    register: isOffice && isDeclared,
  }
  return (Object.keys(may) as DecisionAct[]).filter(act => may[act])
}
