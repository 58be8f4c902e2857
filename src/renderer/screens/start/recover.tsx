// A forgotten passphrase: a recovery code or shares open the profile under a new one.
import { useAct, useCore } from '../../shell/core-client.ts'
import { FormDialog, Notice } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
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
  return (
    <FormDialog
      onClose={onClose}
      title={words('start.recover.title')}
      lead={words('start.recover.lead')}
      act={words('start.recover.act')}
      reason={reason}
      work={recover}
    >
      <RecoveryFields recovering={recovering} />
      <PassphraseChoice chosen={chosen} />
      <Notice>{words('start.unlock.forgottenText')}</Notice>
    </FormDialog>
  )
}
