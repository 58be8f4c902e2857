// The document whose text is put to a decision, by a few letters of its title.
import { Scale } from 'lucide-react'
import type { GroupSummary } from '#shared/contract'
import { QuickPick } from '../../../shell/commands/quick-pick.tsx'
import { useAnswer } from '../../../shell/core-client.ts'
import { kindName } from '../../documents/kinds.ts'
import { useGo } from '../../../shell/router.ts'
import { useWords } from '../../../words/index.ts'

const plain = (text: string): string => text.normalize('NFKD').toLocaleLowerCase()

export function ChooseText({ group, onClose }: { group: GroupSummary; onClose: () => void }) {
  const words = useWords()
  const go = useGo()
  const { value } = useAnswer('documents.list', { group: group.id }, ['documents.changed'])
  const shared = (value ?? []).filter(({ readers }) => readers.kind !== 'only-you')
  return (
    <QuickPick
      onClose={onClose}
      label={words('decisions.choose')}
      placeholder={words('decisions.choose')}
      icon={Scale}
      picksFor={typed =>
        shared
          .filter(({ title }) => plain(title).includes(plain(typed)))
          .map(({ id, title, kind }) => ({ id, mark: kindName(kind, words), text: title }))
      }
      none={() => words('decisions.choose.none')}
      onPick={id => {
        onClose()
        go({ screen: 'ask', document: id })
      }}
    />
  )
}
