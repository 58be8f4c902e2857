// Step 2 of joining: the invitation (a file, a picture or a code), the handle, and the reply that goes
// back to the member who invited, as a file or over the network. Reading the invitation shows whose it is before anything is made.
import { useState } from 'react'
import { Check, FileDown, FileInput, ImageUp, Send } from 'lucide-react'
import type { CoreContract } from '#shared/contract'
import type { FileGrant } from '#shared/ids'
import type { Output } from '#shared/rpc'
import { choosePicture } from '../../shell/choose-picture.ts'
import { useWords } from '../../words/index.ts'
import { useAct, useCore, useShell } from '../../shell/core-client.ts'
import { Button, Icon, Notice, TextField } from '../../ui/index.ts'
import { CodeField } from './code-field.tsx'
import { readPicture } from './read-picture.ts'
import { StepForm } from './step-form.tsx'

type Read = Output<CoreContract, 'invitations.read'>
/** `name`: of the file or picture; null where a code found it on the network. */
type Chosen = { file: FileGrant; name: string | null; read: Read }
export type JoinGroupProps = { onBack: () => void; step?: string; onDone?: () => void }

export function JoinGroup({ onBack, step, onDone }: JoinGroupProps) {
  const core = useCore()
  const shell = useShell()
  const words = useWords()
  const { invitation, setInvitation, open, choose, look, nothingIn } = useInvitation()
  const [handle, setHandle] = useState('')
  const [recovery, setRecovery] = useState('')
  const [device, setDevice] = useState('')
  const read = invitation?.read
  const byCode = invitation?.name === null
  const oneMore = read?.kind === 'device'
  // A chair who invites proves nothing of whose device it is; the code does.
  const byAnother = oneMore && read.inviter !== read.member

  const ask = useAct(async () => {
    if (!invitation) return
    const asking = {
      file: invitation.file,
      handle: oneMore ? invitation.read.member : handle,
      ...(byAnother ? { recovery } : {}),
      ...(device.trim() === '' ? {} : { device: device.trim() }),
    }
    if (byCode) {
      await core.call('joining.askHere', asking)
      onDone?.()
      return
    }
    const reply = await shell.call('dialog.save', {
      type: 'reply',
      name: words('start.join.replyName'),
    })
    if (!reply) return
    await core.call('joining.ask', { ...asking, reply: reply.file })
    onDone?.()
  })
  const failure = choose.failure ?? look.failure ?? ask.failure
  const reason = !invitation
    ? words('start.join.fileNeeded')
    : !oneMore && handle.trim() === ''
      ? words('start.handleNeeded')
      : byAnother && recovery.trim() === ''
        ? words('start.join.recoveryNeeded')
        : undefined

  return (
    <StepForm
      step={step}
      title={words('start.join.heading')}
      failure={failure}
      reason={reason}
      act={words(byCode ? 'start.join.actHere' : 'start.join.act')}
      icon={byCode ? Send : FileDown}
      busy={ask.busy}
      onAct={() => void ask.run()}
      onBack={onBack}
    >
      <Choose
        name={invitation?.name ?? null}
        isChoosing={choose.busy}
        isLooking={look.busy}
        onChoose={() => void choose.run()}
        onLook={() => void look.run()}
      />
      {nothingIn ? <Notice tone="error">{words('start.join.pictureNothing')}</Notice> : null}
      <CodeField
        onFound={file => open(file, null)}
        onChange={() => setInvitation(chosen => (chosen?.name === null ? null : chosen))}
      />
      {read ? <Shown read={read} /> : null}
      {oneMore ? null : (
        <TextField
          label={words('start.handle')}
          hint={words('start.handleHint')}
          value={handle}
          onChange={setHandle}
          maxLength={40}
        />
      )}
      {byAnother ? (
        <TextField
          code
          label={words('start.join.recovery')}
          hint={words('start.join.recoveryHint', { member: read.member })}
          value={recovery}
          onChange={setRecovery}
          autoComplete="off"
          maxLength={200}
        />
      ) : null}
      {byAnother ? <Notice tone="warning">{words('start.join.lost')}</Notice> : null}
      <TextField
        label={words('start.join.device')}
        hint={words('start.join.deviceHint')}
        value={device}
        onChange={setDevice}
        maxLength={60}
      />
      <p className="small muted">{words(byCode ? 'start.join.nextHere' : 'start.join.next')}</p>
    </StepForm>
  )
}

/** The chosen invitation, and the ways to choose one: a file, or a picture. */
function useInvitation() {
  const core = useCore()
  const shell = useShell()
  const words = useWords()
  const [invitation, setInvitation] = useState<Chosen | null>(null)
  const [nothingIn, setNothingIn] = useState(false)
  const open = async (file: FileGrant, name: string | null): Promise<void> => {
    setInvitation(null)
    setInvitation({ file, name, read: await core.call('invitations.read', { file }) })
  }
  const choose = useAct(async () => {
    setNothingIn(false)
    const chosen = await shell.call('dialog.open', { type: 'invitation' })
    if (chosen) await open(chosen.file, chosen.name)
  })
  const look = useAct(async () => {
    const picture = await choosePicture(shell, 'image')
    if (!picture) return
    const text = await readPicture(picture)
    setNothingIn(text === null)
    if (text === null) return
    const { file } = await core.call('invitations.fromPicture', { text })
    await open(file, words('start.join.pictureNamed', { name: picture.name }))
  })
  return { invitation, setInvitation, open, choose, look, nothingIn }
}

type ChooseProps = {
  /** The file or picture; null for none, and for an invitation that a code found. */
  name: string | null
  isChoosing: boolean
  isLooking: boolean
  onChoose: () => void
  onLook: () => void
}

function Choose({ name, isChoosing, isLooking, onChoose, onLook }: ChooseProps) {
  const words = useWords()
  return (
    <div className="field">
      <div className="field-label" id="invitation-file">
        {words('start.join.file')}
      </div>
      <div className="row chosen-row">
        <span className="chosen-file" data-empty={!name || undefined}>
          {name ? <bdi>{name}</bdi> : words('start.join.noFile')}
        </span>
        <Button icon={FileInput} busy={isChoosing} onPress={onChoose}>
          {words('start.join.choose')}
        </Button>
        <Button icon={ImageUp} busy={isLooking} onPress={onLook}>
          {words('start.join.picture')}
        </Button>
      </div>
    </div>
  )
}

/** The group, inviter and term of an invitation that was read. */
function Shown({ read }: { read: Read }) {
  const words = useWords()
  return (
    <output className="invitation-read">
      <Icon of={Check} size="small" />
      <span>
        {words(read.kind === 'device' ? 'start.join.readDevice' : 'start.join.read', {
          name: read.name,
          inviter: read.inviter,
          member: read.member,
          until: words.date(read.until),
        })}
        {read.kind === 'member'
          ? `${words.gap}${words('start.join.role', { role: words(`members.role.${read.role}`) })}`
          : null}
      </span>
    </output>
  )
}
