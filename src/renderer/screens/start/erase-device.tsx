// Erasing everything of Baraza on this device, unlocked or not. A word is typed, so that no slip of the
// hand does it.
import { useState } from 'react'
import { CloudOff, Flame, HardDrive, TriangleAlert } from 'lucide-react'
import { useAct, useCore } from '../../shell/core-client.ts'
import { Consequences, FormDialog, TextField } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

export function EraseDevice({ onClose }: { onClose: () => void }) {
  const core = useCore()
  const words = useWords()
  const [typed, setTyped] = useState('')
  const wanted = words('start.erase.word')
  const erase = useAct(async () => {
    await core.call('profile.erase', { confirm: 'erase' })
  })
  const same = typed.trim().toLocaleLowerCase() === wanted.toLocaleLowerCase()
  const reason = same ? undefined : words('start.erase.needed', { word: wanted })
  return (
    <FormDialog
      onClose={onClose}
      title={words('start.erase.title')}
      act={words('start.erase.act')}
      danger
      safe={words('start.erase.safe')}
      reason={reason}
      work={erase}
    >
      <Consequences
        danger
        items={[
          { id: 'gone', icon: Flame, text: words('start.erase.gone') },
          { id: 'lost', icon: TriangleAlert, text: words('start.erase.lost') },
          { id: 'others', icon: CloudOff, text: words('start.erase.others') },
          { id: 'flash', icon: HardDrive, text: words('start.erase.flash') },
        ]}
      />
      <TextField
        autoFocus
        label={words('start.erase.type', { word: wanted })}
        value={typed}
        onChange={setTyped}
        autoComplete="off"
        spellCheck="false"
      />
    </FormDialog>
  )
}
