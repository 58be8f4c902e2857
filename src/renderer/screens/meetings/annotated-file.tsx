// The annotated agenda, saved where a person says, after the warning of every export.
import { useState } from 'react'
import {
  FileCode,
  FileCode2,
  FileText,
  FileType2,
  Globe,
  TriangleAlert,
  Upload,
} from 'lucide-react'
import type { Meeting } from '#shared/contract'
import { useAct, useCore, useShell } from '../../shell/core-client.ts'
import { exportName } from '../export/export-name.ts'
import { useRestricted } from '../../editor/restricted/restricted-state.ts'
import { Button, CloseButton, Dialog, FailureNotice, Menu, Notice, say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

const formats = ['docx', 'odt', 'html', 'md', 'akn'] as const
type Format = (typeof formats)[number]
const icons = { docx: FileText, odt: FileType2, html: Globe, md: FileCode, akn: FileCode2 } as const

export function AnnotatedFile({ meeting }: { meeting: Meeting }) {
  const words = useWords()
  const [asked, setAsked] = useState<Format | null>(null)
  return (
    <>
      <Menu
        label={words('meetings.annotated')}
        groups={[
          {
            acts: formats.map(format => ({
              id: format,
              text: words(`editor.export.${format}`),
              icon: icons[format],
              onAct: () => setAsked(format),
            })),
          },
        ]}
      >
        <Button size="small" icon={Upload}>
          {words('meetings.annotated')}
        </Button>
      </Menu>
      {asked === null ? null : (
        <SaveAnnotated meeting={meeting} format={asked} onClose={() => setAsked(null)} />
      )}
    </>
  )
}

type SaveProps = { meeting: Meeting; format: Format; onClose: () => void }

function SaveAnnotated({ meeting, format, onClose }: SaveProps) {
  const words = useWords()
  const core = useCore()
  const shell = useShell()
  const { agenda, title } = meeting
  const withheld = useRestricted(agenda).filter(({ is }) => is !== 'unplaced').length
  const save = useAct(async () => {
    const name = exportName(title) || words('editor.export.untitled')
    const chosen = await shell.call('dialog.save', { type: format, name })
    if (!chosen) return
    await core.call('meetings.annotated', { agenda, format, file: chosen.file })
    say(words('editor.export.done', { name: chosen.name }))
    onClose()
  })
  return (
    <Dialog
      size="small"
      isOpen
      onClose={onClose}
      busy={save.busy}
      title={words('editor.export.title', { format })}
      foot={
        <>
          <span className="grow" />
          <CloseButton autoFocus>{words('ui.cancel')}</CloseButton>
          <Button variant="primary" busy={save.busy} onPress={() => void save.run()}>
            {words('editor.export.act', { format })}
          </Button>
        </>
      }
    >
      <div className="dialog-form">
        <Notice tone="warning" icon={TriangleAlert}>
          {words('editor.export.warning')}
        </Notice>
        <p>{words('meetings.annotated.lead')}</p>
        {withheld === 0 ? null : <p>{words('restricted.export.withheld', { count: withheld })}</p>}
        <FailureNotice of={save.failure} />
      </div>
    </Dialog>
  )
}
