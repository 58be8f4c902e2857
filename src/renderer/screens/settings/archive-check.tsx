// Verifies everything in the archive on request, and says plainly what it found.
import { useState } from 'react'
import { ShieldCheck } from 'lucide-react'
import { useAct, useCore } from '../../shell/core-client.ts'
import { Button, Notice, FailureNotice } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

type Checked = { documents: number; messages: number; missing: number; damaged: number }

export function ArchiveCheck() {
  const core = useCore()
  const words = useWords()
  const [checked, setChecked] = useState<Checked | null>(null)
  const check = useAct(async () => setChecked(await core.call('archive.check')))
  return (
    <>
      <p className="muted">{words('settings.archiveText')}</p>
      <div>
        <Button icon={ShieldCheck} busy={check.busy} onPress={() => void check.run()}>
          {words('settings.archiveCheck')}
        </Button>
      </div>
      <FailureNotice of={check.failure} />
      {checked && !check.busy ? <Found checked={checked} /> : null}
    </>
  )
}

function Found({ checked }: { checked: Checked }) {
  const words = useWords()
  const { missing, damaged } = checked
  return missing + damaged === 0 ? (
    <Notice tone="good" title={words('settings.archiveWhole')}>
      {words('settings.archiveCounts', {
        documents: checked.documents,
        messages: checked.messages,
      })}
    </Notice>
  ) : (
    <Notice tone="error" title={words('settings.archiveFaults', { missing, damaged })}>
      {words('settings.archiveFaultsText')}
    </Notice>
  )
}
