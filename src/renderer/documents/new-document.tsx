// A new document: kind, title, language. It is private until it is shared.
import { useState } from 'react'
import type { GroupSummary, TemplateName } from '#shared/contract'
import { kindOfTemplate } from '#shared/document'
import { useAct, useCore } from '../core.ts'
import { useGo } from '../place.ts'
import {
  Button,
  Dialog,
  Notice,
  RadioCards,
  Select,
  TextField,
  useReason,
  type RadioCard,
} from '../ui/index.ts'
import { sentenceOf, useWords, type Words } from '../words/index.ts'
import { Lock } from 'lucide-react'
import {
  documentLanguages,
  iconOf,
  templateHint,
  templateSections,
  type TemplateSection,
} from './kinds.ts'
import './documents.css'

const templateCards = (words: Words): RadioCard<TemplateName>[] =>
  (Object.keys(templateSections) as TemplateSection[]).flatMap(section =>
    templateSections[section].map((id, at) => ({
      id,
      title: words(`documents.template.${id}.name`),
      hint: templateHint(id, words),
      icon: iconOf(kindOfTemplate(id)),
      ...(at === 0 && { section: words(`documents.template.section.${section}`) }),
    })),
  )

export function NewDocument({ group, onClose }: { group: GroupSummary; onClose: () => void }) {
  const core = useCore()
  const go = useGo()
  const words = useWords()
  const [template, setTemplate] = useState<TemplateName>('recommendations')
  const [title, setTitle] = useState('')
  const [language, setLanguage] = useState(group.language)
  const create = useAct(async () => {
    const document = await core.call('documents.create', {
      ...{ group: group.id, kind: kindOfTemplate(template), template, title, language },
    })
    onClose()
    go({ screen: 'document', document })
  })
  const reason = title.trim() === '' ? words('documents.titleNeeded') : undefined
  const form = 'new-document'
  const { onSubmit, notice } = useReason(reason, () => void create.run())
  return (
    <Dialog
      size="large"
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
        <div className="dialog-columns">
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
        </div>
        <RadioCards
          label={words('documents.template')}
          columns={2}
          value={template}
          onChange={setTemplate}
          cards={templateCards(words)}
        />
        {create.failure === undefined ? null : (
          <Notice tone="error">{words(sentenceOf[create.failure])}</Notice>
        )}
        {notice}
      </form>
    </Dialog>
  )
}
