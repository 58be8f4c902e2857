// What is wrong with the group as a whole: what happened, what is safe, what to do.
import type { Group } from '#shared/contract'
import { Notice } from '../ui/index.ts'
import { type MessageId, useWords } from '../words/index.ts'

type Warning = Group['warnings'][number]

const sentences: Record<Warning, { title: MessageId; text: MessageId }> = {
  'archive-exists-twice': { title: 'members.warning.twice.title', text: 'members.warning.twice' },
  'replicas-differ': { title: 'members.warning.differ.title', text: 'members.warning.differ' },
  'records-unknown': { title: 'members.warning.newer.title', text: 'members.warning.newer' },
}

export function Warnings({ warnings }: { warnings: Warning[] }) {
  const words = useWords()
  return warnings.map(warning => (
    <Notice key={warning} tone="warning" title={words(sentences[warning].title)}>
      {words(sentences[warning].text)}
    </Notice>
  ))
}
