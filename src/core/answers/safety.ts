// Answers about what keeps a profile safe: its passphrase, recovery, backups, and its end.
import { changePassphrase } from '#core/archive'
import { normalizePassphrase } from '#core/keys'
import { Failure } from '#shared/failure'
import type { Answers, Workings } from './answers.ts'

const mustSaySomething = (passphrase: string): void => {
  if (normalizePassphrase(passphrase) === '') throw new Failure('invalid-input')
}

export const safetyAnswers = ({
  directory,
  session,
  cost,
}: Workings): Pick<Answers, 'profile.changePassphrase'> => ({
  'profile.changePassphrase'({ old, new: next }) {
    // While it is open here, no other process changes it.
    session()
    mustSaySomething(next)
    changePassphrase(directory, old, next, cost)
  },
})
