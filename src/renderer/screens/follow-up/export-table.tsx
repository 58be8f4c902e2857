// The table of one text for spreadsheets. Main asks before it leaves the group.
import type { RecommendationText } from '#shared/contract'
import { Upload } from 'lucide-react'
import { exportName } from '../export/export-name.ts'
import { useAct, useCore, useShell } from '../../shell/core-client.ts'
import { Button, FailureNotice, say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

export function ExportTable({ text: { document, title } }: { text: RecommendationText }) {
  const words = useWords()
  const core = useCore()
  const shell = useShell()
  const write = useAct(async () => {
    const to = await shell.call('dialog.save', {
      type: 'table',
      name: exportName(title) || words('follow-up.table'),
    })
    if (!to) return
    await core.call('recommendations.export', { document, file: to.file })
    say(words('follow-up.exported', { name: to.name }))
  })
  return (
    <>
      <Button size="small" icon={Upload} busy={write.busy} onPress={() => void write.run()}>
        {words('follow-up.export')}
      </Button>
      <FailureNotice of={write.failure} />
    </>
  )
}
