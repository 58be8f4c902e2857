// Moves a document that only this device has to another group: as a copy without history, and the
// old one is deleted or stays, as is chosen here.
import { useState } from 'react'
import { Eye, FileX, History } from 'lucide-react'
import type { DocumentSummary } from '#shared/contract'
import { useAct, useAnswer, useCore } from '../../shell/core-client.ts'
import { useKeptChoice } from '../../shell/kept-choice.ts'
import { useNavigation } from '../../shell/router.ts'
import {
  Checkbox,
  Consequences,
  FormDialog,
  Notice,
  type Refusals,
  say,
  Select,
} from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { Carried } from './absent.tsx'

export type MoveDocumentProps = { document: DocumentSummary; onClose: () => void }

const consequences = [
  ['read', Eye],
  ['without', History],
  ['old', FileX],
] as const

const refusals: Refusals = {
  'text-unsettled': 'documents.move.unsettled',
  'has-translations': 'documents.move.translations',
  'figure-missing': 'documents.move.figures',
  'not-permitted': 'documents.move.withheld',
  'not-found': 'documents.move.meanwhile',
}

export function MoveDocument({ document, onClose }: MoveDocumentProps) {
  const core = useCore()
  const words = useWords()
  const { place, go, chooseGroup } = useNavigation()
  const { value: all } = useAnswer('groups.list', undefined, ['groups.changed'])
  const groups = (all ?? []).filter(({ id, state }) => id !== document.group && state === 'active')
  const [keep, setKeep] = useState(false)
  const [group, choose] = useKeptChoice(groups, ({ id }) => id)
  const name = group?.name ?? ''
  const move = useAct(async () => {
    if (!group) return
    const isOpen = place.screen === 'document' && place.document === document.id
    // The editor lets go of the document before it goes.
    if (isOpen) go({ screen: 'documents' })
    const moved = await core.call('documents.move', {
      document: document.id,
      group: group.id,
      keep,
    })
    onClose()
    chooseGroup(group.id)
    go({ screen: 'document', document: moved })
    say(words('documents.move.done', { name }))
  })
  return (
    <FormDialog
      title={words('documents.move.title', { title: document.title })}
      lead={words('documents.move.lead')}
      act={words('documents.move.act')}
      reason={
        all && !group
          ? words(groups.length > 0 ? 'ui.chooseAgain' : 'documents.move.none')
          : undefined
      }
      work={move}
      refusals={refusals}
      isComing={all === undefined}
      onClose={onClose}
    >
      {groups.length > 0 ? (
        <Select
          label={words('documents.move.group')}
          choices={groups.map(({ id, name: text }) => ({ id, text }))}
          value={group?.id ?? null}
          onChange={choose}
        />
      ) : all ? (
        <Notice>{words('documents.move.none')}</Notice>
      ) : null}
      <Consequences
        items={consequences.flatMap(([id, icon]) =>
          id === 'old' && keep ? [] : [{ id, icon, text: words(`documents.move.${id}`) }],
        )}
      />
      <Checkbox isSelected={keep} onChange={setKeep} hint={words('documents.move.keepHint')}>
        {words('documents.move.keep')}
      </Checkbox>
      <Carried document={document.id} />
    </FormDialog>
  )
}
