// Answers about the blind mailbox of a group.
import { Failure } from '#shared/failure'
import type { Answers, Workings } from './answers.ts'

export const mailboxAnswers = ({
  session,
  example,
}: Workings): Pick<Answers, 'mailbox.set' | 'mailbox.status'> => ({
  'mailbox.set'({ group, url }) {
    if (example) throw new Failure('not-permitted')
    session().sync.mailboxes.set(group, url)
  },
  'mailbox.status': ({ group }) => session().sync.mailboxes.status(group),
})
