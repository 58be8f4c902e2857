// A forgotten passphrase: a recovery code or shares open the profile under a new one.
import { useAct, useCore } from '../core.ts'
import { Button, Dialog, Notice, useReason } from '../ui/index.ts'
import { sentenceOf, useWords } from '../words/index.ts'
import { useNewPassphrase } from './new-passphrase.ts'
import { PassphraseChoice } from './passphrase-choice.tsx'
import { RecoveryFields, useRecovering } from './recovery-fields.tsx'

export function Recover({ onClose }: { onClose: () => void }) {
  const core = useCore()
  const words = useWords()
  const recovering = useRecovering()
  const chosen = useNewPassphrase()
  const recover = useAct(async () => {
    await core.call('profile.recover', { ...recovering.given, passphrase: chosen.tidied })
    onClose()
  })
  const missing = recovering.isEmpty ? 'start.recover.needed' : chosen.reason
  const reason = missing && words(missing)
  const form = 'recover'
  const { onSubmit, notice } = useReason(reason, () => void recover.run())
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words('start.recover.title')}
      lead={words('start.recover.lead')}
      foot={
        <>
          <span className="grow" />
          <Button onPress={onClose}>{words('ui.cancel')}</Button>
          <Button
            type="submit"
            form={form}
            variant="primary"
            busy={recover.busy}
            unavailable={reason}
          >
            {words('start.recover.act')}
          </Button>
        </>
      }
    >
      <form id={form} className="dialog-form" onSubmit={onSubmit}>
        <RecoveryFields recovering={recovering} />
        <PassphraseChoice chosen={chosen} />
        <Notice>{words('start.unlock.forgottenText')}</Notice>
        {recover.failure ? (
          <Notice tone="error">{words(sentenceOf[recover.failure])}</Notice>
        ) : null}
        {notice}
      </form>
    </Dialog>
  )
}
