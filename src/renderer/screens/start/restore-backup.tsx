// A device made again from a backup file, under the passphrase that it was made under, or, when that is
// forgotten, with a recovery code or shares and a new one.
import { useState } from 'react'
import { ArchiveRestore, FileInput } from 'lucide-react'
import type { FileGrant } from '#shared/ids'
import { useAct, useCore, useShell } from '../../shell/core-client.ts'
import { FileProgress } from '../../shell/file-progress.tsx'
import { Button, Checkbox, PassphraseField, RadioChoice, say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { useNewPassphrase } from './new-passphrase.ts'
import { PassphraseChoice } from './passphrase-choice.tsx'
import { RecoveryFields, useRecovering } from './recovery-fields.tsx'
import { StepForm } from './step-form.tsx'

export type RestoreBackupProps = {
  onBack: () => void
  step?: string
  /** An archive lies here, damaged; beside it may lie a backup that this device made by itself. */
  damaged?: boolean
}

export function RestoreBackup({ onBack, step, damaged = false }: RestoreBackupProps) {
  const core = useCore()
  const shell = useShell()
  const words = useWords()
  const [backup, setBackup] = useState<{ file: FileGrant; name: string } | null>(null)
  const [source, setSource] = useState<'beside' | 'file'>(damaged ? 'beside' : 'file')
  const [passphrase, setPassphrase] = useState('')
  const [forgotten, setForgotten] = useState(false)
  const recovering = useRecovering()
  const chosen = useNewPassphrase(forgotten)
  const choose = useAct(async () => {
    const opened = await shell.call('dialog.open', { type: 'backup' })
    if (opened) setBackup(opened)
  })
  const restore = useAct(async () => {
    const file = source === 'file' ? (backup?.file ?? null) : null
    const { at } = await core.call('backup.restore', {
      file,
      ...(forgotten ? { ...recovering.given, passphrase: chosen.tidied } : { passphrase }),
    })
    say(words('start.restore.done', { date: words.date(at) }))
  })
  const missing =
    source === 'file' && !backup
      ? 'start.restore.fileNeeded'
      : forgotten
        ? recovering.isEmpty
          ? 'start.recover.needed'
          : chosen.reason
        : passphrase === ''
          ? 'start.unlock.needed'
          : undefined
  const reason = missing && words(missing)
  const failure = choose.failure ?? restore.failure
  return (
    <StepForm
      step={step}
      title={words('start.restore.heading')}
      failure={failure}
      reason={reason}
      act={words('start.restore.act')}
      icon={ArchiveRestore}
      busy={restore.busy}
      onAct={() => void restore.run()}
      onBack={onBack}
    >
      {step === undefined ? (
        <h1 className="start-title">{words('start.restore.heading')}</h1>
      ) : null}
      {damaged ? (
        <RadioChoice
          label={words('start.restore.from')}
          value={source}
          onChange={setSource}
          ways={[
            {
              id: 'beside',
              title: words('start.restore.beside'),
              hint: words('start.restore.besideHint'),
            },
            { id: 'file', title: words('start.restore.file') },
          ]}
        />
      ) : null}
      {source === 'file' ? (
        <div className="field">
          <div className="field-label">{words('start.restore.file')}</div>
          <div className="row">
            <span className="chosen-file" data-empty={!backup || undefined}>
              {backup ? <bdi>{backup.name}</bdi> : words('start.join.noFile')}
            </span>
            <Button icon={FileInput} busy={choose.busy} onPress={() => void choose.run()}>
              {words('start.join.choose')}
            </Button>
          </div>
        </div>
      ) : null}
      {forgotten ? (
        <>
          <RecoveryFields recovering={recovering} />
          <PassphraseChoice chosen={chosen} />
        </>
      ) : (
        <PassphraseField
          label={words('start.restore.passphrase')}
          purpose="current-password"
          value={passphrase}
          onChange={setPassphrase}
        />
      )}
      <Checkbox isSelected={forgotten} onChange={setForgotten}>
        {words('start.restore.forgotten')}
      </Checkbox>
      <p className="small muted">{words('start.restore.note')}</p>
      {damaged ? null : <p className="small muted">{words('start.restore.same')}</p>}
      <FileProgress task="backup.restore" busy={restore.busy} />
    </StepForm>
  )
}
