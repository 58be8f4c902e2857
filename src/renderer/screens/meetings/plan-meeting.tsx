// A new meeting is a new agenda, seen by this member alone until it is circulated.
import { useState } from 'react'
import { ListPlus, Lock } from 'lucide-react'
import type { GroupSummary } from '#shared/contract'
import { useAct, useCore } from '../../shell/core-client.ts'
import { documentLanguages } from '../documents/kinds.ts'
import { useGo } from '../../shell/router.ts'
import { Consequences, FormDialog, Select, TextField } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

export function PlanMeeting({ group, onClose }: { group: GroupSummary; onClose: () => void }) {
  const words = useWords()
  const core = useCore()
  const go = useGo()
  const [title, setTitle] = useState('')
  const [language, setLanguage] = useState(group.language)
  const plan = useAct(async () => {
    const { agenda } = await core.call('meetings.create', { group: group.id, title, language })
    onClose()
    go({ screen: 'meeting', agenda })
  })
  return (
    <FormDialog
      title={words('meetings.plan')}
      act={words('meetings.plan.act')}
      reason={title.trim() === '' ? words('meetings.plan.missing') : undefined}
      work={plan}
      onClose={onClose}
    >
      <TextField
        label={words('meetings.plan.title')}
        autoFocus
        maxLength={300}
        value={title}
        onChange={setTitle}
      />
      <Select
        label={words('meetings.plan.language')}
        value={language}
        onChange={setLanguage}
        choices={documentLanguages(words)}
      />
      <Consequences
        items={[
          { id: 'alone', icon: Lock, text: words('meetings.plan.alone') },
          { id: 'first', icon: ListPlus, text: words('meetings.plan.first') },
        ]}
      />
    </FormDialog>
  )
}
