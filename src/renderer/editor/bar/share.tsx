// The two ways to share from the document screen; what follows is said by the share dialog.
import { FolderOutput, Users } from 'lucide-react'
import type { DocumentSummary } from '#shared/contract'
import { useOffer } from '../../shell/commands/offered.ts'
import { useDocumentActs } from '../../screens/documents/document-acts.tsx'
import { Button, Link } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

type ShareProps = { summary: DocumentSummary }

export function ShareButton({ summary }: ShareProps) {
  const words = useWords()
  const { start } = useDocumentActs()
  const share = (): void => start({ kind: 'share', document: summary })
  useOffer({
    acts: () => [
      { id: 'share', text: words('editor.share'), icon: Users, act: share },
      {
        id: 'move',
        text: words('documents.move.menu'),
        icon: FolderOutput,
        act: () => start({ kind: 'move', document: summary }),
      },
    ],
  })
  return (
    <Button size="small" variant="primary" icon={Users} onPress={share}>
      {words('editor.share')}
    </Button>
  )
}

export function ShareLink({ summary }: ShareProps) {
  const words = useWords()
  const { start } = useDocumentActs()
  return (
    <Link onPress={() => start({ kind: 'share', document: summary })}>
      {words('editor.card.share')}
    </Link>
  )
}
