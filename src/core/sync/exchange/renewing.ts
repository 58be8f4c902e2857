// The effect of new records on open link conversations.
import { knownIn, readsWith } from '../members/index.ts'
import type { GroupSync } from '../group-sync.ts'
import type { LinkConversation } from '../link/index.ts'

/** `beside`: the conversations that carry the membership alone. */
export const renewSessions = ({
  replica: { group },
  sessions,
  beside,
}: {
  replica: Pick<GroupSync, 'group'>
  sessions: ReadonlySet<LinkConversation>
  beside: ReadonlySet<LinkConversation>
}): void => {
  for (const session of [...sessions, ...beside]) {
    if (!knownIn(group, session.remote)) session.part()
    // The conversation began with more, or with less, than may pass in it now.
    else if (readsWith(group, session.remote) === beside.has(session)) session.close()
    else session.renew()
  }
}
