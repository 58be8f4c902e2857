// A backup: everything on this device in one encrypted file that opens with the same passphrase.
import { useState } from 'react'
import { Save } from 'lucide-react'
import { useAct, useCore, useShell } from '../../shell/core-client.ts'
import { Button, Notice, FailureNotice } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

export function Backup() {
  const core = useCore()
  const shell = useShell()
  const words = useWords()
  const [saved, setSaved] = useState<string | null>(null)
  const write = useAct(async () => {
    setSaved(null)
    const name = words('settings.backup.fileName')
    const chosen = await shell.call('dialog.save', { type: 'backup', name })
    if (!chosen) return
    await core.call('backup.write', { file: chosen.file })
    setSaved(chosen.name)
  })
  return (
    <>
      <p className="muted">{words('settings.backup.text')}</p>
      <div>
        <Button icon={Save} busy={write.busy} onPress={() => void write.run()}>
          {words('settings.backup.act')}
        </Button>
      </div>
      <FailureNotice of={write.failure} />
      {saved === null ? null : (
        <Notice tone="good" title={words('settings.backup.saved', { name: saved })}>
          {words('settings.backup.savedText')}
        </Notice>
      )}
    </>
  )
}
