// Saying of all paragraphs that were on the screen that they are translated.
import { useState } from 'react'
import { Eye, PencilLine, UserCheck } from 'lucide-react'
import { AlertDialog, Consequences } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

export type ConfirmSeenProps = {
  count: number
  /** Still the words of the original; left. */
  untranslated: number
  onConfirm: () => Promise<void>
  onClose: () => void
}

export function ConfirmSeen({ count, untranslated, onConfirm, onClose }: ConfirmSeenProps) {
  const words = useWords()
  const [busy, setBusy] = useState(false)
  const confirm = async (): Promise<void> => {
    setBusy(true)
    await onConfirm()
    onClose()
  }
  return (
    <AlertDialog
      isOpen
      onClose={onClose}
      title={words('languages.seen.title', { count })}
      act={words('languages.seen.act', { count })}
      busy={busy}
      onAct={() => void confirm()}
    >
      <Consequences
        items={[
          { id: 'seen', icon: Eye, text: words('languages.seen.which') },
          { id: 'name', icon: UserCheck, text: words('languages.seen.name') },
          ...(untranslated > 0
            ? [
                {
                  ...{ id: 'left', icon: PencilLine },
                  text: words('languages.seen.left', { count: untranslated }),
                },
              ]
            : []),
        ]}
      />
    </AlertDialog>
  )
}
