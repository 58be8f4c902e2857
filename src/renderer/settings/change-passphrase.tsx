// Another passphrase for this device. The old one is worth nothing from then on.
import { useState } from 'react'
import { useAct, useCore } from '../core.ts'
import { useNewPassphrase } from '../start/new-passphrase.ts'
import { PassphraseChoice } from '../start/passphrase-choice.tsx'
import { Button, Dialog, Notice, PassphraseField, say, useReason } from '../ui/index.ts'
import { sentenceOf, useWords } from '../words/index.ts'

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
  const form = 'change-passphrase'
  const { onSubmit, notice } = useReason(reason, () => void change.run())
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words('settings.passphrase.change')}
      lead={words('settings.passphrase.lead')}
      foot={
        <>
          <span className="grow" />
          <Button onPress={onClose}>{words('ui.cancel')}</Button>
          <Button
            type="submit"
            form={form}
            variant="primary"
            busy={change.busy}
            unavailable={reason}
          >
            {words('settings.passphrase.change')}
          </Button>
        </>
      }
    >
      <form id={form} className="dialog-form" onSubmit={onSubmit}>
        <PassphraseField
          autoFocus
          label={words('settings.passphrase.old')}
          purpose="current-password"
          value={old}
          onChange={setOld}
        />
        <PassphraseChoice chosen={chosen} />
        {change.failure ? <Notice tone="error">{words(sentenceOf[change.failure])}</Notice> : null}
        {notice}
      </form>
    </Dialog>
  )
}
