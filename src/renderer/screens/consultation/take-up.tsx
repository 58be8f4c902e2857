// A wording from outside becomes an amendment of this member: what it would make of the paragraph as
// that reads now, and a reason that says where it is from.
import { useState } from 'react'
import type { ConsultationAnswer } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import { useAct, useAnswer, useCore } from '../../shell/core-client.ts'
import {
  FormDialog,
  Notice,
  say,
  Select,
  TextField,
  WordChanges,
  FailureNotice,
} from '../../ui/index.ts'
import { useTyped } from '../../shell/typed/use-typed.ts'
import { useWords } from '../../words/index.ts'

const namings = ['named', 'role', 'withheld'] as const

export type TakeUpProps = { document: DocumentId; answer: ConsultationAnswer; onClose: () => void }

export function TakeUp({ document, answer, onClose }: TakeUpProps) {
  const words = useWords()
  const core = useCore()
  const asking = { document, answer: answer.id }
  const { value: draft, failure } = useAnswer('consultations.draft', asking, ['documents.changed'])
  const first = draft?.why ?? ''
  const { fields, type, forget } = useTyped(document, `take-up/${answer.id}`, { why: first })
  const [naming, setNaming] = useState<(typeof namings)[number]>('named')
  const reason = fields.why
  const propose = useAct(async () => {
    const given = { ...asking, why: reason, naming }
    const { amendment } = await core.call('consultations.takeUp', given)
    forget()
    say(words('consultation.amend.done', { label: amendment }))
    onClose()
  })
  return (
    <FormDialog
      size="wide"
      title={words('consultation.amend.title')}
      lead={words('consultation.amend.lead')}
      act={words('consultation.amend.act')}
      reason={draft === null ? words('consultation.gone') : undefined}
      work={propose}
      isComing={draft === undefined && failure === undefined}
      onClose={onClose}
    >
      <FailureNotice of={failure} />
      {draft ? <WordChanges before={draft.now} after={draft.wording} /> : null}
      {draft?.clashes === true ? (
        <Notice tone="warning">{words('consultation.amend.clashes')}</Notice>
      ) : null}
      <TextField
        label={words('consultation.amend.why')}
        rows={3}
        maxLength={4000}
        value={reason}
        onChange={next => type({ why: next })}
      />
      <Select
        label={words('consultation.amend.naming')}
        value={naming}
        onChange={setNaming}
        choices={namings.map(id => ({ id, text: words(`consultation.amend.${id}`) }))}
      />
    </FormDialog>
  )
}
