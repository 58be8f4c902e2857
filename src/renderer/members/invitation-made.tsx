// After an invitation was written: its code, what happens next, and a way to take it back.
import { Copy } from 'lucide-react'
import type { Group } from '#shared/contract'
import type { RecordId } from '#shared/ids'
import { useAct, useCore, useShell } from '../core.ts'
import { Button, Dialog, IconButton, Notice, say } from '../ui/index.ts'
import { sentenceOf, useWords } from '../words/index.ts'

export type Written = { invitation: RecordId; code: string; until: number; name: string }

export type InvitationMadeProps = {
  group: Group
  title: string
  written: Written
  onClose: () => void
}

export function InvitationMade({ group, title, written, onClose }: InvitationMadeProps) {
  const words = useWords()
  const core = useCore()
  const cancel = useAct(async () => {
    await core.call('invitations.cancel', { group: group.id, invitation: written.invitation })
    say(words('members.cancel.done'))
    onClose()
  })
  return (
    <Dialog
      isOpen
      {...{ onClose, title }}
      lead={words('members.invite.leadDone', { until: words.date(written.until) })}
      foot={
        <>
          <span className="grow" />
          <Button variant="quiet" busy={cancel.busy} onPress={() => void cancel.run()}>
            {words('members.invite.cancelThis')}
          </Button>
          <Button variant="primary" autoFocus onPress={onClose}>
            {words('members.invite.done')}
          </Button>
        </>
      }
    >
      <Notice tone="good">{words('members.invite.saved', { name: written.name })}</Notice>
      <Code code={written.code} />
      <h3 className="invite-next">{words('members.invite.steps')}</h3>
      <ol className="steps">
        <li aria-current="step">{words('members.invite.step1')}</li>
        <li>{words('members.invite.step2')}</li>
        <li>{words('members.invite.step3')}</li>
      </ol>
      {cancel.failure ? <Notice tone="error">{words(sentenceOf[cancel.failure])}</Notice> : null}
    </Dialog>
  )
}

function Code({ code }: { code: string }) {
  const words = useWords()
  const shell = useShell()
  const copy = useAct(async () => {
    await shell.call('clipboard.copySecret', { text: code })
    say(words('members.invite.copied'))
  })
  return (
    <div className="invite-code" role="group" aria-labelledby="code-label">
      <div className="field-label" id="code-label">
        {words('members.invite.code')}
      </div>
      <div className="code">
        <bdi dir="ltr">{code}</bdi>
        <IconButton
          icon={Copy}
          label={words('members.invite.copy')}
          onPress={() => void copy.run()}
        />
      </div>
      <p className="smallest quiet">{words('members.invite.codeHint')}</p>
    </div>
  )
}
