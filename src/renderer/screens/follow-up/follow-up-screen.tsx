// Work that is left after meetings and decisions: action items, and recommendations with the replies
// to them.
import { useState } from 'react'
import { FileInput } from 'lucide-react'
import type { FiledReply, GroupSummary } from '#shared/contract'
import { useAnswer } from '../../shell/core-client.ts'
import { HandOverTab } from '../hand-over/hand-over-tab.tsx'
import { useMembers } from '../meetings/members.ts'
import { Button, FailureNotice, Tabs } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { ActionItems } from './action-items.tsx'
import { type Filing, RecommendationsTab } from './recommendations.tsx'
import './follow-up.css'

type Tab = 'actions' | 'recommendations' | 'hand-over'
const told = ['documents.changed', 'decisions.changed', 'groups.changed'] as const

export function FollowUpScreen({ group }: { group: GroupSummary }) {
  const words = useWords()
  const members = useMembers(group.id)
  const [tab, setTab] = useState<Tab>('actions')
  const [chosen, setChosen] = useState<string | null>(null)
  const [filing, setFiling] = useState<Filing | null>(null)
  const input = { group: group.id }
  const actions = useAnswer('actions.list', input, told, { pause: 500 })
  const texts = useAnswer('recommendations.list', input, told, { pause: 500 })
  const text = texts.value?.find(({ document }) => document === chosen) ?? texts.value?.[0]
  const file = (instead: FiledReply | null): void => {
    if (!text) return
    setChosen(text.document)
    setFiling({ document: text.document, instead })
  }
  return (
    <div className="screen follow-up">
      <header className="screen-head">
        <h1 className="grow">{words('follow-up.title')}</h1>
        {tab === 'recommendations' && text?.maySay ? (
          <Button icon={FileInput} onPress={() => file(null)}>
            {words('follow-up.file')}
          </Button>
        ) : null}
      </header>
      <FailureNotice of={actions.failure ?? texts.failure} />
      <Tabs<Tab>
        label={words('follow-up.title')}
        value={tab}
        onChange={setTab}
        tabs={[
          {
            id: 'actions',
            text: words('follow-up.actions'),
            ...(actions.value
              ? { count: actions.value.filter(({ state }) => state === 'open').length }
              : {}),
            panel: actions.value ? <ActionItems items={actions.value} members={members} /> : null,
          },
          {
            id: 'recommendations',
            text: words('follow-up.recommendations'),
            ...(texts.value ? { count: texts.value.length } : {}),
            panel: texts.value ? (
              <RecommendationsTab
                texts={texts.value}
                group={group.id}
                members={members}
                chosen={text}
                onChoose={({ document }) => setChosen(document)}
                filing={filing}
                onFile={file}
                onFiled={() => setFiling(null)}
              />
            ) : null,
          },
          {
            id: 'hand-over',
            text: words('hand-over.tab'),
            panel:
              actions.value && texts.value ? (
                <HandOverTab
                  group={group}
                  members={members}
                  actions={actions.value}
                  texts={texts.value}
                />
              ) : null,
          },
        ]}
      />
    </div>
  )
}
