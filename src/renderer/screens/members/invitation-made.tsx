// After an invitation was written: its code, what happens next, and a way to take it back.
import { useMemo } from 'react'
import { Copy, ImageDown } from 'lucide-react'
import type { ComingIn, Group, InvitationMade as Made } from '#shared/contract'
import { codeOfLetters } from '#shared/picture-code'
import { useAct, useAnswer, useCore, useShell } from '../../shell/core-client.ts'
import {
  Button,
  CloseButton,
  Dialog,
  IconButton,
  Notice,
  say,
  FailureNotice,
} from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { plainFileName } from './file-name.ts'
import { QrCode } from './qr-code.tsx'
import './inviting.css'

/**
 * `outside`: for a person who will read nothing that the group shares. `own`: for a device of the
 * same member.
 */
export type Written = Made & { name: string; outside: boolean; kind: ComingIn; own: boolean }

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
  const shell = useShell()
  const save = useAct(async () => {
    const name = plainFileName(Date.now())
    const chosen = await shell.call('dialog.save', { type: 'picture', name })
    if (!chosen) return
    await core.call('invitations.picture', { text: written.picture, file: chosen.file })
    say(words('members.invite.pictureSaved', { name: chosen.name }))
  })
  const code = useMemo(() => codeOfLetters(written.picture), [written.picture])
  const failure = cancel.failure ?? save.failure
  const last = written.own ? 'members.invite.step3.own' : 'members.invite.step3'
  return (
    <Dialog
      isOpen
      size="large"
      onClose={onClose}
      busy={cancel.busy}
      title={title}
      lead={words(
        written.kind === 'device' ? 'members.invite.leadDone.device' : 'members.invite.leadDone',
        { until: words.date(written.until) },
      )}
      foot={
        <>
          <Button icon={ImageDown} busy={save.busy} onPress={() => void save.run()}>
            {words('members.invite.savePicture')}
          </Button>
          <span className="grow" />
          <Button variant="quiet" busy={cancel.busy} onPress={() => void cancel.run()}>
            {words('members.invite.cancelThis')}
          </Button>
          <CloseButton variant="primary" autoFocus>
            {words('members.invite.done')}
          </CloseButton>
        </>
      }
    >
      <Notice tone="good">{words('members.invite.saved', { name: written.name })}</Notice>
      <div className="invite-made">
        <figure className="qr">
          <QrCode code={code} label={words('members.invite.picture')} />
          <figcaption className="smallest quiet">{words('members.invite.pictureHint')}</figcaption>
        </figure>
        <div className="grow">
          <Code code={written.code} />
          <h3 className="invite-next">{words('members.invite.steps')}</h3>
          <ol className="steps">
            <li aria-current="step">
              {words(written.own ? 'members.invite.step1.own' : 'members.invite.step1')}
            </li>
            <li>{words(written.own ? 'members.invite.step2.own' : 'members.invite.step2')}</li>
            <li>{words(written.outside ? (`${last}.outside` as const) : last)}</li>
          </ol>
        </div>
      </div>
      <FailureNotice of={failure} />
    </Dialog>
  )
}

function Code({ code }: { code: string }) {
  const words = useWords()
  const network = useAnswer('network.status', undefined, ['network.changed'])
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
      {network.value?.on === false ? (
        <p className="smallest">{words('members.invite.codeOff')}</p>
      ) : null}
    </div>
  )
}
