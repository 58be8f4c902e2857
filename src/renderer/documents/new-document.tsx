// A new document: kind, title, language. It is private until it is shared.
import { useState } from 'react'
import type { GroupSummary } from '#shared/contract'
import { useAct, useCore } from '../core.ts'
import { useGo } from '../place.ts'
import { Button, Dialog, Notice, RadioCards, Select, TextField, useReason } from '../ui/index.ts'
import { sentenceOf, useWords } from '../words/index.ts'
import { Lock } from 'lucide-react'
import { documentLanguages, iconOf, kindName, startable, type StartableKind } from './kinds.ts'
import './documents.css'

export function NewDocument({ group, onClose }: { group: GroupSummary; onClose: () => void }) {
  const core = useCore()
  const go = useGo()
  const words = useWords()
  const [kind, setKind] = useState<StartableKind>('recommendations')
  const [title, setTitle] = useState('')
  const [language, setLanguage] = useState(group.language)
  const create = useAct(async () => {
    const document = await core.call('documents.create', { group: group.id, kind, title, language })
    onClose()
    go({ screen: 'document', document })
  })
  const reason = title.trim() === '' ? words('documents.titleNeeded') : undefined
  const form = 'new-document'
  const { onSubmit, notice } = useReason(reason, () => void create.run())
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words('documents.new.title')}
      foot={
        <>
          <span className="row small muted grow">
            <Notice icon={Lock}>{words('documents.new.private')}</Notice>
          </span>
          <Button onPress={onClose}>{words('ui.cancel')}</Button>
          <Button
            type="submit"
            form={form}
            variant="primary"
            busy={create.busy}
            unavailable={reason}
          >
            {words('documents.new.act')}
          </Button>
        </>
      }
    >
      <form id={form} className="dialog-form" onSubmit={onSubmit}>
        <RadioCards
          label={words('documents.kind')}
          value={kind}
          onChange={setKind}
          cards={startable.map(each => ({
            id: each,
            title: kindName(each, words),
            hint: words(`documents.template.${each}`),
            icon: iconOf(each),
          }))}
        />
        <TextField
          label={words('documents.title')}
          autoFocus
          value={title}
          onChange={setTitle}
          maxLength={300}
        />
        <Select
          label={words('documents.language')}
          value={language}
          onChange={setLanguage}
          choices={documentLanguages(words)}
        />
        {create.failure === undefined ? null : (
          <Notice tone="error">{words(sentenceOf[create.failure])}</Notice>
        )}
        {notice}
      </form>
    </Dialog>
  )
}
