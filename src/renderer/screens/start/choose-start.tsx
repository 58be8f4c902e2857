// Step 1: create a group or join one, and the passphrase that will open this device.
import { ArchiveRestore, ArrowRight, Ticket, Users } from 'lucide-react'
import { useAct, useCore } from '../../shell/core-client.ts'
import { Button, RadioChoice, useReason, FailureNotice } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { useNewPassphrase } from './new-passphrase.ts'
import { PassphraseChoice } from './passphrase-choice.tsx'

export type Start = 'create' | 'join' | 'restore'

export type ChooseStartProps = {
  start: Start
  onStart: (start: Start) => void
  needsPassphrase: boolean
  onDone: () => void
}

export function ChooseStart({ start, onStart, needsPassphrase, onDone }: ChooseStartProps) {
  const core = useCore()
  const words = useWords()
  // A backup comes with the passphrase that it was made under.
  const chooses = needsPassphrase && start !== 'restore'
  const chosen = useNewPassphrase(chooses)
  const create = useAct(async () => {
    if (chooses) await core.call('profile.create', { passphrase: chosen.tidied })
    onDone()
  })
  const reason = chooses ? chosen.reason : undefined
  const { onSubmit, notice } = useReason(
    reason === undefined ? undefined : words(reason),
    () => void create.run(),
  )
  return (
    <form className="start-form" onSubmit={onSubmit}>
      <p className="start-step">{words('start.step', { step: 1, steps: 2 })}</p>
      <h2 className="start-title">{words('start.how')}</h2>
      <RadioChoice
        label={words('start.how')}
        labelUnseen
        value={start}
        onChange={onStart}
        ways={[
          {
            id: 'create',
            title: words('start.create.title'),
            hint: words('start.create.hint'),
            icon: Users,
          },
          {
            id: 'join',
            title: words('start.join.title'),
            hint: words('start.join.hint'),
            icon: Ticket,
          },
          ...(needsPassphrase
            ? [
                {
                  id: 'restore' as const,
                  title: words('start.restore.title'),
                  hint: words('start.restore.hint'),
                  icon: ArchiveRestore,
                },
              ]
            : []),
        ]}
      />
      {chooses ? <PassphraseChoice chosen={chosen} /> : null}
      <FailureNotice of={create.failure} />
      {notice}
      <div className="start-foot">
        <span className="grow" />
        <Button
          type="submit"
          variant="primary"
          size="large"
          iconAfter={ArrowRight}
          busy={create.busy}
          unavailable={reason === undefined ? undefined : words(reason)}
        >
          {words('start.continue')}
        </Button>
      </div>
    </form>
  )
}
