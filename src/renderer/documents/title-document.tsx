// A document's new title, or the title of its copy and the language of that.
import { useState } from 'react'
import type { DocumentSummary } from '#shared/contract'
import { useAct, useCore } from '../core-client.ts'
import { useGo } from '../router.ts'
import { Button, Dialog, say, Select, TextField, useReason, FailureNotice } from '../ui/index.ts'
import { useWords } from '../words/index.ts'
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
  const form = 'title-document'
  const { onSubmit, notice } = useReason(reason, () => void finish.run())
  return (
    <Dialog
      size="small"
      isOpen
      onClose={onClose}
      title={words(`documents.${act}.title`)}
      {...(act === 'duplicate' ? { lead: words('documents.duplicate.lead') } : {})}
      foot={
        <>
          <span className="grow" />
          <Button onPress={onClose}>{words('ui.cancel')}</Button>
          <Button
            type="submit"
            form={form}
            variant="primary"
            busy={finish.busy}
            unavailable={reason}
          >
            {words(`documents.${act}.act`)}
          </Button>
        </>
      }
    >
      <form id={form} className="dialog-form" onSubmit={onSubmit}>
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
        <FailureNotice of={finish.failure} />
        {notice}
      </form>
    </Dialog>
  )
}
