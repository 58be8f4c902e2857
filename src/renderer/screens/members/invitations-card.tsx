// Open invitations, and reading the reply to one.
import { useState } from 'react'
import { FileInput } from 'lucide-react'
import type { Group, Invitation } from '#shared/contract'
import { ConfirmDialog } from '../../shell/confirm-dialog.tsx'
import { useAct, useCore, useShell } from '../../shell/core-client.ts'
import { Button, Notice } from '../../ui/index.ts'
import { sentenceOf, useWords } from '../../words/index.ts'

export type InvitationsCardProps = { group: Group; onRead: (reply: string) => void }

const isOpen = ({ state }: Invitation): boolean => state === 'open' || state === 'asked'

export function InvitationsCard({ group, onRead }: InvitationsCardProps) {
  const words = useWords()
  const core = useCore()
  const shell = useShell()
  const [cancelling, setCancelling] = useState<Invitation | null>(null)
  const read = useAct(async () => {
    const chosen = await shell.call('dialog.open', { type: 'reply' })
    if (!chosen) return
    const { reply } = await core.call('joining.readReply', { file: chosen.file })
    onRead(reply)
  })
  const open = group.invitations.filter(isOpen)
  if (open.length === 0) return null
  const { failure } = read
  // The general sentence speaks of a member who could include this device. The person who replies
  // is not a member yet.
  const sentence =
    failure === 'file-not-for-this-device'
      ? 'members.invitations.notReply'
      : failure && sentenceOf(failure)

  return (
    <section className="card side-card" aria-labelledby="invitations-title">
      <h2 id="invitations-title">{words('members.invitations.title')}</h2>
      <ul className="invitations">
        {open.map(invitation => {
          const role = words(`members.role.${invitation.role}`)
          const until = words.date(invitation.until)
          const handle = group.memberList.find(({ id }) => id === invitation.member)?.handle ?? ''
          const isDevice = invitation.kind === 'device'
          return (
            <li key={invitation.id} className="row">
              <div className="grow">
                <div>
                  {isDevice
                    ? words('members.invitations.device', { handle, until })
                    : words('members.invitations.one', { role, until })}
                </div>
                <div className="smallest quiet">
                  {words(
                    invitation.state === 'asked'
                      ? 'members.invitations.asked'
                      : 'members.invitations.waiting',
                  )}
                </div>
              </div>
              <Button
                size="small"
                variant="quiet"
                aria-label={
                  isDevice
                    ? words('members.invitations.cancelDevice', { handle, until })
                    : words('members.invitations.cancelName', { role, until })
                }
                onPress={() => setCancelling(invitation)}
              >
                {words('members.invitations.cancel')}
              </Button>
            </li>
          )
        })}
      </ul>
      {sentence ? <Notice tone="error">{words(sentence)}</Notice> : null}
      <div className="side-acts">
        <Button icon={FileInput} busy={read.busy} onPress={() => void read.run()}>
          {words('members.invitations.read')}
        </Button>
      </div>
      <p className="smallest quiet">{words('members.invitations.hint')}</p>
      {cancelling ? (
        <ConfirmDialog
          title={words('members.cancel.title')}
          act={words('members.cancel.act')}
          safe={words('members.cancel.safe')}
          done={words('members.cancel.done')}
          onAct={() =>
            core.call('invitations.cancel', { group: group.id, invitation: cancelling.id })
          }
          onClose={() => setCancelling(null)}
        >
          <p>{words('members.cancel.text')}</p>
        </ConfirmDialog>
      ) : null}
    </section>
  )
}
