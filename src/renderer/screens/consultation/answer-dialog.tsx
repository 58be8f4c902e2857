// The group's answer to one comment: a word for it, and what stands in the table that goes out.
import { useState } from 'react'
import { FileDiff } from 'lucide-react'
import type { ConsultationAnswer, TriageState } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import { useAct, useCore } from '../../shell/core-client.ts'
import { Button, FormDialog, Notice, say, Select, TextField, WordChanges } from '../../ui/index.ts'
import { useTyped } from '../../shell/typed/use-typed.ts'
import { useWords } from '../../words/index.ts'
import { useSourceLine } from './source-line.ts'

const states: TriageState[] = ['open', 'accepted', 'partly', 'declined', 'noted']

export type AnswerDialogProps = {
  document: DocumentId
  answer: ConsultationAnswer
  onClose: () => void
  /** To an amendment of its wording. */
  onAmend: () => void
}

export function AnswerDialog({ document, answer, onClose, onAmend }: AnswerDialogProps) {
  const words = useWords()
  const core = useCore()
  const [first] = answer.responses
  const [state, setState] = useState<TriageState>(answer.state)
  const { fields, type, forget } = useTyped(document, `response/${answer.id}`, {
    response: answer.responses.length > 1 ? '' : (first?.response ?? ''),
  })
  const { response } = fields
  const save = useAct(async () => {
    const given = { document, answer: answer.id, state, response }
    await core.call('consultations.triage', given)
    forget()
    say(words('consultation.answer.done'))
    onClose()
  })
  return (
    <FormDialog
      size="wide"
      title={words('consultation.answer.title')}
      act={words('consultation.answer.act')}
      work={save}
      onClose={onClose}
    >
      <Said answer={answer} />
      {answer.responses.length > 1 ? (
        <Notice tone="warning">{words('consultation.apart')}</Notice>
      ) : null}
      {answer.wording === null || answer.block === null ? null : (
        <div>
          <Button icon={FileDiff} onPress={onAmend}>
            {words('consultation.amend')}
          </Button>
        </div>
      )}
      <Select
        label={words('consultation.state')}
        value={state}
        onChange={setState}
        choices={states.map(id => ({ id, text: words(`consultation.state.${id}`) }))}
      />
      <TextField
        label={words('consultation.answer.response')}
        hint={words('consultation.answer.hint')}
        rows={4}
        maxLength={4000}
        value={response}
        onChange={next => type({ response: next })}
      />
    </FormDialog>
  )
}

/** The comment that is answered. */
function Said({ answer }: { answer: ConsultationAnswer }) {
  const words = useWords()
  const source = useSourceLine(answer)
  return (
    <div className="triage-cell">
      <span className="small muted">
        <bdi>{source}</bdi>
      </span>
      <span className="small muted">{words(`consultation.naming.${answer.naming}`)}</span>
      {answer.comment === '' ? null : (
        <span className="triage-words" dir="auto">
          {answer.comment}
        </span>
      )}
      {answer.wording === null ? null : <WordChanges before={answer.base} after={answer.wording} />}
    </div>
  )
}
