// The open document of a screen, as React sees it. It is open as long as a component shows it.
import { useMemo, useSyncExternalStore } from 'react'
import type { DocumentId } from '#shared/ids'
import { type Connection, useConnection } from '../../core.ts'
import { peopleHere, type People, presenceOut, type PresenceOut, windowClock } from './presence.ts'
import { openSession, type Session, type SessionState } from './session.ts'
import { afterPaint } from './after-paint.ts'
import { openStore } from './store.ts'

export type Opened = {
  session: Session
  people: People
  presence: PresenceOut
}

type OpenedStore = { get(): Opened | null; subscribe(): () => void }

function openedStore(openPort: Connection['openDocument'], document: DocumentId): OpenedStore {
  let opened: Opened | null = null
  return {
    get: () => opened,
    subscribe() {
      const session = openSession({ document, openPort, openStore, later: afterPaint })
      const people = peopleHere(windowClock)
      const presence = presenceOut(session.sendPresence, windowClock)
      const stop = session.onPresence(people.hear)
      opened = { session, people, presence }
      return () => {
        opened = null
        stop()
        people.stop()
        presence.stop()
        void session.close()
      }
    },
  }
}

/** Null until the first render has passed; another one for each document. */
export function useSession(document: DocumentId): Opened | null {
  const { openDocument } = useConnection()
  const store = useMemo(() => openedStore(openDocument, document), [openDocument, document])
  return useSyncExternalStore(store.subscribe, store.get)
}

export const useSessionState = (session: Session): SessionState =>
  useSyncExternalStore(session.subscribe, session.state)

export const usePeople = (people: People): ReturnType<People['list']> =>
  useSyncExternalStore(people.subscribe, people.list)
