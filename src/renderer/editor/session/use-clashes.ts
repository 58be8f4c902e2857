// The clashes of the last separation, as React sees them.
import { useEffect, useRef, useState } from 'react'
import type { DocumentSummary } from '#shared/contract'
import type { Clash } from '#shared/document'
import { useAnswer } from '../../core.ts'
import { type MergeWatch, watchMerges } from './merge-watch.ts'
import { fromCore, type Session } from './session.ts'
import { useSessionState } from './use-session.ts'

/** Milliseconds: what arrives together is reviewed together. */
const gather = 400
/** After meeting again, changes of the time apart may still be on their way. */
const arriving = 15_000

const soonOnce = (): ((work: () => void) => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined
  return work => {
    clearTimeout(timer)
    timer = setTimeout(work, gather)
  }
}

/** The clashes, and the act of having read them. */
export function useClashes(session: Session, summary: DocumentSummary): [Clash[], () => void] {
  const { doc, phase } = useSessionState(session)
  const { value: network } = useAnswer('network.status', undefined, [
    'network.changed',
    'documents.changed',
  ])
  const [clashes, setClashes] = useState<Clash[]>([])
  const watch = useRef<MergeWatch | null>(null)
  const apart = !network?.peers.some(peer => peer.group === summary.group)
  const level = !apart && network?.changesToGo === 0
  const apartNow = useRef(apart)
  const open = phase === 'open'

  useEffect(() => {
    if (!open) return
    const made = watchMerges(doc, {
      isRemote: origin => origin === fromCore,
      isLocal: origin => origin !== fromCore && origin !== null,
      later: soonOnce(),
    })
    made.apart(apartNow.current)
    watch.current = made
    const stop = made.onClashes(setClashes)
    return () => {
      stop()
      made.stop()
      watch.current = null
    }
  }, [doc, open])

  useEffect(() => {
    apartNow.current = apart
    watch.current?.apart(apart)
  }, [apart])
  useEffect(() => {
    if (!level) return
    const timer = setTimeout(() => watch.current?.level(), arriving)
    return () => clearTimeout(timer)
  }, [level])

  const read = (): void => {
    watch.current?.level()
    setClashes([])
  }
  return [clashes, read]
}
