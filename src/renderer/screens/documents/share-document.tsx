// Sharing a document with the group or a circle of it: who will read it, what they get, and that it
// cannot be undone.
import type { Circle, DocumentSummary, GroupSummary } from '#shared/contract'
import { Eye, History, Undo2 } from 'lucide-react'
import { useAnswer, useCore } from '../../shell/core-client.ts'
import { useKeptChoice } from '../../shell/kept-choice.ts'
import { useNavigation } from '../../shell/router.ts'
import { ConfirmDialog } from '../../shell/confirm-dialog.tsx'
import { StillOpen } from '../export/still-open.tsx'
import { Consequences, Notice, RadioChoice, say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

export type ShareDocumentProps = {
  group: GroupSummary
  document: DocumentSummary
  onClose: () => void
}

const consequences = [
  ['read', Eye],
  ['later', History],
  ['final', Undo2],
] as const

export function ShareDocument({ group, document, onClose }: ShareDocumentProps) {
  const core = useCore()
  const words = useWords()
  const { place, go } = useNavigation()
  const circles = useAnswer('circles.list', { group: group.id }, ['groups.changed']).value ?? []
  const mine = circles.filter(({ role }) => role === 'convener' || role === 'member')
  // A member outside the plenary shares nothing with the group, because the member could not read
  // it.
  const cards = [
    ...(group.outside ? [] : [{ id: group.id, title: group.name }]),
    ...mine.map(({ id, name, members: of }) => ({
      id,
      title: name,
      hint: words('documents.share.circleHint', { members: of.length }),
    })),
  ]
  const [audience, choose] = useKeptChoice(cards, ({ id }) => id)
  const circle = mine.find(({ id }) => id === audience?.id)
  const whyNot = audience
    ? undefined
    : words(cards.length > 0 ? 'ui.chooseAgain' : 'documents.share.outside')
  const readers = group.members > group.readers.members ? 'some' : 'all'
  const { value: stretches = [] } = useAnswer('history.list', { document: document.id })
  const versions = stretches.filter(({ version }) => version !== null).length
  const members = circle?.members.length ?? (audience ? group.readers.members : 1)
  const shareWithCircle = async ({ id, name }: Circle): Promise<void> => {
    const isOpen = place.screen === 'document' && place.document === document.id
    // The editor lets go of the document before it goes.
    if (isOpen) go({ screen: 'documents' })
    const next = await core.call('circles.share', { circle: id, document: document.id })
    say(words('documents.share.doneCircle', { name }))
    if (isOpen) go({ screen: 'document', document: next })
  }
  return (
    <ConfirmDialog
      onClose={onClose}
      title={
        audience
          ? words(circle ? 'documents.share.titleCircle' : 'documents.share.title', {
              title: document.title,
              name: audience.title,
            })
          : words('documents.share.with')
      }
      act={words('documents.share.act', { members })}
      unavailable={whyNot}
      safe={words('documents.share.safe')}
      onAct={async () => {
        if (circle) return shareWithCircle(circle)
        await core.call('documents.share', { document: document.id })
        say(words('documents.share.done'))
      }}
    >
      {cards.length === 0 ? (
        <Notice>{whyNot}</Notice>
      ) : mine.length > 0 || !audience ? (
        <RadioChoice
          label={words('documents.share.with')}
          value={audience?.id ?? null}
          onChange={choose}
          ways={cards}
        />
      ) : null}
      {audience ? (
        <Consequences
          items={consequences.map(([id, icon]) => ({
            id,
            icon,
            text: words(circle ? `documents.share.circle.${id}` : `documents.share.${id}`, {
              members,
              readers,
              group: group.name,
              name: circle?.name ?? '',
            }),
          }))}
        />
      ) : null}
      {circle?.follows ? (
        <Notice>{words('documents.share.circle.addsNew', { name: circle.name })}</Notice>
      ) : null}
      {audience ? <StillOpen document={document.id} /> : null}
      {circle || !audience || versions === 0 ? null : (
        <Notice>{words('documents.share.versions', { versions })}</Notice>
      )}
    </ConfirmDialog>
  )
}
