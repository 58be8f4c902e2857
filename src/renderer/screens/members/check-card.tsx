// The inviting side compares: the same words let the device in, after saying what that gives it;
// different words shut it out for good.
import { useEffect, useRef, useState } from 'react'
import { Info, X } from 'lucide-react'
import type { Group } from '#shared/contract'
import { ConfirmDialog } from '../../shell/confirm-dialog.tsx'
import { useAnswer, useCore } from '../../shell/core-client.ts'
import { IconButton, Notice, say, FailureNotice } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { AdmitMeans } from './admit-means.tsx'
import type { Admitted } from './admitted-card.tsx'
import { AnsweredTwice, otherReplies } from './answered-twice.tsx'
import { strong } from './strong.tsx'
import { useNumbers, VerdictButtons, WordsToCompare } from './words-to-compare.tsx'

export type CheckCardProps = {
  group: Group
  request: Group['requests'][number]
  onClose: () => void
  onAdmitted: (admitted: Admitted) => void
}

export function CheckCard({ group, request, onClose, onAdmitted }: CheckCardProps) {
  const words = useWords()
  const core = useCore()
  const { reply, handle, kind, outside } = request
  const compare = useAnswer('joining.replyWords', { group: group.id, reply })
  const documents = useAnswer('documents.list', { group: group.id }, ['documents.changed'])
  const shared = documents.value?.filter(document => document.readers.kind === 'group').length ?? 0
  const device = kind === 'device'
  const others = otherReplies(group, request).map(each => each.handle)
  const [asNumbers, setAsNumbers] = useNumbers()
  const [asking, setAsking] = useState<'admit' | 'refuse' | null>(null)
  const admit = async (): Promise<void> => {
    const member = await core.call('joining.admit', { group: group.id, reply })
    onAdmitted({ member, handle, kind, outside, ended: others })
    say(words(device ? 'members.admitDevice.done' : 'members.admit.done', { handle }))
    onClose()
  }
  const refuse = async (): Promise<void> => {
    await core.call('joining.refuse', { group: group.id, reply })
    say(words('members.refuse.done', { handle }))
    onClose()
  }
  const own = request.member === group.self
  // It comes up because of a press elsewhere, on a button that may be gone by then.
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  const coming = !compare.value && !compare.failure
  const whose = own ? 'members.check.leadOwn' : 'members.check.lead'
  const lead = asNumbers ? (`${whose}Numbers` as const) : whose

  return (
    <section className="card side-card" aria-labelledby="check-title">
      <div className="row side-head">
        <h2 id="check-title" className="grow" ref={title} tabIndex={-1}>
          {words(own ? 'members.check.titleOwn' : 'members.check.title', { handle })}
        </h2>
        <IconButton icon={X} label={words('members.check.close')} onPress={onClose} />
      </div>
      <p className="muted check-lead">{words(lead, { handle })}</p>
      <AnsweredTwice kind={kind} others={others.length} />
      <WordsToCompare compare={compare.value} asNumbers={asNumbers} onSwitch={setAsNumbers} />
      <FailureNotice of={compare.failure} />
      <VerdictButtons
        autoFocus={false}
        busy={coming}
        onSame={() => setAsking('admit')}
        onDifferent={() => setAsking('refuse')}
      />
      <Notice icon={Info}>{words.rich('members.check.between', { b: strong })}</Notice>
      <h3 className="check-now">{words('members.check.now')}</h3>
      <p className="small muted">
        {words(outside ? 'members.check.nowText.outside' : 'members.check.nowText')}
      </p>

      {asking === 'admit' ? (
        <ConfirmDialog
          title={words(device ? 'members.admitDevice.title' : 'members.admit.title', { handle })}
          act={words(device ? 'members.admitDevice.act' : 'members.admit.act', { handle })}
          safe={words('members.admit.safe')}
          onAct={admit}
          onClose={() => setAsking(null)}
        >
          <AdmitMeans group={group} request={request} documents={shared} others={others} />
        </ConfirmDialog>
      ) : null}
      {asking === 'refuse' ? (
        <ConfirmDialog
          danger
          title={words('members.refuse.title')}
          act={words('members.refuse.act')}
          safe={words('members.refuse.safe')}
          onAct={refuse}
          onClose={() => setAsking(null)}
        >
          <p>
            {words.rich(own ? 'members.refuse.textOwn' : 'members.refuse.text', {
              b: strong,
              handle,
            })}
          </p>
          {others.length > 0 ? (
            <p>{words('members.refuse.others', { others: others.length })}</p>
          ) : null}
        </ConfirmDialog>
      ) : null}
    </section>
  )
}
