// Giving the text as it stands a name that everyone with the document sees.
import { useState } from 'react'
import { longestVersionName } from '#shared/document'
import type { DocumentId } from '#shared/ids'
import { useAct, useCore } from '../../core.ts'
import { FormDialog, say, TextField } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import type { Session } from '../session/session.ts'
import { settled } from './settled.ts'

type NameVersionProps = { document: DocumentId; session: Session; onClose: () => void }

export function NameVersion({ document, session, onClose }: NameVersionProps) {
  const words = useWords()
  const core = useCore()
  const [name, setName] = useState('')
  const given = name.trim()
  const { run, busy, failure } = useAct(async () => {
    await settled(session)
    await core.call('history.name', { document, name: given })
  })
  const submit = async (): Promise<void> => {
    if (!(await run())) return
    onClose()
    say(words('history.named', { name: given }))
  }
  return (
    <FormDialog
      title={words('history.name.title')}
      lead={words('history.name.lead')}
      size="small"
      act={words('history.name.act')}
      reason={given === '' ? words('history.name.missing') : undefined}
      {...{ busy, failure, onClose }}
      onSubmit={() => void submit()}
    >
      <TextField
        label={words('history.name.field')}
        hint={words('history.name.hint')}
        value={name}
        onChange={setName}
        maxLength={longestVersionName}
        autoFocus
      />
    </FormDialog>
  )
}
