// Another passphrase for this device. The old one is worth nothing from then on.
import { useState } from 'react'
import { useAct, useCore } from '../../shell/core-client.ts'
import { useNewPassphrase } from '../start/new-passphrase.ts'
import { PassphraseChoice } from '../start/passphrase-choice.tsx'
import { FormDialog, PassphraseField, say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

export function ChangePassphrase({ onClose }: { onClose: () => void }) {
  const core = useCore()
  const words = useWords()
  const [old, setOld] = useState('')
  const chosen = useNewPassphrase()
  const change = useAct(async () => {
    await core.call('profile.changePassphrase', { old, new: chosen.tidied })
    say(words('settings.passphrase.done'))
    onClose()
  })
  const missing = old === '' ? 'start.unlock.needed' : chosen.reason
  const reason = missing && words(missing)
  return (
    <FormDialog
      onClose={onClose}
      title={words('settings.passphrase.change')}
      lead={words('settings.passphrase.lead')}
      act={words('settings.passphrase.change')}
      reason={reason}
      work={change}
    >
      <PassphraseField
        autoFocus
        label={words('settings.passphrase.old')}
        purpose="current-password"
        value={old}
        onChange={setOld}
      />
      <PassphraseChoice chosen={chosen} />
    </FormDialog>
  )
}
