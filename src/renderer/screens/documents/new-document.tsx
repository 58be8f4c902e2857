// A new document: what it begins with, title, language. It is private until it is shared.
import { useState } from 'react'
import { Lock } from 'lucide-react'
import { TemplateName, type GroupSummary } from '#shared/contract'
import { kindOfTemplate } from '#document/templates'
import * as v from 'valibot'
import { useAct, useAnswer, useCore } from '../../shell/core-client.ts'
import { useGo } from '../../shell/router.ts'
import {
  Button,
  CloseButton,
  Dialog,
  Notice,
  RadioChoice,
  Select,
  TextField,
  useReason,
  FailureNotice,
} from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { Carried } from './absent.tsx'
import { documentLanguages } from './kinds.ts'
import { beginningCards, type Beginning } from './template-cards.ts'
import './documents.css'

type NewDocumentProps = {
  group: GroupSummary
  /** The card that is chosen at first. */
  beginning: Beginning | undefined
  onClose: () => void
}

export function NewDocument({ group, beginning: first, onClose }: NewDocumentProps) {
  const core = useCore()
  const go = useGo()
  const words = useWords()
  const { value: templates } = useAnswer('templates.list', { group: group.id }, [
    'documents.changed',
  ])
  const own = templates ?? []
  const { value: whole } = useAnswer('groups.get', { group: group.id }, ['groups.changed'])
  const [beginning, setBeginning] = useState<Beginning>(first ?? 'recommendations')
  const [title, setTitle] = useState('')
  const [language, setLanguage] = useState(group.language)
  const create = useAct(async () => {
    const document = v.is(TemplateName, beginning)
      ? await core.call('documents.create', {
          group: group.id,
          kind: kindOfTemplate(beginning),
          template: beginning,
          title,
          language,
        })
      : await core.call('templates.begin', { template: beginning, title })
    onClose()
    go({ screen: 'document', document })
  })
  const chosen = own.find(({ document }) => document === beginning)
  const reason = title.trim() === '' ? words('documents.titleNeeded') : undefined
  const form = 'new-document'
  const { onSubmit, notice } = useReason(reason, () => void create.run())
  return (
    <Dialog
      size="large"
      isOpen
      onClose={onClose}
      busy={create.busy}
      title={words('documents.new.title')}
      foot={
        <>
          <span className="row small muted grow">
            <Notice icon={Lock}>{words('documents.new.private')}</Notice>
          </span>
          <CloseButton>{words('ui.cancel')}</CloseButton>
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
          {chosen ? (
            <p className="new-language muted">
              {words('documents.template.own.language', {
                language: words(`documents.language.${chosen.language}`),
              })}
            </p>
          ) : (
            <Select
              label={words('documents.language')}
              value={language}
              onChange={setLanguage}
              choices={documentLanguages(words)}
            />
          )}
        </div>
        <RadioChoice
          label={words('documents.template')}
          columns={2}
          // An own template is no way yet while the list of them comes.
          value={templates || v.is(TemplateName, beginning) ? beginning : ''}
          onChange={setBeginning}
          ways={beginningCards(own, whole?.memberList ?? [], words)}
        />
        {chosen ? <Carried document={chosen.document} /> : null}
        <FailureNotice of={create.failure} />
        {notice}
      </form>
    </Dialog>
  )
}
