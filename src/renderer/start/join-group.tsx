// Step 2 of joining: the invitation file, the handle, and the reply file that goes back to the member
// who invited. Reading the invitation shows whose it is before anything is made.
import { useState } from 'react'
import { Check, FileDown, FileInput } from 'lucide-react'
import type { FileGrant } from '#shared/ids'
import { sentenceOf, useWords } from '../words/index.ts'
import { useAct, useCore, useShell } from '../core.ts'
import { Button, Icon, Notice, TextField, useReason } from '../ui/index.ts'

type Read = { name: string; inviter: string; until: number }
type Chosen = { file: FileGrant; name: string; read: Read }
export type JoinGroupProps = { onBack: () => void; step?: string; onDone?: () => void }

export function JoinGroup({ onBack, step, onDone }: JoinGroupProps) {
  const core = useCore()
  const shell = useShell()
  const words = useWords()
  const [invitation, setInvitation] = useState<Chosen | null>(null)
  const [handle, setHandle] = useState('')

  const choose = useAct(async () => {
    const chosen = await shell.call('dialog.open', { type: 'invitation' })
    if (!chosen) return
    setInvitation(null)
    const read = await core.call('invitations.read', { file: chosen.file })
    setInvitation({ ...chosen, read })
  })
  const ask = useAct(async () => {
    if (!invitation) return
    const reply = await shell.call('dialog.save', {
      type: 'reply',
      name: words('start.join.replyName'),
    })
    if (!reply) return
    await core.call('joining.ask', { file: invitation.file, handle, reply: reply.file })
    onDone?.()
  })
  const failure = choose.failure ?? ask.failure
  const reason = !invitation
    ? words('start.join.fileNeeded')
    : handle.trim() === ''
      ? words('start.handleNeeded')
      : undefined

  const { onSubmit, notice } = useReason(reason, () => void ask.run())
  return (
    <form className="start-form" onSubmit={onSubmit}>
      {step === undefined ? null : (
        <>
          <p className="start-step">{step}</p>
          <h2 className="start-title">{words('start.join.heading')}</h2>
        </>
      )}
      <div className="field">
        <div className="field-label" id="invitation-file">
          {words('start.join.file')}
        </div>
        <div className="row">
          <span className="chosen-file" data-empty={!invitation || undefined}>
            {invitation ? <bdi>{invitation.name}</bdi> : words('start.join.noFile')}
          </span>
          <Button icon={FileInput} busy={choose.busy} onPress={() => void choose.run()}>
            {words('start.join.choose')}
          </Button>
        </div>
      </div>
      {invitation ? (
        <output className="invitation-read">
          <Icon of={Check} size="small" />
          <span>
            {words('start.join.read', {
              name: invitation.read.name,
              inviter: invitation.read.inviter,
              until: words.date(invitation.read.until),
            })}
          </span>
        </output>
      ) : null}
      <TextField
        label={words('start.handle')}
        hint={words('start.handleHint')}
        value={handle}
        onChange={setHandle}
        maxLength={40}
      />
      <p className="small muted">{words('start.join.next')}</p>
      {failure === undefined ? null : <Notice tone="error">{words(sentenceOf[failure])}</Notice>}
      {notice}
      <div className="start-foot">
        <Button variant="quiet" size="large" onPress={onBack}>
          {words('start.back')}
        </Button>
        <span className="grow" />
        <Button
          type="submit"
          variant="primary"
          size="large"
          icon={FileDown}
          busy={ask.busy}
          unavailable={reason}
        >
          {words('start.join.act')}
        </Button>
      </div>
    </form>
  )
}
