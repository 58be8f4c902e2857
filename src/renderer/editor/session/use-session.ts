// The open document of a screen, as React sees it. It is open as long as a component shows it.
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { DocumentId } from '#shared/ids'
import { type Connection, useConnection } from '../../core.ts'
import { peopleHere, type People, presenceOut, type PresenceOut, windowClock } from './presence.ts'
import { openSession, type Session, type SessionState } from './session.ts'
import { afterPaint } from './after-paint.ts'
import { openStore } from './store.ts'
import { beforeLeaving } from '../../leaving.ts'
import { settled } from '../history/settled.ts'

export type Opened = { session: Session; people: People; presence: PresenceOut }

type OpenedStore = { get(): Opened | null; subscribe(): () => void }

function openedStore(
  openPort: Connection['openDocument'],
  document: DocumentId,
  shown: Promise<void>,
): OpenedStore {
  let opened: Opened | null = null
  return {
    get: () => opened,
    subscribe() {
      const session = openSession({ document, openPort, openStore, later: afterPaint, shown })
      const people = peopleHere(windowClock)
      const presence = presenceOut(session.sendPresence, windowClock)
      const stop = session.onPresence(people.hear)
      const stay = beforeLeaving(() => settled(session))
      opened = { session, people, presence }
      return () => {
        opened = null
        stop()
        people.stop()
        presence.stop()
        void session.close().finally(stay)
      }
    },
  }
}

/**
 * Null until the first render has passed; another one for each document. The text itself is taken in
 * when `isShown` has been true: it may hold the window up for a moment.
 */
export function useSession(document: DocumentId, isShown: boolean): Opened | null {
  const { openDocument } = useConnection()
  const [shown] = useState(() => Promise.withResolvers<void>())
  useEffect(() => {
    if (isShown) shown.resolve()
  }, [isShown, shown])
  const store = useMemo(
    () => openedStore(openDocument, document, shown.promise),
    [openDocument, document, shown],
  )
  return useSyncExternalStore(store.subscribe, store.get)
}

export const useSessionState = (session: Session): SessionState =>
  useSyncExternalStore(session.subscribe, session.state)

export const usePeople = (people: People): ReturnType<People['list']> =>
  useSyncExternalStore(people.subscribe, people.list)
