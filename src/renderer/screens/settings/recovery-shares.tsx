// Splitting recovery among colleagues: one small file for each, so many of which open the profile
// again. All files are chosen before anything is made; stopping on the way makes nothing.
import { useState } from 'react'
import { useAct, useCore, useShell } from '../../shell/core-client.ts'
import type { FileGrant } from '#shared/ids'
import { FormDialog, Notice, PassphraseField, Select, say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

const counts = [2, 3, 4, 5, 6, 7, 8, 9]

export function RecoveryShares({ onClose }: { onClose: () => void }) {
  const core = useCore()
  const shell = useShell()
  const words = useWords()
  const [passphrase, setPassphrase] = useState('')
  const [of, setOf] = useState(5)
  const [needed, setNeeded] = useState(3)
  const [stopped, setStopped] = useState(false)
  const make = useAct(async () => {
    setStopped(false)
    const files: FileGrant[] = []
    for (let share = 1; share <= of; share++) {
      const name = words('settings.recovery.pieces.fileName', { piece: share, of })
      const chosen = await shell.call('dialog.save', { type: 'share', name })
      if (!chosen) return setStopped(true)
      files.push(chosen.file)
    }
    await core.call('recovery.shares', { passphrase, needed, of, files })
    say(words('settings.recovery.pieces.done', { needed, of }))
    onClose()
  })
  const reason =
    passphrase === ''
      ? words('start.unlock.needed')
      : needed > of
        ? words('settings.recovery.pieces.tooMany')
        : undefined
  const choices = counts.map(count => ({ id: String(count), text: words.number(count) }))
  return (
    <FormDialog
      onClose={onClose}
      title={words('settings.recovery.pieces.title')}
      lead={words('settings.recovery.pieces.lead')}
      act={words('settings.recovery.pieces.act', { of })}
      reason={reason}
      work={make}
    >
      <div className="share-counts">
        <Select
          label={words('settings.recovery.pieces.of')}
          value={String(of)}
          onChange={value => setOf(Number(value))}
          choices={choices}
        />
        <Select
          label={words('settings.recovery.pieces.needed')}
          value={String(needed)}
          onChange={value => setNeeded(Number(value))}
          choices={choices}
        />
      </div>
      <p className="small muted">{words('settings.recovery.pieces.means', { needed, of })}</p>
      <PassphraseField
        label={words('settings.passphrase.old')}
        purpose="current-password"
        value={passphrase}
        onChange={setPassphrase}
      />
      {stopped ? <Notice>{words('settings.recovery.pieces.stopped')}</Notice> : null}
    </FormDialog>
  )
}
