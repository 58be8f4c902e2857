// Where an amendment is written: the whole paragraph in other words, why, and how its author is to be
// named.
import { longestWording } from '#document/review/comments'
import { namings, type Naming } from '#document/review/amendments'
import type { DocumentId } from '#shared/ids'
import { Notice, Select, TextField, WordChanges } from '../../../ui/index.ts'
import { useTyped } from '../../../shell/typed/use-typed.ts'
import { useWords } from '../../../words/index.ts'
import { amendmentPlace } from '../../unsent/places.ts'
import type { AmendmentDraft } from './amendments-state.ts'
import { ProposalForm, WhyField } from './proposal-form.tsx'

export type AmendmentFormProps = {
  document: DocumentId
  draft: AmendmentDraft
  /** Its subject, in words. */
  title: string
  /** False when it was refused. */
  onPropose: (wanted: { wording: string; why: string; naming: Naming }) => boolean
  onCancel: () => void
}

export function AmendmentForm(props: AmendmentFormProps) {
  const { document, draft, title, onPropose, onCancel } = props
  const words = useWords()
  const { fields, type, forget } = useTyped(document, amendmentPlace(draft), {
    wording: draft.wording,
    why: '',
    naming: 'named',
  })
  const { wording, why } = fields
  const naming = namings.find(each => each === fields.naming) ?? 'named'
  const isTyped = wording !== draft.wording || why !== ''
  const unavailable =
    draft.base.length > longestWording
      ? words('amendments.tooLong', { most: longestWording })
      : wording.trim() === draft.base.trim()
        ? words('amendments.nothingChanged')
        : undefined
  const send = (): void => {
    if (unavailable !== undefined) return
    if (onPropose({ wording, why, naming })) forget()
  }
  return (
    <ProposalForm
      title={title}
      notice={
        draft.clashes ? <Notice tone="warning">{words('amendments.mergeClashes')}</Notice> : null
      }
      note={<p className="quiet amendment-note">{words('amendments.sponsors.how')}</p>}
      act={words('amendments.propose.act')}
      unavailable={unavailable}
      isTyped={isTyped}
      onSend={send}
      forget={forget}
      onCancel={onCancel}
    >
      <TextField
        label={words('amendments.wording')}
        rows={6}
        value={wording}
        onChange={next => type({ wording: next })}
        maxLength={longestWording}
        autoFocus
      />
      {unavailable === undefined ? <WordChanges before={draft.base} after={wording} /> : null}
      <WhyField value={why} onChange={next => type({ why: next })} />
      <Select
        label={words('amendments.naming')}
        hint={words('amendments.naming.hint')}
        size="small"
        choices={namings.map(id => ({ id, text: words(`amendments.naming.${id}`) }))}
        value={naming}
        onChange={next => type({ naming: next })}
      />
    </ProposalForm>
  )
}
