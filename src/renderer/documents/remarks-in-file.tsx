// The choice about tracked changes and comments of a word processor's file.
import type { ImportChanges, ImportComments } from '#shared/contract'
import { Select } from '../ui/index.ts'
import { useWords } from '../words/index.ts'

export type RemarksChoice = { changes: ImportChanges; comments: ImportComments }

export const keptRemarks: RemarksChoice = { changes: 'suggestions', comments: 'threads' }

/** Files with these endings can have changes and comments. */
export const hasRemarks = (name: string): boolean =>
  /\.(?:docx|docm|dotx|dotm|odt|ott)$/i.test(name)

type RemarksInFileProps = { value: RemarksChoice; onChange: (value: RemarksChoice) => void }

export function RemarksInFile({ value, onChange }: RemarksInFileProps) {
  const words = useWords()
  return (
    <>
      <Select
        label={words('documents.import.changes')}
        value={value.changes}
        onChange={changes => onChange({ ...value, changes })}
        choices={(['suggestions', 'accepted', 'rejected'] as const).map(id => ({
          id,
          text: words(`documents.import.changes.${id}`),
        }))}
      />
      <Select
        label={words('documents.import.comments')}
        value={value.comments}
        onChange={comments => onChange({ ...value, comments })}
        choices={(['threads', 'left-out'] as const).map(id => ({
          id,
          text: words(`documents.import.comments.${id}`),
        }))}
      />
    </>
  )
}
