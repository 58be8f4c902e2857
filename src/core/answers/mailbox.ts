// Answers about the mailbox of a group.
import { parseMailboxUrl } from '#core/sync'
import { Failure } from '#shared/failure'
import type { Answers, Workings } from './answers.ts'

export const mailboxAnswers = ({
  allow,
  session,
  example,
}: Workings): Pick<Answers, 'mailbox.set' | 'mailbox.status'> => ({
  async 'mailbox.set'({ group, url }) {
    if (example) throw new Failure('not-permitted')
    const { name } = session().groups.get(group).entry()
    if (url !== null) {
      const address = parseMailboxUrl(url)
      if (address === null) throw new Failure('invalid-input')
      await allow({ act: 'mailbox', group: name, address })
    }
    session().sync.mailboxes.set(group, url)
  },
  'mailbox.status': ({ group }) => session().sync.mailboxes.status(group),
})
