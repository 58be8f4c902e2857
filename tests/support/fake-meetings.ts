// The fake core's answers about meetings and follow-up: a group without any. A call about one that is not
// there fails as core's does.
import type { CoreContract } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { Handlers } from '#shared/rpc'

type Calls = Extract<
  keyof CoreContract['calls'],
  `meetings.${string}` | `minutes.${string}` | `actions.${string}` | `recommendations.${string}`
>

const missing = (): never => {
  throw new Failure('not-found')
}

export const fakeMeetings = (): Pick<Handlers<CoreContract>, Calls> => ({
  'meetings.list': () => ({ mayPlan: true, meetings: [] }),
  'meetings.get': missing,
  'meetings.create': missing,
  'meetings.addItem': missing,
  'meetings.setItem': missing,
  'meetings.closeItem': missing,
  'meetings.carry': missing,
  'meetings.dates': missing,
  'meetings.free': missing,
  'meetings.call': missing,
  'meetings.cancel': missing,
  'meetings.coming': missing,
  'meetings.open': missing,
  'meetings.item': missing,
  'meetings.end': missing,
  'meetings.resume': missing,
  'meetings.present': missing,
  'meetings.floor': missing,
  'meetings.spoke': missing,
  'meetings.unfloor': missing,
  'meetings.calendar': missing,
  'meetings.annotated': missing,
  'minutes.naming': missing,
  'minutes.name': missing,
  'actions.list': () => [],
  'actions.progress': missing,
  'actions.assign': missing,
  'recommendations.list': () => [],
  'recommendations.sent': missing,
  'recommendations.answered': missing,
  'recommendations.review': missing,
})
