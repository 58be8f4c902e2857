// Answers about the mailbox of a group.
import { parseMailboxUrl } from '#core/sync'
import { Failure } from '#shared/failure'
import type { AnswersOn, ApiContext } from './api-context.ts'

export const mailboxAnswers = ({ allow, profile, example }: ApiContext): AnswersOn<'mailbox'> => ({
  async 'mailbox.set'({ group, url }) {
    if (example) throw new Failure('not-permitted')
    const { name } = profile().groups.get(group).entry()
    if (url !== null) {
      const address = parseMailboxUrl(url)
      if (address === null) throw new Failure('invalid-input')
      await allow({ act: 'mailbox', group: name, address })
    }
    profile().sync.mailboxes.set(group, url)
  },
  'mailbox.status': ({ group }) => profile().sync.mailboxes.status(group),
})
