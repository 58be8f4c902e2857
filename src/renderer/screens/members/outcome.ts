// The announcement after an act that may need more than one member's word.
import type { Outcome } from '#shared/contract'
import { say } from '../../ui/index.ts'
import type { Words } from '../../words/index.ts'

export function sayOutcome({ state, needed }: Outcome, done: string, words: Words): void {
  say(state === 'done' ? done : words('members.proposed', { needed }))
}
