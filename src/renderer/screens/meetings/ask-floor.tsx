// Asking for the floor: to speak, to reply, on a point of order, or to move something.
import { useState } from 'react'
import { Gavel, Hand, MessageSquareReply, Mic, Scale } from 'lucide-react'
import type { FloorKind, Meeting } from '#shared/contract'
import { type Act, useAct, useCore } from '../../shell/core-client.ts'
import { useTyped } from '../../shell/typed/use-typed.ts'
import { Button, FailureNotice, FormDialog, Menu, say, TextField } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import type { Members } from './members.ts'
import { nowDebated } from './now-debated.tsx'

const glyphs = { speak: Mic, reply: MessageSquareReply, order: Gavel, motion: Scale } as const
const kinds: FloorKind[] = ['speak', 'reply', 'order', 'motion']

type AskFloorProps = { meeting: Meeting; members: Members; isQuiet?: boolean }

export function AskFloor({ meeting, members, isQuiet = false }: AskFloorProps) {
  const words = useWords()
  const core = useCore()
  const [asks, setAsks] = useState<'order' | 'motion' | null>(null)
  const { agenda, speakers } = meeting
  const send = useAct(async (what: FloorKind, text: string) => {
    const debated = nowDebated(meeting)
    const item = debated?.agenda === agenda ? debated.block : null
    await core.call('meetings.floor', { agenda, item, what, text })
    say(words('meetings.ask.done'))
  })
  const own = speakers.asked.find(
    ({ member }) => members.self !== undefined && member === members.self.id,
  )
  const withdraw = useAct(async () => {
    if (own) await core.call('meetings.unfloor', { agenda, floor: own.id })
  })
  return (
    <>
      <Menu
        label={words('meetings.ask')}
        groups={[
          {
            acts: kinds.map(what => ({
              id: what,
              text: words(`meetings.ask.${what}`),
              icon: glyphs[what],
              onAct: () => {
                if (what === 'order' || what === 'motion') setAsks(what)
                else void send.run(what, '')
              },
            })),
          },
          ...(own
            ? [
                {
                  acts: [
                    {
                      id: 'withdraw',
                      text: words('meetings.ask.withdraw'),
                      onAct: () => void withdraw.run(),
                    },
                  ],
                },
              ]
            : []),
        ]}
      >
        <Button
          variant={isQuiet ? 'plain' : 'primary'}
          size={isQuiet ? 'small' : 'medium'}
          {...(isQuiet ? {} : { icon: Hand })}
          busy={send.busy}
        >
          {words('meetings.ask')}
        </Button>
      </Menu>
      <FailureNotice of={send.failure ?? withdraw.failure} />
      {asks === null ? null : (
        <AskWithWords meeting={meeting} what={asks} send={send} onClose={() => setAsks(null)} />
      )}
    </>
  )
}

type WithWordsProps = {
  meeting: Meeting
  what: 'order' | 'motion'
  send: Act<[FloorKind, string]>
  onClose: () => void
}

function AskWithWords({ meeting, what, send, onClose }: WithWordsProps) {
  const words = useWords()
  const { fields, type, forget } = useTyped(meeting.agenda, `floor-${what}`, { text: '' })
  const submit = async (): Promise<void> => {
    if (!(await send.run(what, fields.text))) return
    forget()
    onClose()
  }
  return (
    <FormDialog
      title={words(`meetings.ask.${what}`)}
      lead={words(`meetings.ask.${what}Lead`)}
      size="small"
      act={words('meetings.ask.act')}
      reason={fields.text.trim() === '' ? words('meetings.ask.missing') : undefined}
      work={{ ...send, run: submit }}
      onClose={onClose}
    >
      <TextField
        label={words('meetings.ask.text')}
        rows={3}
        autoFocus
        maxLength={4000}
        value={fields.text}
        onChange={next => type({ text: next })}
      />
    </FormDialog>
  )
}
