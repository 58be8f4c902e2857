// Splitting recovery among colleagues: one small file for each, so many of which open the profile again.
// All files are chosen before anything is made; whoever stops on the way has made nothing.
import { useState } from 'react'
import { useAct, useCore, useShell } from '../core.ts'
import type { FileGrant } from '#shared/ids'
import { Button, Dialog, Notice, PassphraseField, say, Select, useReason } from '../ui/index.ts'
import { sentenceOf, useWords } from '../words/index.ts'

const counts = [2, 3, 4, 5, 6, 7, 8, 9]

export function RecoveryShares({ onClose }: { onClose: () => void }) {
  const core = useCore()
  const shell = useShell()
  const words = useWords()
  const [passphrase, setPassphrase] = useState('')
  const [of, setOf] = useState(5)
  const [needed, setNeeded] = useState(3)
  const make = useAct(async () => {
    const files: FileGrant[] = []
    for (let share = 1; share <= of; share++) {
      const name = words('settings.recovery.shares.fileName', { share, of })
      const chosen = await shell.call('dialog.save', { type: 'share', name })
      if (!chosen) return
      files.push(chosen.file)
    }
    await core.call('recovery.shares', { passphrase, needed, of, files })
    say(words('settings.recovery.shares.done', { needed, of }))
    onClose()
  })
  const reason =
    passphrase === ''
      ? words('start.unlock.needed')
      : needed > of
        ? words('settings.recovery.shares.tooMany')
        : undefined
  const form = 'recovery-shares'
  const { onSubmit, notice } = useReason(reason, () => void make.run())
  const choices = counts.map(count => ({ id: String(count), text: words.number(count) }))
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words('settings.recovery.shares.title')}
      lead={words('settings.recovery.shares.lead')}
      foot={
        <>
          <span className="grow" />
          <Button onPress={onClose}>{words('ui.cancel')}</Button>
          <Button type="submit" form={form} variant="primary" busy={make.busy} unavailable={reason}>
            {words('settings.recovery.shares.act', { of })}
          </Button>
        </>
      }
    >
      <form id={form} className="dialog-form" onSubmit={onSubmit}>
        <div className="share-counts">
          <Select
            label={words('settings.recovery.shares.of')}
            value={String(of)}
            onChange={value => setOf(Number(value))}
            choices={choices}
          />
          <Select
            label={words('settings.recovery.shares.needed')}
            value={String(needed)}
            onChange={value => setNeeded(Number(value))}
            choices={choices}
          />
        </div>
        <p className="small muted">{words('settings.recovery.shares.means', { needed, of })}</p>
        <PassphraseField
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
