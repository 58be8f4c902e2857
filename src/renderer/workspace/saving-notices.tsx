// What must not be missed on any screen: that saving failed, or that the archive lost something.
import { useEffect, useState } from 'react'
import { useCore } from '../core.ts'
import { Notice } from '../ui/index.ts'
import { useWords } from '../words/index.ts'

type Saving = 'saved' | 'disk-full' | 'not-writable'

export function SavingNotices() {
  const core = useCore()
  const words = useWords()
  const [saving, setSaving] = useState<Saving>('saved')
  const [missing, setMissing] = useState(0)
  useEffect(() => {
    const stops = [
      core.on('saving.changed', ({ state }) => setSaving(state)),
      core.on('archive.missing', ({ edits }) => setMissing(edits)),
    ]
    return () => stops.forEach(stop => stop())
  }, [core])
  if (saving === 'saved' && missing === 0) return null
  return (
    <div className="saving-notices">
      {saving === 'disk-full' ? (
        <Notice tone="error" title={words('app.saving.diskFull')}>
          {words('app.saving.diskFullText')}
        </Notice>
      ) : null}
      {saving === 'not-writable' ? (
        <Notice tone="error" title={words('app.saving.notWritable')}>
          {words('app.saving.notWritableText')}
        </Notice>
      ) : null}
      {missing > 0 ? (
        <Notice tone="warning" title={words('app.missing.title', { edits: missing })}>
          {words('app.missing.text')}
        </Notice>
      ) : null}
    </div>
  )
}
