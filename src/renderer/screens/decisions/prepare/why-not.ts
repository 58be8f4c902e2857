// The reason why a question cannot be asked yet.
import type { Blocker } from '#shared/contract'
import type { Words } from '../../../words/words.ts'
import { isSamePlace } from '../../meetings/item-names.ts'
import type { Prepared, Question } from './use-question.ts'

/** Refusals by name, the first that holds. No member can ask about what was asked or decided. */
const blockerOrder: readonly Blocker['code'][] = [
  'deciding',
  'adopted',
  'line-deciding',
  'line-decided',
  'no-office',
  'not-shared',
  'bracket-open',
  'suggestion-open',
  'amendment-open',
  'no-form',
  'text-too-long',
]

/** The amendments that are open, by number, each with its paragraph. */
const openAmendments = (found: Prepared['blockers'], words: Words): string => {
  const named = found.flatMap(({ labels = [], place }) =>
    labels.map(label => (place === '' ? label : words('amendments.inList', { label, place }))),
  )
  return words('decisions.blocked.amendment-open', {
    count: named.length,
    labels: words.list(named),
  })
}

/** Undefined when it can be asked. */
export function whyNotAsked(
  question: Question,
  { blockers, places }: Prepared,
  seats: number,
  words: Words,
): string | undefined {
  const code = blockerOrder.find(each => blockers.some(blocker => blocker.code === each))
  if (code !== undefined) {
    const found = blockers.filter(each => each.code === code)
    if (code === 'amendment-open') return openAmendments(found, words)
    const places = found.map(({ place }) => place)
    const named = places.filter(place => place !== '')
    return words(`decisions.blocked.${code}`, {
      count: places.length,
      places: words.list(named),
      named: named.length,
    })
  }
  if (question.words.trim() === '') return words('decisions.ask.noWords')
  if (question.languages.length === 0) return words('decisions.ask.noText')
  const { quorum } = question.rule
  const { where } = question
  if (where !== null && !places.some(each => isSamePlace(each, where)))
    return words('ui.chooseAgain')
  if (quorum > seats) return words('decisions.ask.quorumHigh', { quorum, seats })
  return undefined
}
