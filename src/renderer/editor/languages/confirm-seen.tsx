// Saying of all paragraphs that were on the screen that they are translated.
import { Eye, PencilLine, UserCheck } from 'lucide-react'
import { ConfirmDialog } from '../../shell/confirm-dialog.tsx'
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
  return (
    <ConfirmDialog
      onClose={onClose}
      title={words('languages.seen.title', { count })}
      act={words('languages.seen.act', { count })}
      onAct={onConfirm}
      means={[
        { id: 'seen', icon: Eye, text: words('languages.seen.which') },
        { id: 'name', icon: UserCheck, text: words('languages.seen.name') },
        ...(untranslated > 0
          ? [
              {
                id: 'left',
                icon: PencilLine,
                text: words('languages.seen.left', { count: untranslated }),
              },
            ]
          : []),
      ]}
    />
  )
}
