// The choice about tracked changes and comments of a word processor's file.
import type { RemarksChoice } from '#shared/contract'
import { Select } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

type RemarksInFileProps = { value: RemarksChoice; onChange: (value: RemarksChoice) => void }

export function RemarksInFile({ value, onChange }: RemarksInFileProps) {
  const words = useWords()
  return (
    <>
      <Select
        label={words('import.changes')}
        value={value.changes}
        onChange={changes => onChange({ ...value, changes })}
        choices={(['suggestions', 'accepted', 'rejected'] as const).map(id => ({
          id,
          text: words(`import.changes.${id}`),
        }))}
      />
      <Select
        label={words('import.comments')}
        value={value.comments}
        onChange={comments => onChange({ ...value, comments })}
        choices={(['threads', 'left-out'] as const).map(id => ({
          id,
          text: words(`import.comments.${id}`),
        }))}
      />
    </>
  )
}
