// The two texts between which a file shows the changes.
import { ArrowRight } from 'lucide-react'
import type { Leaving } from '#shared/contract'
import { Icon, Notice, Select } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import type { Choices } from './choices.ts'

type SinceFormProps = { choices: Choices; leaving: Leaving | undefined }

/** No version has this id. */
const now = 'now'

export function SinceForm({ choices, leaving }: SinceFormProps) {
  const words = useWords()
  const { versions, since, setSince, ends, until, setUntil, lacksVersion } = choices
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
          choices={[
            { id: now, text: words('export.to.now') },
            ...ends.map(({ id, name }) => ({ id, text: name })),
          ]}
          value={until?.id ?? now}
          onChange={id => setUntil(id === now ? null : id)}
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
