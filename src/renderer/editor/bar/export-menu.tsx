// The ways to a copy for people outside the app. Each leads to the screen that says what leaves, before anything is
// saved.
import { memo, useState } from 'react'
import { ClipboardCheck, MessagesSquare, Upload } from 'lucide-react'
import type { DocumentId } from '#shared/ids'
import { commandsOf, useOffer } from '../../shell/commands/offered.ts'
import { useKeys } from '../../shell/commands/use-keys.ts'
import { useDocumentActs } from '../../screens/documents/document-acts.tsx'
import { useAct, useCore } from '../../shell/core-client.ts'
import { ways } from '../../screens/export/formats.ts'
import { useGo } from '../../shell/router.ts'
import { Button, Menu } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

type ExportMenuProps = {
  document: DocumentId
  /** Words of respondents stand in it, who consented to something or did not. */
  isAssessment: boolean
}

export const ExportMenu = memo(function ExportMenu(props: ExportMenuProps) {
  const { document, isAssessment } = props
  const words = useWords()
  const core = useCore()
  const go = useGo()
  const { start } = useDocumentActs()
  const openConsents = useAct(async () => {
    start({ kind: 'consents', document: await core.call('documents.get', { document }) })
  })
  const [isOpen, setOpen] = useState(false)
  useKeys({ export: () => setOpen(true) })
  const files = ways.map(({ id, icon, hint, shows, format }) => ({
    id,
    text: words(`editor.export.${id}`),
    icon,
    ...(hint === null ? {} : { hint: words(`editor.export.${hint}`) }),
    onAct: () => go({ screen: 'export', document, shows, format }),
  }))
  const people = {
    id: 'consultation',
    text: words('consultation.menu'),
    icon: MessagesSquare,
    onAct: () => go({ screen: 'consultation', document }),
  }
  const consents = {
    id: 'consents',
    text: words('documents.consents.menu'),
    icon: ClipboardCheck,
    onAct: () => void openConsents.run(),
  }
  const beside = isAssessment ? [consents, people] : [people]
  useOffer({
    acts: () =>
      commandsOf([...files, ...beside]).map(command => ({
        ...command,
        ...(beside.some(({ id }) => id === command.id)
          ? {}
          : { hint: words(command.id === 'pdf' ? 'editor.export.toPrint' : 'editor.export') }),
        id: `export-${command.id}`,
      })),
  })
  return (
    <>
      <Menu
        label={words('editor.export')}
        groups={[{ acts: files }, { acts: beside }]}
        isOpen={isOpen}
        onOpenChange={setOpen}
      >
        <Button size="small" icon={Upload}>
          {words('editor.export')}
        </Button>
      </Menu>
    </>
  )
})
