// One file with what this device has, locked to the devices of the chosen members.
import { useState } from 'react'
import { FileUp } from 'lucide-react'
import type { Group, Member } from '#shared/contract'
import type { MemberId } from '#shared/ids'
import { useAct, useCore, useShell } from '../../shell/core-client.ts'
import {
  Button,
  Checkbox,
  Icon,
  MemberMark,
  Notice,
  reachWords,
  TextField,
  useHoldsDialog,
} from '../../ui/index.ts'
import { sentenceOf, useWords } from '../../words/index.ts'
import { FileProgress } from '../../shell/file-progress.tsx'
import { plainFileName, sizeOf } from './file-name.ts'

type Saved = { name: string; messages: number; bytes: number; isWhole: boolean; people: string }

const lacking = ({ reach }: Member): number =>
  reach.state === 'never-heard' ? Infinity : reach.state === 'behind' ? reach.changes : 0

/** Members who lack most come first; the others stay in the order of the group. */
const mostToGo = (a: Member, b: Member): number => {
  const [first, second] = [lacking(a), lacking(b)]
  return first === second ? 0 : second > first ? 1 : -1
}

/**
 * For this member's own devices: a file is for them too, and right after their admission for them
 * alone.
 */
const otherDevices = ({ devices }: Member): number =>
  devices.filter(({ self, state }) => !self && state === 'active').length

export function SendFile({ group, chosen }: { group: Group; chosen: MemberId[] }) {
  const words = useWords()
  const core = useCore()
  const shell = useShell()
  const others = group.memberList
    .filter(member => !member.self || otherDevices(member) > 0)
    .toSorted(mostToGo)
  const [to, setTo] = useState<ReadonlySet<MemberId>>(new Set(chosen))
  const [name, setName] = useState(() => plainFileName(Date.now()))
  const [saved, setSaved] = useState<Saved | null>(null)
  const save = useAct(async () => {
    setSaved(null)
    const grant = await shell.call('dialog.save', { type: 'locked', name })
    if (!grant) return
    const chosenMembers = others.filter(member => to.has(member.id))
    const written = await core.call('exchange.write', {
      group: group.id,
      for: chosenMembers.map(member => member.id),
      file: grant.file,
    })
    const people =
      chosenMembers.length === 0
        ? words(
            group.readers.members < group.members
              ? 'members.exchange.everyReader'
              : 'members.exchange.everyone',
          )
        : words.list(chosenMembers.map(member => member.handle))
    setSaved({ ...written, name: grant.name, people })
  })
  useHoldsDialog(save.busy)

  return (
    <section className="card exchange-card" aria-labelledby="give-title">
      <div className="row exchange-head">
        <Icon of={FileUp} size="large" />
        <h3 id="give-title">{words('members.exchange.give')}</h3>
      </div>
      {others.length === 0 ? (
        <p className="small muted">{words('members.exchange.nobody')}</p>
      ) : (
        <>
          <Recipients group={group} others={others} to={to} onChange={setTo} />
          <TextField
            label={words('members.exchange.fileName')}
            hint={words('members.exchange.fileHint')}
            value={name}
            onChange={setName}
          />
          <FileProgress task="exchange.write" busy={save.busy} />
          {save.failure === 'cancelled' ? (
            <Notice>{words('members.exchange.write.stopped')}</Notice>
          ) : save.failure ? (
            <Notice tone="error">{words(sentenceOf(save.failure))}</Notice>
          ) : null}
          {saved ? (
            <Notice tone="good" title={words('members.exchange.saved.title', { name: saved.name })}>
              {words('members.exchange.saved', {
                messages: saved.messages,
                people: saved.people,
                size: words('members.exchange.size', sizeOf(saved.bytes)),
              })}
              {saved.isWhole ? null : <p>{words('members.exchange.saved.more')}</p>}
            </Notice>
          ) : null}
          <Button variant="primary" full busy={save.busy} onPress={() => void save.run()}>
            {words('members.exchange.save')}
          </Button>
        </>
      )}
    </section>
  )
}

type RecipientsProps = {
  group: Group
  others: readonly Member[]
  to: ReadonlySet<MemberId>
  onChange: (to: ReadonlySet<MemberId>) => void
}

function Recipients({ group, others, to, onChange }: RecipientsProps) {
  const words = useWords()
  const goes = (member: Member): string =>
    member.outside || group.outside
      ? words('members.exchange.outside')
      : member.self
        ? words('members.exchange.own', { devices: otherDevices(member) })
        : reachWords(member.reach, words)
  const choose = (member: Member, on: boolean): void => {
    const next = new Set(to)
    if (on) next.add(member.id)
    else next.delete(member.id)
    onChange(next)
  }
  return (
    <div role="group" aria-labelledby="for-label">
      <div className="field-label small" id="for-label">
        {words('members.exchange.for')}
      </div>
      <div className="exchange-people scroll">
        <Checkbox isSelected={to.size === 0} onChange={() => onChange(new Set())}>
          {words('members.exchange.all', {
            readers: group.readers.members < group.members ? 'some' : 'all',
          })}
        </Checkbox>
        {others.map(member => (
          <Checkbox
            key={member.id}
            isSelected={to.has(member.id)}
            onChange={on => choose(member, on)}
            after={<span className="smallest quiet">{goes(member)}</span>}
          >
            <span className="row">
              <MemberMark handle={member.handle} color={member.color} size="small" />
              <bdi>{member.handle}</bdi>
              {member.self ? <span className="quiet">{words('members.you')}</span> : null}
            </span>
          </Checkbox>
        ))}
      </div>
    </div>
  )
}
