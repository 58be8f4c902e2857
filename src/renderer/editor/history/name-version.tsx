// Giving the text as it stands a name that everyone with the document sees.
import { longestVersionName } from '#document/history/versions'
import type { DocumentId } from '#shared/ids'
import { useAct, useCore } from '../../shell/core-client.ts'
import { FormDialog, say, TextField } from '../../ui/index.ts'
import { useTyped } from '../../shell/typed/use-typed.ts'
import { useWords } from '../../words/index.ts'
import type { WindowReplica } from '../replica/window-replica.ts'
import { versionPlace } from '../unsent/places.ts'
import { settled } from './settled.ts'

type NameVersionProps = { document: DocumentId; replica: WindowReplica; onClose: () => void }

export function NameVersion({ document, replica, onClose }: NameVersionProps) {
  const words = useWords()
  const core = useCore()
  const { fields, type, forget } = useTyped(document, versionPlace, { name: '' })
  const { name } = fields
  const given = name.trim()
  const keep = useAct(async () => {
    await settled(replica)
    await core.call('history.name', { document, name: given })
    forget()
    onClose()
    say(words('history.named', { name: given }))
  })
  return (
    <FormDialog
      title={words('history.name.title')}
      lead={words('history.name.lead')}
      size="small"
      act={words('history.name.act')}
      reason={given === '' ? words('history.name.missing') : undefined}
      work={keep}
      onClose={onClose}
    >
      <TextField
        label={words('history.name.field')}
        hint={words('history.name.hint')}
        value={name}
        onChange={next => type({ name: next })}
        maxLength={longestVersionName}
        autoFocus
      />
    </FormDialog>
  )
}
