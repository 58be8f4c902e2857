// Restricting a paragraph, or making a restricted one: the circle, who keeps the words, and the
// view of all others from then on. Words that were shared already cannot be withdrawn, and the
// dialog does not claim it.
import { Eye, History, Link2, TextCursorInput, Undo2, UserRound } from 'lucide-react'
import { Failure } from '#shared/failure'
import type { Circle, Group, Readers, Restricted } from '#shared/contract'
import type { BlockKind } from '#document/model'
import type { BlockId, DocumentId, GroupId } from '#shared/ids'
import { useAnswer, useCore } from '../../shell/core-client.ts'
import { ConfirmDialog } from '../../shell/confirm-dialog.tsx'
import { useKeptChoice } from '../../shell/kept-choice.ts'
import { useNavigation } from '../../shell/router.ts'
import { type Consequence, Consequences, Notice, RadioChoice } from '../../ui/index.ts'
import { useWords, type Words } from '../../words/index.ts'

/**
 * The block of the cursor: to be restricted, as a heading with all below it, or to have a new
 * paragraph below it.
 */
export type Asked = {
  act: 'put' | 'section' | 'add'
  block: BlockId
  what: Restricted['what']
  /** The kind of a new paragraph. */
  kind: BlockKind
  /** As it is cited, of a figure its number; empty for none. */
  place: string
}

export type RestrictDialogProps = {
  document: DocumentId
  group: GroupId
  circles: readonly Circle[]
  asked: Asked
  onClose: () => void
}

export function RestrictDialog(props: RestrictDialogProps) {
  const { document, group, circles, asked, onClose } = props
  const core = useCore()
  const words = useWords()
  const { go } = useNavigation()
  const [circle, choose] = useKeptChoice(circles, ({ id }) => id)
  const { act, block, what, kind, place } = asked
  const isPut = act !== 'add'
  const readers = useAnswer('documents.get', { document }).value?.readers
  const { value: home } = useAnswer('groups.get', { group })
  const isAlone = readers?.kind === 'only-you'
  const name = circle?.name ?? ''

  const putAlone = async (to: GroupId): Promise<void> => {
    // The editor lets go of the document before it goes.
    go({ screen: 'documents' })
    const next = await core.call('restricted.put', {
      document,
      block,
      circle: to,
      section: act === 'section',
    })
    go({ screen: 'document', document: next.document, block })
  }

  // The dialog names those who keep the words before it asks anything.
  if (!readers || !home) return null
  const whyNot = circle
    ? undefined
    : words(circles.length > 0 ? 'ui.chooseAgain' : 'meetings.closedItem.noCircle')
  return (
    <ConfirmDialog
      danger={isPut && !isAlone}
      onClose={onClose}
      title={
        circle
          ? words(`restricted.${act}.title`, { what, place: place || 'none', name })
          : words('restricted.with')
      }
      act={words(`restricted.${act}.act`)}
      unavailable={whyNot}
      safe={words('restricted.safe')}
      done={words(`restricted.done.${act}`, { name })}
      onAct={async () => {
        if (!circle) throw new Failure('not-found')
        if (act === 'add')
          await core.call('restricted.add', { document, after: block, kind, circle: circle.id })
        else if (isAlone) await putAlone(circle.id)
        else
          await core.call('restricted.put', {
            document,
            block,
            circle: circle.id,
            section: act === 'section',
          })
      }}
    >
      {circles.length === 0 ? (
        <Notice>{whyNot}</Notice>
      ) : circles.length > 1 || !circle ? (
        <RadioChoice
          label={words('restricted.with')}
          value={circle?.id ?? null}
          onChange={choose}
          ways={circles.map(({ id, name: title, members }) => ({
            id,
            title,
            hint: words('restricted.circleHint', { members: members.length }),
          }))}
        />
      ) : null}
      {circle ? (
        <Consequences
          danger={isPut && !isAlone}
          items={consequencesOf(asked, { circle, readers, home }, words)}
        />
      ) : null}
    </ConfirmDialog>
  )
}

/** For whom: `circle` reads it, `readers` read the text of `home`. */
type Around = { circle: Circle; readers: Readers; home: Group }

function consequencesOf(
  { act, what }: Asked,
  { circle, readers, home }: Around,
  words: Words,
): Consequence[] {
  const section = act === 'section'
  const isAlone = readers.kind === 'only-you'
  const kept = act === 'add' ? 'add.keep' : isAlone ? 'put.alone' : 'put.keep'
  // The dialog names the contents of a paragraph, a figure or a table: it leaves no doubt about who
  // keeps them.
  const named = act === 'put' && what !== 'paragraph' ? (`.${what}` as const) : ''
  const values = { members: isAlone ? 1 : readers.members, group: home.name, what }
  const { name, members } = circle
  return [
    {
      id: 'read',
      icon: Eye,
      title: words('restricted.put.read.title', { members: members.length }),
      text: words(section ? 'restricted.section.read' : `restricted.put.read${named}`, { name }),
    },
    ...(section
      ? [{ id: 'later', icon: TextCursorInput, text: words('restricted.section.later') }]
      : []),
    { id: 'seen', icon: UserRound, text: words('restricted.put.seen') },
    {
      id: 'keep',
      icon: History,
      title: words(`restricted.${kept}.title`, { what }),
      text: words(
        kept === 'put.keep' ? `restricted.put.keep${named}` : `restricted.${kept}`,
        values,
      ),
    },
    ...(named === '.table'
      ? [{ id: 'references', icon: Link2, text: words('restricted.put.references') }]
      : []),
    ...(act === 'add' ? [] : [{ id: 'undo', icon: Undo2, text: words('restricted.put.undo') }]),
  ]
}
