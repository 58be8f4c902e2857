// What records that came do to the conversations that are under way.
import { knownIn, readsWith } from './plenary.ts'
import type { Replica } from './replica.ts'
import type { Session } from './session.ts'

/** `beside`: those in which nothing but the membership is told. */
export const renewSessions = ({
  replica: { group },
  sessions,
  beside,
}: {
  replica: Pick<Replica, 'group'>
  sessions: ReadonlySet<Session>
  beside: ReadonlySet<Session>
}): void => {
  for (const session of [...sessions, ...beside]) {
    if (!knownIn(group, session.remote)) session.part()
    // It was begun with more, or with less, than may be said in it now.
    else if (readsWith(group, session.remote) === beside.has(session)) session.close()
    else session.renew()
  }
}
