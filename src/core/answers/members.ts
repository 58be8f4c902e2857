// Answers about members and their devices once they are in: roles, terms, removal.
import { Failure } from '#shared/failure'
import type { Answers } from './answers.ts'

type MemberCalls = Extract<keyof Answers, `members.${string}` | `devices.${string}`>

const refuse = (): never => {
  throw new Failure('not-permitted')
}

export const memberAnswers = (): Pick<Answers, MemberCalls> => ({
  'members.setRole': refuse,
  'members.setTerm': refuse,
  'members.remove': refuse,
  'members.leave': refuse,
  'members.second': refuse,
  'members.removalPreview': refuse,
  'devices.shutOut': refuse,
  'devices.lift': refuse,
  'devices.remove': refuse,
  'devices.invite': refuse,
})
