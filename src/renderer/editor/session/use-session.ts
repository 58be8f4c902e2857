// The open document of a screen, as React sees it.
import { useEffect, useState, useSyncExternalStore } from 'react'
import type { DocumentId } from '#shared/ids'
import { useConnection } from '../../core.ts'
import { peopleHere, type People, presenceOut, type PresenceOut, windowClock } from './presence.ts'
import { openSession, type Session, type SessionState } from './session.ts'
import { openStore } from './store.ts'

export type Opened = {
  session: Session
  people: People
  presence: PresenceOut
}

/** Null until the first render has passed; a new one for each document. */
export function useSession(document: DocumentId): Opened | null {
  const connection = useConnection()
  const [opened, setOpened] = useState<(Opened & { document: DocumentId }) | null>(null)
  useEffect(() => {
    const session = openSession({ document, openPort: connection.openDocument, openStore })
    const people = peopleHere(windowClock)
    const presence = presenceOut(session.sendPresence, windowClock)
    const stop = session.onPresence(people.hear)
    setOpened({ session, people, presence, document })
    return () => {
      stop()
      people.stop()
      presence.stop()
      void session.close()
    }
  }, [connection, document])
  return opened?.document === document ? opened : null
}

export const useSessionState = (session: Session): SessionState =>
  useSyncExternalStore(session.subscribe, session.state)

export const usePeople = (people: People): ReturnType<People['list']> =>
  useSyncExternalStore(people.subscribe, people.list)
