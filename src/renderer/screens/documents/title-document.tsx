// A document's new title, or the title of its copy and the language of that.
import { useState } from 'react'
import type { DocumentSummary } from '#shared/contract'
import { useAct, useCore } from '../../shell/core-client.ts'
import { useGo } from '../../shell/router.ts'
import { FormDialog, say, Select, TextField } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { Carried } from './absent.tsx'
import { documentLanguages } from './kinds.ts'
import './documents.css'

export type TitleDocumentProps = {
  act: 'rename' | 'duplicate'
  document: DocumentSummary
  onClose: () => void
}

export function TitleDocument({ act, document, onClose }: TitleDocumentProps) {
  const core = useCore()
  const go = useGo()
  const words = useWords()
  const [title, setTitle] = useState(
    act === 'rename' ? document.title : words('documents.copyOf', { title: document.title }),
  )
  const [language, setLanguage] = useState(document.language)
  const finish = useAct(async () => {
    if (act === 'rename') {
      await core.call('documents.rename', { document: document.id, title })
      onClose()
      say(words('documents.rename.done'))
      return
    }
    const copy = await core.call('documents.duplicate', {
      document: document.id,
      title,
      ...(language !== document.language && { language }),
    })
    onClose()
    go({ screen: 'document', document: copy })
  })
  const reason = title.trim() === '' ? words('documents.titleNeeded') : undefined
  return (
    <FormDialog
      size="small"
      onClose={onClose}
      title={words(`documents.${act}.title`)}
      lead={act === 'duplicate' ? words('documents.duplicate.lead') : undefined}
      act={words(`documents.${act}.act`)}
      reason={reason}
      work={finish}
    >
      <TextField
        label={words('documents.title')}
        autoFocus
        value={title}
        onChange={setTitle}
        maxLength={300}
      />
      {act === 'duplicate' ? (
        <Select
          label={words('documents.language')}
          hint={words('documents.duplicate.language')}
          value={language}
          onChange={setLanguage}
          choices={documentLanguages(words)}
        />
      ) : null}
      {act === 'duplicate' ? <Carried document={document.id} /> : null}
    </FormDialog>
  )
}
