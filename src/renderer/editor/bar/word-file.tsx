// The choices of a Word file: its paper, the version since which it shows changes, the comments in it,
// and the author whom it names.
import { useState } from 'react'
import { Paper, type ExportAuthors, type ExportChanges } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import { useAnswer } from '../../core-client.ts'
import { Checkbox, Notice, Select } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

export type ShownChanges = 'changes' | 'annotated'

const authorsOf: readonly ExportAuthors[] = ['group', 'numbered', 'names']

export function useWordFile(document: DocumentId) {
  const { value: stretches = [] } = useAnswer('history.list', { document }, ['documents.changed'])
  const versions = stretches
    .flatMap(({ version }) => (version?.standing === 'proven' ? [version] : []))
    .toReversed()
  const [chosen, setSince] = useState<string | null>(null)
  const [comments, setComments] = useState(true)
  const [authors, setAuthors] = useState<ExportAuthors>('group')
  const since = versions.find(({ id }) => id === chosen) ?? versions[0]
  const of = (shown: ShownChanges): ExportChanges | null => {
    if (shown === 'annotated') return { suggestions: true, comments: 'open', authors }
    return since ? { since: since.id, ...(comments && { comments: 'open' }), authors } : null
  }
  const [paper, setPaper] = useState<Paper>('a4')
  const chosenBy = { setSince, setComments, setAuthors, setPaper }
  return { versions, since, comments, authors, paper, of, ...chosenBy }
}

type Choices = ReturnType<typeof useWordFile>
/** `shown`: null for the text alone. */
type WordFileProps = { shown: ShownChanges | null; choices: Choices }

export function WordFileForm({ shown, choices }: WordFileProps) {
  const words = useWords()
  const { since, authors, setAuthors, paper, setPaper } = choices
  const isChanged = shown === 'annotated' || (shown === 'changes' && since !== undefined)
  return (
    <>
      {shown === 'annotated' ? <p>{words('editor.export.annotatedLead')}</p> : null}
      {shown === 'changes' ? <SinceForm {...choices} /> : null}
      {isChanged ? (
        <Select
          label={words('editor.export.authors')}
          hint={words('editor.export.authorsHint')}
          choices={authorsOf.map(id => ({ id, text: words(`editor.export.authors.${id}`) }))}
          value={authors}
          onChange={setAuthors}
        />
      ) : null}
      <Select
        label={words('editor.export.paper')}
        choices={Paper.options.map(id => ({ id, text: words(`editor.export.paper.${id}`) }))}
        value={paper}
        onChange={setPaper}
      />
    </>
  )
}

function SinceForm({ versions, since, setSince, comments, setComments }: Choices) {
  const words = useWords()
  if (!since) return null
  return (
    <>
      <Select
        label={words('editor.export.since')}
        hint={words('editor.export.sinceHint')}
        choices={versions.map(({ id, name }) => ({ id, text: name }))}
        value={since.id}
        onChange={setSince}
      />
      <Checkbox isSelected={comments} onChange={setComments}>
        {words('editor.export.comments')}
      </Checkbox>
      <Notice tone="warning">{words('editor.export.deleted', { name: since.name })}</Notice>
    </>
  )
}
