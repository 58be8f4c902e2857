// Making a recovery code: the passphrase first, then the code, shown once, and typed back so that it is
// certain that it was written down. Before that it opens nothing.
import { useState } from 'react'
import { useAct, useCore } from '../../shell/core-client.ts'
import { FormDialog, Notice, PassphraseField, TextField, say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

export function RecoveryCode({ onClose }: { onClose: () => void }) {
  const [code, setCode] = useState<string | null>(null)
  return code === null ? (
    <AskPassphrase onClose={onClose} onMade={setCode} />
  ) : (
    <TypeBack code={code} onClose={onClose} />
  )
}

function AskPassphrase(props: { onClose: () => void; onMade: (code: string) => void }) {
  const { onClose, onMade } = props
  const core = useCore()
  const words = useWords()
  const [passphrase, setPassphrase] = useState('')
  const make = useAct(async () => {
    onMade((await core.call('recovery.create', { passphrase })).code)
  })
  const reason = passphrase === '' ? words('start.unlock.needed') : undefined
  return (
    <FormDialog
      onClose={onClose}
      title={words('settings.recovery.code.title')}
      lead={words('settings.recovery.code.lead')}
      act={words('settings.recovery.code.show')}
      reason={reason}
      work={make}
    >
      <PassphraseField
        autoFocus
        label={words('settings.passphrase.old')}
        purpose="current-password"
        value={passphrase}
        onChange={setPassphrase}
      />
    </FormDialog>
  )
}

function TypeBack({ code, onClose }: { code: string; onClose: () => void }) {
  const core = useCore()
  const words = useWords()
  const [typed, setTyped] = useState('')
  const confirm = useAct(async () => {
    await core.call('recovery.confirm', { code: typed })
    say(words('settings.recovery.code.done'))
    onClose()
  })
  const reason = typed.trim() === '' ? words('settings.recovery.code.typeFirst') : undefined
  return (
    <FormDialog
      onClose={onClose}
      title={words('settings.recovery.code.title')}
      lead={words('settings.recovery.code.write')}
      act={words('settings.recovery.code.confirm')}
      reason={reason}
      work={confirm}
    >
      <bdi className="recovery-code" dir="ltr" aria-label={words('settings.recovery.code')}>
        {code}
      </bdi>
      <Notice tone="warning">{words('settings.recovery.code.warning')}</Notice>
      <TextField
        code
        label={words('settings.recovery.code.back')}
        value={typed}
        onChange={setTyped}
        autoComplete="off"
        spellCheck="false"
      />
    </FormDialog>
  )
}
