// Notices for every screen: saving failed, or the archive lost something.
import { useEffect, useState } from 'react'
import { useAct, useAnswer, useCore } from '../core-client.ts'
import { Button, Notice } from '../../ui/index.ts'
import { useSaving } from '../saving.tsx'
import { useWords } from '../../words/index.ts'

export function SavingNotices() {
  const core = useCore()
  const words = useWords()
  const saving = useSaving()
  const [lost, setLost] = useState<number | null>(null)
  const { value: found } = useAnswer('archive.missing', undefined)
  const { run: settle, busy } = useAct(() => core.call('archive.settleMissing'))
  // Asked for once: what was found before this window listened is not said again.
  const missing = lost ?? found?.edits ?? 0
  useEffect(() => core.on('archive.missing', ({ edits }) => setLost(edits)), [core])
  if (saving === 'saved' && missing === 0) return null
  return (
    <div className="saving-notices">
      {saving === 'disk-full' ? (
        <Notice tone="error" title={words('app.saving.diskFull')}>
          {words('app.saving.diskFullText')}
        </Notice>
      ) : null}
      {saving === 'archive-replaced' ? (
        <Notice tone="error" title={words('app.saving.replaced')}>
          {words('app.saving.replacedText')}
        </Notice>
      ) : null}
      {saving === 'not-writable' ? (
        <Notice tone="error" title={words('app.saving.notWritable')}>
          {words('app.saving.notWritableText')}
        </Notice>
      ) : null}
      {missing > 0 ? (
        <Notice
          tone="warning"
          title={words('app.missing.title', { edits: missing })}
          action={
            <Button size="small" variant="quiet" busy={busy} onPress={() => void settle()}>
              {words('app.missing.know')}
            </Button>
          }
        >
          {words('app.missing.text')}
        </Notice>
      ) : null}
    </div>
  )
}
