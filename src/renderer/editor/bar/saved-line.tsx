// "Saved on this device" means that core has it on the disk. A change that is answered for within a
// blink does not make the line flicker; `data-state` tells at once.
import { useEffect, useState } from 'react'
import { CircleAlert, LoaderCircle, Save } from 'lucide-react'
import type { DocumentSummary } from '#shared/contract'
import { useCore } from '../../core.ts'
import { Icon } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

/** Milliseconds that a change may be on its way before the line says "Saving". */
const blink = 120

function useFailing(): boolean {
  const core = useCore()
  const [failing, setFailing] = useState(false)
  useEffect(() => core.on('saving.changed', ({ state }) => setFailing(state !== 'saved')), [core])
  return failing
}

function useLasting(on: boolean): boolean {
  const [lasting, setLasting] = useState(false)
  useEffect(() => {
    if (!on) return
    const timer = setTimeout(() => setLasting(true), blink)
    return () => {
      clearTimeout(timer)
      setLasting(false)
    }
  }, [on])
  return on && lasting
}

export function SavedLine({ summary, unsaved }: { summary: DocumentSummary; unsaved: number }) {
  const words = useWords()
  const failing = useFailing()
  const saving = useLasting(unsaved > 0)
  const { readers, have } = summary
  const state = failing ? 'failing' : unsaved > 0 ? 'saving' : 'saved'
  const shown = failing ? 'failing' : saving ? 'saving' : 'saved'
  const saved =
    readers.kind === 'group' && readers.members > 1
      ? words('editor.savedHave', { have, members: readers.members })
      : words('editor.saved')
  const icon = { failing: CircleAlert, saving: LoaderCircle, saved: Save } as const
  return (
    <span className="bar-words saved-line" data-state={state} data-shown={shown} role="status">
      <Icon of={icon[shown]} size="small" />
      {{ failing: words('editor.notSaved'), saving: words('editor.saving'), saved }[shown]}
    </span>
  )
}
