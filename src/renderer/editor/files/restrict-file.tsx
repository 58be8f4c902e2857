// Giving a file to the circle that reads a text of the page, and giving it back to all: who gets it and who
// keeps it is said before either is done.
import { useState } from 'react'
import { Eye, History } from 'lucide-react'
import type { AttachedFile, DocumentSummary, Restricted } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import { useAnswer, useCore } from '../../shell/core-client.ts'
import { useNavigation } from '../../shell/router.ts'
import { ConfirmDialog } from '../../shell/confirm-dialog.tsx'
import { Consequences, RadioChoice } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

/** A text that is shown in the page to this member. */
export type TextHere = Restricted & { text: DocumentId; circle: NonNullable<Restricted['circle']> }

/**
 * Texts that a file can be given with: of those of one circle that follow each other, as in an annex, the
 * first.
 */
export const textsHere = (restricted: readonly Restricted[]): TextHere[] => {
  const open = restricted.filter(
    (each): each is TextHere =>
      each.is === 'open' && each.writes && each.text !== null && each.circle !== null,
  )
  return open.filter((each, at) => {
    const before = open[at - 1]
    return before?.index !== each.index - 1 || before.circle.id !== each.circle.id
  })
}

type Props = { summary: DocumentSummary; file: AttachedFile; onClose: () => void }

const membersOf = ({ readers }: DocumentSummary): number =>
  readers.kind === 'only-you' ? 1 : readers.members

export function RestrictFile({ summary, file, texts, onClose }: Props & { texts: TextHere[] }) {
  const core = useCore()
  const words = useWords()
  const { go } = useNavigation()
  const { value: group } = useAnswer('groups.get', { group: summary.group })
  const [chosen, setChosen] = useState(texts[0]?.text)
  const to = texts.find(({ text }) => text === chosen)
  const { id: document } = summary
  const isAlone = summary.readers.kind === 'only-you'
  if (!to || !group) return null
  const { name: circle, members } = to.circle
  const kept = isAlone ? 'alone' : 'keep'
  return (
    <ConfirmDialog
      danger={!isAlone}
      onClose={onClose}
      title={words('attachments.restrict.title', { name: file.name, circle })}
      act={words('attachments.restrict.act')}
      done={words('attachments.restricted', { name: file.name, circle: to.circle.name })}
      onAct={async () => {
        const wanted = { document, attachment: file.id, text: to.text }
        // The editor lets go of a draft before it goes.
        if (isAlone) go({ screen: 'documents' })
        const next = await core.call('attachments.restrict', wanted)
        if (isAlone) go({ screen: 'document', document: next })
      }}
    >
      {texts.length > 1 ? (
        <RadioChoice
          label={words('attachments.restrict.where')}
          value={to.text}
          onChange={setChosen}
          ways={texts.map(({ text, what, place, circle: of }) => ({
            id: text,
            title: words('attachments.restrict.place', { what, place: place || 'none' }),
            hint: words('restricted.mark', of),
          }))}
        />
      ) : null}
      <Consequences
        danger={!isAlone}
        items={[
          {
            id: 'read',
            icon: Eye,
            title: words('restricted.put.read.title', { members }),
            text: words('attachments.restrict.read', { circle }),
          },
          {
            id: 'keep',
            icon: History,
            title: words(`attachments.restrict.${kept}.title`),
            text: words(`attachments.restrict.${kept}`, {
              members: membersOf(summary),
              group: group.name,
            }),
          },
        ]}
      />
    </ConfirmDialog>
  )
}

export function UnrestrictFile({ summary, file, onClose }: Props) {
  const core = useCore()
  const words = useWords()
  const isAlone = summary.readers.kind === 'only-you'
  return (
    <ConfirmDialog
      danger={!isAlone}
      onClose={onClose}
      title={words('attachments.show.title', { name: file.name })}
      act={words('attachments.show.act')}
      onAct={() => core.call('attachments.lift', { document: summary.id, attachment: file.id })}
    >
      <p>
        {words(isAlone ? 'attachments.show.alone' : 'attachments.show.text', {
          members: membersOf(summary),
        })}
      </p>
    </ConfirmDialog>
  )
}
