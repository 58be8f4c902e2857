// An explanation of position: words for the record, without effect. It also denies what was noted.
import type { Decision } from '#shared/contract'
import type { BlockId } from '#shared/ids'
import { useAct, useCore } from '../../../shell/core-client.ts'
import { FormDialog, say, TextField } from '../../../ui/index.ts'
import { useTyped } from '../../../shell/typed/use-typed.ts'
import { useWords } from '../../../words/index.ts'
import { AppearanceSelect, type Appearing, isAppearance, printedAs } from '../appearance.tsx'

export type Explaining = { what: 'explanation' | 'deny' | 'lifts'; block: BlockId | null }

type ExplainDialogProps = {
  decision: Decision
  explaining: Explaining
  appearing: Appearing
  onClose: () => void
}

export function ExplainDialog({ decision, explaining, appearing, onClose }: ExplainDialogProps) {
  const words = useWords()
  const core = useCore()
  const { what, block } = explaining
  const place = `explain/${what}/${block ?? ''}/${decision.id}`
  const text = what === 'deny' ? words('decisions.explain.denied') : ''
  const first = { text, as: 'hidden', own: '' }
  const { fields, type, forget } = useTyped(decision.document, place, first)
  const appears = { as: isAppearance(fields.as) ? fields.as : 'hidden', own: fields.own } as const
  const explain = useAct(async () => {
    await core.call('decisions.explain', {
      decision: decision.id,
      what: what === 'lifts' ? 'lifts' : 'explanation',
      block,
      words: fields.text,
      as: printedAs(appears, appearing, words),
    })
    forget()
    say(words(`decisions.explain.${what}.done`))
    onClose()
  })
  return (
    <FormDialog
      title={words(`decisions.explain.${what}.title`)}
      lead={words(`decisions.explain.${what}.lead`)}
      act={words(`decisions.explain.${what}.act`)}
      reason={fields.text.trim() === '' ? words('decisions.explain.missing') : undefined}
      work={explain}
      onClose={onClose}
    >
      <TextField
        label={words('decisions.reservation.words')}
        rows={4}
        maxLength={4000}
        value={fields.text}
        onChange={next => type({ text: next })}
      />
      <AppearanceSelect value={appears} appearing={appearing} onChange={type} />
    </FormDialog>
  )
}
