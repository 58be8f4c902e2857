// Making a recovery code: the passphrase first, then the code, shown once, and typed back so that it is
// certain that it was written down. Before that it opens nothing.
import { useState } from 'react'
import { useAct, useCore } from '../core.ts'
import { Button, Dialog, Notice, PassphraseField, say, TextField, useReason } from '../ui/index.ts'
import { sentenceOf, useWords } from '../words/index.ts'

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
  const form = 'recovery-code'
  const { onSubmit, notice } = useReason(reason, () => void make.run())
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words('settings.recovery.code.title')}
      lead={words('settings.recovery.code.lead')}
      foot={
        <>
          <span className="grow" />
          <Button onPress={onClose}>{words('ui.cancel')}</Button>
          <Button type="submit" form={form} variant="primary" busy={make.busy} unavailable={reason}>
            {words('settings.recovery.code.show')}
          </Button>
        </>
      }
    >
      <form id={form} className="dialog-form" onSubmit={onSubmit}>
        <PassphraseField
          autoFocus
          label={words('settings.passphrase.old')}
          purpose="current-password"
          value={passphrase}
          onChange={setPassphrase}
        />
        {make.failure ? <Notice tone="error">{words(sentenceOf[make.failure])}</Notice> : null}
        {notice}
      </form>
    </Dialog>
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
  const form = 'recovery-code-back'
  const { onSubmit, notice } = useReason(reason, () => void confirm.run())
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words('settings.recovery.code.title')}
      lead={words('settings.recovery.code.write')}
      foot={
        <>
          <span className="grow" />
          <Button onPress={onClose}>{words('ui.cancel')}</Button>
          <Button
            type="submit"
            form={form}
            variant="primary"
            busy={confirm.busy}
            unavailable={reason}
          >
            {words('settings.recovery.code.confirm')}
          </Button>
        </>
      }
    >
      <form id={form} className="dialog-form" onSubmit={onSubmit}>
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
        {confirm.failure ? (
          <Notice tone="error">{words(sentenceOf[confirm.failure])}</Notice>
        ) : null}
        {notice}
      </form>
    </Dialog>
  )
}
