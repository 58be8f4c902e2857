// "Saved on this device" means that core has it on the disk. A change that is answered for within a
// blink does not make the line flicker; `data-state` tells at once.
import { useEffect, useRef, useState, type RefObject } from 'react'
import { CircleAlert, LoaderCircle, Save } from 'lucide-react'
import type { DocumentSummary } from '#shared/contract'
import { useCore } from '../../core.ts'
import { Icon } from '../../ui/index.ts'
import type { Session } from '../session/session.ts'
import { useWords } from '../../words/index.ts'

/** Milliseconds that a change may be on its way before the line says "Saving". */
const blink = 120

function useFailing(): boolean {
  const core = useCore()
  const [failing, setFailing] = useState(false)
  useEffect(() => core.on('saving.changed', ({ state }) => setFailing(state !== 'saved')), [core])
  return failing
}

/**
 * True once something has been on its way for longer than a blink. The attribute follows each key
 * without drawing anything anew: a render while one types costs as much as the page is long.
 */
function useSaving(session: Session, line: RefObject<HTMLElement | null>): boolean {
  const [saving, setSaving] = useState(false)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = (): void => {
      const unsaved = session.unsaved() > 0
      line.current?.setAttribute('data-state', unsaved ? 'saving' : 'saved')
      if (unsaved) timer ??= setTimeout(() => setSaving(true), blink)
      else {
        clearTimeout(timer)
        timer = undefined
        setSaving(false)
      }
    }
    look()
    const stop = session.subscribe(look)
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [session, line])
  return saving
}

export function SavedLine({ summary, session }: { summary: DocumentSummary; session: Session }) {
  const words = useWords()
  const line = useRef<HTMLSpanElement>(null)
  const failing = useFailing()
  const saving = useSaving(session, line)
  const { readers, have } = summary
  const shown = failing ? 'failing' : saving ? 'saving' : 'saved'
  const saved =
    readers.kind === 'group' && readers.members > 1
      ? words('editor.savedHave', { have, members: readers.members })
      : words('editor.saved')
  const icon = { failing: CircleAlert, saving: LoaderCircle, saved: Save } as const
  return (
    <span className="bar-words saved-line" ref={line} data-shown={shown} role="status">
      <Icon of={icon[shown]} size="small" />
      {{ failing: words('editor.notSaved'), saving: words('editor.saving'), saved }[shown]}
    </span>
  )
}
