// Filed replies above the answers: of which day, filed by whom, and the way to open them.
import type { FiledReply, RecommendationText } from '#shared/contract'
import { Mail } from 'lucide-react'
import { useAct, useCore, useShell } from '../../shell/core-client.ts'
import { dateFieldOf } from '../meetings/times.ts'
import type { Members } from '../meetings/members.ts'
import { useGo } from '../../shell/router.ts'
import { FailureNotice, Icon, Link, say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { dayInWords } from './days.ts'

type RepliesProps = {
  text: RecommendationText
  members: Members
  now: number
  onReplace: (reply: FiledReply) => void
}

export function Replies({ text, members, now, onReplace }: RepliesProps) {
  const words = useWords()
  if (text.replies.length === 0) return null
  return (
    <ul className="replies" aria-label={words('follow-up.replies')}>
      {text.replies.map(reply => (
        <ReplyLine
          key={reply.id}
          text={text}
          reply={reply}
          members={members}
          now={now}
          onReplace={() => onReplace(reply)}
        />
      ))}
    </ul>
  )
}

type LineProps = Omit<RepliesProps, 'onReplace'> & { reply: FiledReply; onReplace: () => void }

function ReplyLine({ text, reply, members, now, onReplace }: LineProps) {
  const words = useWords()
  const { rows, maySay } = text
  const { id, name, day, by, at } = reply
  const quoting = new Set(rows.flatMap(row => (row.in === id && row.by !== null ? row.by : [])))
  const names = [...quoting].map(member => members.handleOf(member))
  return (
    <li className="reply-line">
      <Icon of={Mail} />
      <div className="grow">
        <p>
          <b>{words('follow-up.reply', { day: dayInWords(day, now, words) })}</b>{' '}
          {name === '' ? null : <bdi className="muted">{name}</bdi>}
        </p>
        <p className="small muted">
          {words('follow-up.reply.by', {
            name: members.handleOf(by),
            day: dayInWords(dateFieldOf(at), now, words),
          })}
          {words.gap}
          {names.length === 0
            ? null
            : words('follow-up.reply.quoted', { names: words.list(names) })}
        </p>
      </div>
      <div className="reply-acts small">
        <OpenReply text={text} reply={reply} />
        {maySay ? <Link onPress={onReplace}>{words('follow-up.reply.replace')}</Link> : null}
      </div>
    </li>
  )
}

function OpenReply({ text, reply }: { text: RecommendationText; reply: FiledReply }) {
  const words = useWords()
  const core = useCore()
  const shell = useShell()
  const go = useGo()
  const { document } = text
  const { name, file, document: other, isHere, what } = reply
  const save = useAct(async () => {
    if (file === null) return
    const to = await shell.call('dialog.save', { type: 'attachment', name })
    if (!to) return
    await core.call('attachments.save', { document, attachment: file, file: to.file })
    say(words('attachments.saved', { name: to.name }))
  })
  if (other !== null)
    return (
      <Link onPress={() => go({ screen: 'document', document: other })}>
        {words('follow-up.reply.open')}
      </Link>
    )
  if (what === 'file' && file === null)
    return <span className="muted">{words('follow-up.reply.gone')}</span>
  if (!isHere || file === null)
    return <span className="muted">{words('follow-up.reply.away')}</span>
  return (
    <>
      <Link onPress={() => void save.run()}>{words('follow-up.reply.save')}</Link>
      <FailureNotice of={save.failure} />
    </>
  )
}
