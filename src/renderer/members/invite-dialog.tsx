// Inviting somebody: first what it gives them, then the file, and the code that opens it.
import { useState } from 'react'
import { Copy, FileDown } from 'lucide-react'
import type { Group, Role } from '#shared/contract'
import type { RecordId } from '#shared/ids'
import { useAct, useCore, useShell } from '../core.ts'
import { Button, Dialog, IconButton, Notice, say, Select } from '../ui/index.ts'
import { sentenceOf, useWords } from '../words/index.ts'
import { plainFileName } from './file-name.ts'

export type InviteDialogProps = { group: Group; isOpen: boolean; onClose: () => void }

type Written = { invitation: RecordId; code: string; until: number; name: string }

export function InviteDialog(props: InviteDialogProps) {
  // A new invitation starts from the beginning.
  return props.isOpen ? <Invite {...props} /> : null
}

function Invite({ group, isOpen, onClose }: InviteDialogProps) {
  const words = useWords()
  const core = useCore()
  const shell = useShell()
  const [role, setRole] = useState<Role>('member')
  const [written, setWritten] = useState<Written | null>(null)
  const write = useAct(async () => {
    const chosen = await shell.call('dialog.save', {
      type: 'invitation',
      name: plainFileName(Date.now()),
    })
    if (!chosen) return
    const made = await core.call('invitations.write', { group: group.id, role, file: chosen.file })
    setWritten({ ...made, name: chosen.name })
  })
  const cancel = useAct(async () => {
    if (!written) return
    await core.call('invitations.cancel', { group: group.id, invitation: written.invitation })
    say(words('members.cancel.done'))
    onClose()
  })
  const failure = write.failure ?? cancel.failure
  const title = words('members.invite.title', { group: group.name })

  if (written) {
    return (
      <Dialog
        size="medium"
        {...{ isOpen, onClose, title }}
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
        {failure ? <Notice tone="error">{words(sentenceOf[failure])}</Notice> : null}
      </Dialog>
    )
  }
  return (
    <Dialog
      size="medium"
      {...{ isOpen, onClose, title }}
      lead={words('members.invite.lead')}
      foot={
        <>
          <span className="grow" />
          <Button autoFocus onPress={onClose}>
            {words('ui.cancel')}
          </Button>
          <Button
            variant="primary"
            icon={FileDown}
            busy={write.busy}
            onPress={() => void write.run()}
          >
            {words('members.invite.save')}
          </Button>
        </>
      }
    >
      <Select
        label={words('members.invite.role')}
        value={role}
        onChange={setRole}
        choices={(['member', 'chair'] as const).map(id => ({
          id,
          text: words(`members.role.${id}`),
          hint: words(`members.role.${id}.does`),
        }))}
      />
      <p className="small muted invite-role">{words(`members.role.${role}.does`)}</p>
      <h3>{words('members.invite.reads.title')}</h3>
      <p className="muted">{words('members.invite.reads')}</p>
      {failure ? <Notice tone="error">{words(sentenceOf[failure])}</Notice> : null}
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
