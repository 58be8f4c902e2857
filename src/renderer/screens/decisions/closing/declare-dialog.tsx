// Saying what came out: a number of the group, and the sentence that members then sign.
import { Hash, Lock, PenLine } from 'lucide-react'
import type { Decision } from '#shared/contract'
import { useAct, useCore } from '../../../shell/core-client.ts'
import { Consequences, FormDialog, say, TextField } from '../../../ui/index.ts'
import { useTyped } from '../../../shell/typed/use-typed.ts'
import { useWords } from '../../../words/index.ts'
import type { People } from '../people.ts'
import { outcomeSentence } from '../sentences.tsx'

type DeclareDialogProps = { decision: Decision; people: People; onClose: () => void }

export function DeclareDialog({ decision, people, onClose }: DeclareDialogProps) {
  const words = useWords()
  const core = useCore()
  const { id, document, outcome, seats } = decision
  const { fields, type, forget } = useTyped(document, `declare/${id}`, { number: '' })
  const declare = useAct(async () => {
    await core.call('decisions.declare', { decision: id, number: fields.number })
    forget()
    say(words('decisions.declare.done'))
    onClose()
  })
  const isBlank = fields.number.trim() === ''
  return (
    <FormDialog
      title={words('decisions.declare.title')}
      act={words('decisions.declare.act')}
      safe={words('decisions.declare.safe')}
      reason={isBlank ? words('decisions.declare.noNumber') : undefined}
      work={declare}
      onClose={onClose}
    >
      <p className="recorded outcome-preview">
        {outcome ? outcomeSentence(decision, outcome, people, words) : null}
      </p>
      <TextField
        label={words('decisions.declare.number')}
        hint={words('decisions.declare.numberHint')}
        maxLength={40}
        value={fields.number}
        onChange={number => type({ number })}
      />
      <Consequences
        items={[
          {
            id: 'sign',
            icon: PenLine,
            text: words('decisions.declare.sign', {
              seats: seats.length,
              needed: Math.floor(seats.length / 2) + 1,
            }),
          },
          { id: 'reopen', icon: Lock, text: words('decisions.declare.reopen') },
          { id: 'number', icon: Hash, text: words('decisions.declare.numberOnly') },
        ]}
      />
    </FormDialog>
  )
}
