// A new version of a text in another language: what is copied and who will read it is said before.
import { useState } from 'react'
import { Eye, FileText, Link2, Lock } from 'lucide-react'
import type { DocumentSummary, Language, Languages } from '#shared/contract'
import { useAct, useCore } from '../../shell/core-client.ts'
import { Carried } from '../../screens/documents/absent.tsx'
import { documentLanguages } from '../../screens/documents/kinds.ts'
import { useGo } from '../../shell/router.ts'
import { Consequences, FormDialog, Notice, Select } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { useInCircle } from '../restricted/restricted-state.ts'

const consequences = [
  ['copied', FileText],
  ['readers', Lock],
  ['tied', Link2],
  ['words', Eye],
] as const

export type AddVersionProps = {
  /** The document it is asked for: the original, or a translation for the same readers. */
  summary: DocumentSummary
  languages: Languages
  onClose: () => void
}

/** A version of a version is one of the original. */
export function AddVersion({ summary, languages, onClose }: AddVersionProps) {
  const words = useWords()
  const core = useCore()
  const go = useGo()
  const { original, versions } = languages
  const { readers } = summary
  const role = useInCircle(summary)?.role
  const isWriter = role === 'convener' || role === 'member'
  const known = new Set(versions.map(({ language }) => language))
  const choices = documentLanguages(words).filter(({ id }) => id !== original?.language)
  const [language, setLanguage] = useState<Language>(
    choices.find(({ id }) => !known.has(id))?.id ?? 'fr',
  )
  const add = useAct(async () => {
    if (!original) return
    const document = await core.call('languages.add', { document: original.document, language })
    onClose()
    go({ screen: 'document', document, beside: true })
  })
  return (
    <FormDialog
      title={words('languages.add.title')}
      lead={words.rich('languages.add.lead', { title: <bdi>{original?.title}</bdi> })}
      act={words('languages.add.act', { language: words(`editor.language.${language}`) })}
      reason={
        !original
          ? words('languages.add.notHere')
          : readers.kind === 'circle' && !isWriter
            ? words('languages.add.notWriter')
            : undefined
      }
      work={add}
      onClose={onClose}
    >
      <Select
        label={words('documents.language')}
        value={language}
        onChange={setLanguage}
        choices={choices}
      />
      {original ? <Carried document={original.document} /> : null}
      {known.has(language) ? <Notice tone="warning">{words('languages.add.known')}</Notice> : null}
      <Consequences
        items={consequences.map(([id, icon]) => ({
          id,
          icon,
          text:
            id === 'readers' && readers.kind === 'circle'
              ? words('languages.add.circle', { name: readers.name, members: readers.members })
              : words(`languages.add.${id}`),
        }))}
      />
    </FormDialog>
  )
}
