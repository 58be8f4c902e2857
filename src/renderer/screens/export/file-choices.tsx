// Choices of a file that one document and several have: its paper, and how openly it names members.
import { Paper } from '#shared/contract'
import { Select } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import type { NamingChoice } from './choices.ts'

type PaperChoiceProps = { paper: Paper; setPaper: (paper: Paper) => void }

export function PaperChoice({ paper, setPaper }: PaperChoiceProps) {
  const words = useWords()
  return (
    <Select
      label={words('editor.export.paper')}
      size="small"
      choices={Paper.options.map(id => ({ id, text: words(`editor.export.paper.${id}`) }))}
      value={paper}
      onChange={setPaper}
    />
  )
}

const namings = ['chosen', 'role', 'none'] as const satisfies readonly NamingChoice[]

type NamingSelectProps = { naming: NamingChoice; setNaming: (naming: NamingChoice) => void }

export function NamingSelect({ naming, setNaming }: NamingSelectProps) {
  const words = useWords()
  return (
    <Select
      label={words('export.naming')}
      size="small"
      choices={namings.map(id => ({ id, text: words(`export.naming.${id}`) }))}
      value={naming}
      onChange={setNaming}
    />
  )
}
