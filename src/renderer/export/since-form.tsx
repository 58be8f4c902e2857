// The two texts between which a file shows the changes.
import { ArrowRight } from 'lucide-react'
import type { Leaving } from '#shared/contract'
import { Icon, Notice, Select } from '../ui/index.ts'
import { useWords } from '../words/index.ts'
import type { Choices } from './choices.ts'

type SinceFormProps = { choices: Choices; leaving: Leaving | undefined }

export function SinceForm({ choices, leaving }: SinceFormProps) {
  const words = useWords()
  const { versions, since, setSince, lacksVersion } = choices
  if (lacksVersion) return <Notice>{words('editor.export.noVersion')}</Notice>
  if (!since) return null
  const { count = 0, paragraphs = 0 } = leaving?.changes ?? {}
  return (
    <section className="since-form">
      <div className="since-ends">
        <Select
          label={words('export.from')}
          choices={versions.map(({ id, name }) => ({ id, text: name }))}
          value={since.id}
          onChange={setSince}
        />
        <Icon of={ArrowRight} />
        <Select
          label={words('export.to')}
          choices={[{ id: 'now', text: words('export.to.now') }]}
          value="now"
          onChange={() => {}}
          isDisabled
        />
      </div>
      <p className="small muted">
        {leaving === undefined
          ? null
          : count === 0
            ? words('export.changes.none')
            : words('export.changes.count', { count, paragraphs })}
      </p>
    </section>
  )
}
