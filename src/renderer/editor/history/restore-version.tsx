// Bringing the text of a version back: a change of this window like any other, so that Ctrl Z takes it
// back and what others write meanwhile stays. It says how far it has come, and can be stopped.
import { useEffect, useRef, useState } from 'react'
import type * as Y from 'yjs'
import type { NamedVersion } from '#shared/contract'
import { hasState, pageAt, readVersions } from '#document/history/versions'
import type { Page } from '#document/model'
import { afterReturn, AlertDialog, say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import type { OwnUndo } from '../undo/own-undo.ts'
import { usePageState } from '../page/page-state.ts'
import { others } from '../replica/after-paint.ts'
import { isSettledAnywhere } from '../blocks/settled-state.ts'
import { random } from '../../random.ts'
import { restoring, type Restored } from './restoring.ts'

/** Null when this window does not have all of it; core has proven it before. */
const pageOf = (doc: Y.Doc, id: string): Page | null => {
  const state = readVersions(doc).find(each => each.id === id)?.state
  return state && hasState(doc, state) ? pageAt(doc, state) : null
}

type Parts = { doc: Y.Doc; undo: OwnUndo; isStopped(): boolean; told(share: number): void }

type Outcome = Pick<Restored, 'paragraphs' | 'keepsSettled'> & { isWhole: boolean }

/** How many paragraphs were brought back, and whether that was all. Stopped, it takes back what it did. */
const restore = async ({ doc, undo, isStopped, told }: Parts, page: Page): Promise<Outcome> => {
  const step = undo.gather()
  const slices = restoring({ doc, step, random }, page)
  let last: Omit<Outcome, 'isWhole'> = { paragraphs: 0, keepsSettled: false }
  for (let next = slices.next(); ; next = slices.next()) {
    if (next.done) return { ...last, isWhole: next.value === 'done' }
    last = next.value
    told(next.value.share)
    await others()
    if (!isStopped()) continue
    return { ...last, paragraphs: step.takeBack() ? 0 : last.paragraphs, isWhole: false }
  }
}

type RestoreVersionProps = { doc: Y.Doc; version: NamedVersion; onClose: () => void }

export function RestoreVersion({ doc, version, onClose }: RestoreVersionProps) {
  const words = useWords()
  const page = usePageState()
  const [share, setShare] = useState<number | null>(null)
  const stopped = useRef(false)
  const { id, name } = version
  useEffect(() => {
    stopped.current = false
    return () => void (stopped.current = true)
  }, [])
  const act = async (): Promise<void> => {
    const [then, undo] = [pageOf(doc, id), page.undo()]
    if (then === null || undo === null) {
      onClose()
      return say(words('failure.versionIncomplete'))
    }
    setShare(0)
    const isStopped = (): boolean => stopped.current
    const outcome = await restore({ doc, undo, isStopped, told: setShare }, then)
    onClose()
    const { paragraphs, isWhole, keepsSettled } = outcome
    if (!isWhole) say(words('history.restore.stopped', { name, paragraphs }))
    else if (keepsSettled) say(words('history.restored.settled', { name, paragraphs }))
    else say(words('history.restored', { name, paragraphs }))
    afterReturn(() => page.focusText())
  }
  const percent = Math.round((share ?? 0) * 100)
  const progress = words('history.restore.working', { done: percent })
  return (
    <AlertDialog
      isOpen
      title={words('history.restore.title', { name })}
      act={words('history.restore.act')}
      busy={share !== null}
      mayStop
      onAct={() => void act()}
      {...(share !== null && { safe: words('history.compare.stop') })}
      onClose={share === null ? onClose : () => void (stopped.current = true)}
    >
      <p>{words('history.restore.lead')}</p>
      <p>{words('history.restore.keeps')}</p>
      {isSettledAnywhere() ? <p>{words('history.restore.settled')}</p> : null}
      {share === null ? (
        <p>{words('history.restore.undo')}</p>
      ) : (
        <p
          role="progressbar"
          aria-label={progress}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={percent}
        >
          {progress}
        </p>
      )}
    </AlertDialog>
  )
}
