// Step 1: create a group or join one, and the passphrase that will open this device.
import { useState } from 'react'
import { ArrowRight, Ticket, Users } from 'lucide-react'
import { useAct, useCore } from '../core.ts'
import { Button, Notice, RadioCards, useReason } from '../ui/index.ts'
import { sentenceOf, useWords } from '../words/index.ts'
import { PassphraseChoice, passphraseReason } from './passphrase-choice.tsx'
import { tidy } from './passphrase.ts'

export type Start = 'create' | 'join'

export type ChooseStartProps = {
  start: Start
  onStart: (start: Start) => void
  needsPassphrase: boolean
  onDone: () => void
}

export function ChooseStart({ start, onStart, needsPassphrase, onDone }: ChooseStartProps) {
  const core = useCore()
  const words = useWords()
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const [offered, setOffered] = useState('')
  const create = useAct(async () => {
    if (needsPassphrase) await core.call('profile.create', { passphrase: tidy(passphrase) })
    onDone()
  })
  const reason = needsPassphrase ? passphraseReason(passphrase, again, offered) : undefined
  const { onSubmit, notice } = useReason(
    reason === undefined ? undefined : words(reason),
    () => void create.run(),
  )
  return (
    <form className="start-form" onSubmit={onSubmit}>
      <p className="start-step">{words('start.step', { step: 1, steps: 2 })}</p>
      <h2 className="start-title">{words('start.how')}</h2>
      <RadioCards
        label={words('start.how')}
        labelUnseen
        value={start}
        onChange={onStart}
        cards={[
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
        ]}
      />
      {needsPassphrase ? (
        <PassphraseChoice
          value={passphrase}
          onChange={setPassphrase}
          again={again}
          onAgain={setAgain}
          offered={offered}
          onOffered={setOffered}
        />
      ) : null}
      {create.failure === undefined ? null : (
        <Notice tone="error">{words(sentenceOf[create.failure])}</Notice>
      )}
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
