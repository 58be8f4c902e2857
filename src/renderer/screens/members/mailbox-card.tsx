// The group's mailbox: off until a person names one, and honest about what its host sees.
import { useState } from 'react'
import { Inbox } from 'lucide-react'
import type { Group, MailboxStatus } from '#shared/contract'
import { useAct, useAnswer, useCore } from '../../shell/core-client.ts'
import { useSaving } from '../../shell/saving.tsx'
import { Button, Icon, FailureNotice } from '../../ui/index.ts'
import { type MessageId, useWords } from '../../words/index.ts'
import { AddressForm } from './address-form.tsx'

const states: Record<MailboxStatus['state'], MessageId> = {
  off: 'members.mailbox.off',
  connecting: 'members.mailbox.connecting',
  'in-touch': 'members.mailbox.connected',
  full: 'members.mailbox.full',
  refused: 'members.mailbox.refused',
  unreachable: 'members.mailbox.unreachable',
}

export function MailboxCard({ group }: { group: Group }) {
  const words = useWords()
  // The number of unsent messages grows while the host cannot be reached.
  const status = useAnswer('mailbox.status', { group: group.id }, [
    'network.changed',
    'documents.changed',
  ])
  // The pressed button is gone once it is done: the focus goes to its replacement.
  const [acted, setActed] = useState(false)
  const done = (): void => {
    setActed(true)
    status.again()
  }
  const { value } = status
  if (!value) return null
  return (
    <section className="card side-card mailbox" aria-labelledby="mailbox-title">
      <div className="row side-head">
        <h2 id="mailbox-title" className="grow">
          {words('members.mailbox.title')}
        </h2>
        <span className="small mailbox-state" data-on={value.state === 'in-touch' || undefined}>
          <Icon of={Inbox} size="small" />
          {words(states[value.state])}
        </span>
      </div>
      {value.url === null ? (
        <Name group={group} acted={acted} onDone={done} />
      ) : (
        <Named value={value} url={value.url} acted={acted} onDone={done} />
      )}
    </section>
  )
}

type NamedProps = { value: MailboxStatus; url: string; acted: boolean; onDone: () => void }

function Named({ value, url, acted, onDone }: NamedProps) {
  const words = useWords()
  const core = useCore()
  const isFailing = useSaving() !== 'saved'
  const [isWhole, setIsWhole] = useState(false)
  const { protocol, host, pathname } = new URL(url)
  const isSecret = pathname !== '/'
  const stop = useAct(async () => {
    await core.call('mailbox.set', { group: value.group, url: null })
    onDone()
  })
  return (
    <>
      <p className="addresses">
        <bdi dir="ltr">{isSecret && !isWhole ? `${protocol}//${host}/…` : url}</bdi>
      </p>
      {isSecret ? <p className="small muted">{words('members.mailbox.secret')}</p> : null}
      <p className="small muted">
        {value.state === 'in-touch'
          ? words('members.mailbox.others', { others: value.others })
          : words(isFailing ? 'app.reach.notSaved' : 'members.mailbox.keeps')}
      </p>
      <p className="smallest quiet">
        {words('members.mailbox.waiting', { waiting: value.waiting })}
      </p>
      <FailureNotice of={stop.failure} />
      <div className="mailbox-acts">
        <Button autoFocus={acted} busy={stop.busy} onPress={() => void stop.run()}>
          {words('members.mailbox.stop')}
        </Button>
        {isSecret ? (
          <Button variant="quiet" onPress={() => setIsWhole(!isWhole)}>
            {words(isWhole ? 'members.mailbox.hide' : 'members.mailbox.show')}
          </Button>
        ) : null}
      </div>
    </>
  )
}

type NameProps = { group: Group; acted: boolean; onDone: () => void }

function Name({ group, acted, onDone }: NameProps) {
  const words = useWords()
  const core = useCore()
  return (
    <div className="mailbox-name">
      <p className="small muted">{words('members.mailbox.hint')}</p>
      <AddressForm
        autoFocus={acted}
        label={words('members.mailbox.address')}
        hint={words('members.mailbox.addressHint')}
        wrong={words('members.mailbox.wrong')}
        act={words('members.mailbox.use')}
        onUse={async url => {
          await core.call('mailbox.set', { group: group.id, url })
          onDone()
        }}
      />
    </div>
  )
}
