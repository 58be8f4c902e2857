// Bringing the text of a version back: a change of this window like any other, so that Ctrl Z takes it
// back and what others write meanwhile stays.
import type * as Y from 'yjs'
import type { NamedVersion } from '#shared/contract'
import { hasState, pageAt, readVersions, restorePage } from '#shared/document'
import { AlertDialog, say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { ownChange } from '../own-undo.ts'
import { usePageState } from '../page/page-state.ts'

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length))

/** Null when this window does not have all of it; core has proven it before. */
const restore = (doc: Y.Doc, id: string): number | null => {
  const state = readVersions(doc).find(each => each.id === id)?.state
  if (!state || !hasState(doc, state)) return null
  return restorePage(doc, pageAt(doc, state), {
    random,
    change: work => doc.transact(work, ownChange),
  })
}

type RestoreVersionProps = { doc: Y.Doc; version: NamedVersion; onClose: () => void }

export function RestoreVersion({ doc, version, onClose }: RestoreVersionProps) {
  const words = useWords()
  const page = usePageState()
  const { id, name } = version
  const act = (): void => {
    const paragraphs = restore(doc, id)
    onClose()
    say(
      paragraphs === null
        ? words('failure.versionIncomplete')
        : words('history.restored', { name, paragraphs }),
    )
    // The dialog gives the focus back first.
    setTimeout(() => page.focusText())
  }
  return (
    <AlertDialog
      isOpen
      title={words('history.restore.title', { name })}
      act={words('history.restore.act')}
      onAct={act}
      onClose={onClose}
    >
      <p>{words('history.restore.lead')}</p>
      <p>{words('history.restore.keeps')}</p>
      <p>{words('history.restore.undo')}</p>
    </AlertDialog>
  )
}
