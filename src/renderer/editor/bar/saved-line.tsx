// "Saved on this device" means that core has it on the disk. A change that is answered for within a
// blink does not make the line flicker; `data-saved` tells at once.
import { useEffect, useRef, useState, type RefObject } from 'react'
import { CircleAlert, LoaderCircle, Save } from 'lucide-react'
import type { DocumentSummary } from '#shared/contract'
import { useSaving } from '../../shell/saving.tsx'
import { Icon } from '../../ui/index.ts'
import { windowClock } from '../replica/presence.ts'
import type { WindowReplica } from '../replica/window-replica.ts'
import { useUpToDateCount } from '../stable-summary.ts'
import type { Kept } from '../../shell/typed/typed.ts'
import { useKept } from '../../shell/typed/use-typed.ts'
import { useWords } from '../../words/index.ts'

/** Milliseconds that a change may be on its way before the line says "Saving". */
const blink = 120

/**
 * True once a change has been on its way for longer than a blink. The attribute follows each key
 * without a render: no style reads it, and a render costs as much as a key.
 */
function useUnderWay(
  replica: WindowReplica,
  kept: Kept,
  line: RefObject<HTMLElement | null>,
): boolean {
  const [saving, setSaving] = useState(false)
  useEffect(() => {
    const { now, after } = windowClock
    let since: number | null = null
    let shown = false
    let looked = false
    let cancel: (() => void) | null = null
    const show = (next: boolean): void => {
      if (next !== shown) setSaving(next)
      shown = next
    }
    /** One timer for any number of keys: it looks again at what has begun meanwhile. */
    const wait = (time: number): void => {
      cancel = after(time, () => {
        cancel = null
        if (since === null) return
        const rest = since + blink - now()
        if (rest > 0) wait(rest)
        else show(true)
      })
    }
    const look = (): void => {
      const unsaved = replica.unsaved() + kept.unsaved() > 0
      if (unsaved !== (since !== null) || !looked)
        line.current?.setAttribute('data-saved', unsaved ? 'no' : 'yes')
      looked = true
      since = unsaved ? (since ?? now()) : null
      if (!unsaved) show(false)
      else if (cancel === null) wait(blink)
    }
    look()
    const stops = [replica.subscribe(look), kept.subscribe(look)]
    return () => {
      for (const stop of stops) stop()
      cancel?.()
    }
  }, [replica, kept, line])
  return saving
}

export function SavedLine({
  summary,
  replica,
}: {
  summary: DocumentSummary
  replica: WindowReplica
}) {
  const words = useWords()
  const line = useRef<HTMLSpanElement>(null)
  const isFailing = useSaving() !== 'saved'
  const isUnderWay = useUnderWay(replica, useKept(summary.id), line)
  const { readers } = summary
  const have = useUpToDateCount()
  const shown = isFailing ? 'failing' : isUnderWay ? 'saving' : 'saved'
  const saved =
    readers.kind !== 'only-you' && readers.members > 1
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
