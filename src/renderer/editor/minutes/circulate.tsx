// Minutes go to all who read them, for corrections: an officer circulates them from the bar.
import { useState } from 'react'
import { Send } from 'lucide-react'
import type { DocumentSummary } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import { type Answer, useAct, useAnswer, useCore } from '../../shell/core-client.ts'
import type { Output } from '#shared/rpc'
import type { CoreContract } from '#shared/contract'
import { useOffer } from '../../shell/commands/offered.ts'
import { Button, DayField, FormDialog, say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

type Circulated = Answer<Output<CoreContract, 'minutes.circulated'>>['value']

export const useCirculated = (minutes: DocumentId): Circulated =>
  useAnswer(
    'minutes.circulated',
    { minutes },
    ['decisions.changed', 'documents.changed', 'groups.changed'],
    { pause: 1000 },
  ).value

/** The button while the minutes are a draft; again from the palette. */
export function Circulate({ summary }: { summary: DocumentSummary }) {
  const words = useWords()
  const [isAsking, setAsking] = useState(false)
  const circulated = useCirculated(summary.id)
  const isAgain = (circulated?.times.length ?? 0) > 0
  const text = words(isAgain ? 'minutes.circulate.again' : 'minutes.circulate')
  const may = circulated?.may === true
  useOffer({
    acts: () =>
      may ? [{ id: 'minutes-circulate', text, icon: Send, act: () => setAsking(true) }] : [],
  })
  if (!may) return null
  return (
    <>
      {isAgain ? null : (
        <Button size="small" onPress={() => setAsking(true)}>
          {text}
        </Button>
      )}
      {isAsking ? <AskCirculate summary={summary} onClose={() => setAsking(false)} /> : null}
    </>
  )
}

type AskProps = { summary: DocumentSummary; onClose: () => void }

function AskCirculate({ summary, onClose }: AskProps) {
  const words = useWords()
  const core = useCore()
  const [day, setDay] = useState('')
  const { readers } = summary
  const circulate = useAct(async () => {
    const until = day === '' ? null : new Date(`${day}T23:59`).getTime()
    const { draft } = await core.call('minutes.circulate', { minutes: summary.id, until })
    onClose()
    say(words('minutes.circulate.done', { draft }))
  })
  return (
    <FormDialog
      title={words('minutes.circulate.ask')}
      lead={words('minutes.circulate.lead', {
        members: readers.kind === 'only-you' ? 1 : readers.members,
      })}
      size="small"
      onClose={onClose}
      act={words('minutes.circulate')}
      work={circulate}
    >
      <DayField label={words('minutes.circulate.until')} value={day} onChange={setDay} />
      <p className="small muted">{words('minutes.circulate.open')}</p>
    </FormDialog>
  )
}
