// Step 2 of creating: the group's name, level and language, and how the person is called in it.
import { useState } from 'react'
import type { Language, Level } from '#shared/contract'
import type { GroupId } from '#shared/ids'
import { useAct, useCore } from '../../shell/core-client.ts'
import { RadioChoice, Select, TextField } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { documentLanguages } from '../documents/kinds.ts'
import { StepForm } from './step-form.tsx'

const levels: readonly Level[] = ['global', 'regional', 'country']

export type CreateGroupProps = {
  onBack: () => void
  /** "Step 2 of 2"; absent when a further group is created. */
  step?: string
  onDone?: (group: GroupId, name: string) => void
}

export function CreateGroup({ onBack, step, onDone }: CreateGroupProps) {
  const core = useCore()
  const words = useWords()
  const [name, setName] = useState('')
  const [handle, setHandle] = useState('')
  const [level, setLevel] = useState<Level>('global')
  const [language, setLanguage] = useState<Language>('en')
  const create = useAct(async () => {
    const group = await core.call('groups.create', { name, handle, level, language })
    onDone?.(group, name)
  })
  const reason =
    name.trim() === ''
      ? words('start.create.nameNeeded')
      : handle.trim() === ''
        ? words('start.handleNeeded')
        : undefined
  return (
    <StepForm
      step={step}
      title={words('start.create.heading')}
      failure={create.failure}
      reason={reason}
      act={words('start.create.act')}
      busy={create.busy}
      onAct={() => void create.run()}
      onBack={onBack}
    >
      <TextField
        label={words('start.create.name')}
        value={name}
        onChange={setName}
        maxLength={120}
        hint={words('start.create.nameHint')}
      />
      <RadioChoice
        label={words('start.create.level')}
        columns={3}
        value={level}
        onChange={setLevel}
        ways={levels.map(each => ({ id: each, title: words(`start.level.${each}`) }))}
      />
      <Select
        label={words('start.create.language')}
        value={language}
        onChange={setLanguage}
        choices={documentLanguages(words)}
      />
      <TextField
        label={words('start.handle')}
        hint={words('start.handleHint')}
        value={handle}
        onChange={setHandle}
        maxLength={40}
      />
    </StepForm>
  )
}
