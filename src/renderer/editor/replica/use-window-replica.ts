// The open document of a screen, as React sees it. It is open as long as a component shows it.
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { DocumentId } from '#shared/ids'
import { type Connection, useConnection } from '../../shell/core-client.ts'
import { peopleHere, type People, presenceOut, type PresenceOut, windowClock } from './presence.ts'
import { openWindowReplica, type WindowReplica, type WindowReplicaState } from './window-replica.ts'
import { afterPaint } from './after-paint.ts'
import { openStore } from './store.ts'
import { beforeClose } from '../../shell/before-close.ts'
import { settled } from '../history/settled.ts'

export type Opened = { replica: WindowReplica; people: People; presence: PresenceOut }

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
      const replica = openWindowReplica({ document, openPort, openStore, later: afterPaint, shown })
      const people = peopleHere(windowClock)
      const presence = presenceOut(replica.sendPresence, windowClock)
      const stop = replica.onPresence(people.hear)
      const stay = beforeClose(() => settled(replica))
      opened = { replica, people, presence }
      return () => {
        opened = null
        stop()
        people.stop()
        presence.stop()
        void replica.close().finally(stay)
      }
    },
  }
}

/**
 * Null until the first render has passed; another one for each document. The text itself is taken in
 * when `isShown` has been true: it may hold the window up for a moment.
 */
export function useWindowReplica(document: DocumentId, isShown: boolean): Opened | null {
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

export const useReplicaState = (replica: WindowReplica): WindowReplicaState =>
  useSyncExternalStore(replica.subscribe, replica.state)

export const usePeople = (people: People): ReturnType<People['list']> =>
  useSyncExternalStore(people.subscribe, people.list)
