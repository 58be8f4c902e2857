// Pictures and files of a text that have not arrived on this device, or for which there is no room beside
// another one, each by its name: no copy can have them, and to erase its history would lose them.
import type { EntryId } from '#document/ids'
import type { BlockId, DocumentId } from '#shared/ids'
import { useAnswer } from '../../shell/core-client.ts'
import { useGo } from '../../shell/router.ts'
import { Button, Notice } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

export type Absent = {
  /** Content that has not arrived: "Figure 3 (“Districts visited”)", and names of files. */
  lacking: { figures: string[]; files: string[] }
  /** The same of what is here, for which there is no room. */
  left: { figures: string[]; files: string[] }
  /** The first figure that does not go along. */
  block: BlockId | null
  /** Files that go along. */
  files: string[]
  /** Files that do not. */
  leaves: EntryId[]
}

const told = ['documents.changed'] as const

/** For a copy, without exact texts: these stay with the acts that name them. */
export function useAbsent(document: DocumentId, isCopy = false): Absent {
  const words = useWords()
  const { value: figures = [] } = useAnswer('figures.list', { document }, told)
  const { value: attached } = useAnswer('attachments.list', { document, isCopy }, told)
  // Attachments of a circle lie beside its own text.
  const files = (attached?.files ?? []).filter(
    ({ circle, isExactText }) => circle === null && !(isCopy && isExactText),
  )
  const without = {
    figures: figures.filter(({ goesAlong }) => !goesAlong),
    files: files.filter(({ goesAlong }) => !goesAlong),
  }
  const namesOf = (isHere: boolean): Absent['left'] => ({
    figures: without.figures
      .filter(figure => figure.isHere === isHere)
      .map(({ number, caption }) =>
        caption === '' ? number : words('documents.absent.figure', { number, caption }),
      ),
    files: without.files
      .filter(file => file.isHere === isHere)
      .map(({ name }) => words('documents.absent.file', { name })),
  })
  return {
    lacking: namesOf(false),
    left: namesOf(true),
    block: without.figures.find(({ block }) => block !== null)?.block ?? null,
    files: files.filter(({ goesAlong }) => goesAlong).map(({ name }) => name),
    leaves: without.files.map(({ id }) => id),
  }
}

/** Names that anyone reads; how many more there are is said. */
const mostNamed = 5

function useNamesOf({ names }: { names: readonly string[] }): { count: number; what: string } {
  const words = useWords()
  const more = names.length - mostNamed
  const named = names.slice(0, mostNamed)
  const all = more > 0 ? [...named, words('documents.absent.more', { count: more })] : named
  return { count: names.length, what: words.list(all) }
}

/**
 * Content that is here and has no room beside a copy or a retired text: the notice says so before.
 */
export function LeftBehind({ left: { figures, files } }: Pick<Absent, 'left'>) {
  const words = useWords()
  const left = useNamesOf({ names: [...figures, ...files] })
  return left.count === 0 ? null : (
    <Notice tone="warning">{words('documents.absent.left', left)}</Notice>
  )
}

/** Content that goes along with a copy, and content that cannot. */
export function Carried({ document }: { document: DocumentId }) {
  const words = useWords()
  const absent = useAbsent(document, true)
  const lacking = useNamesOf({ names: [...absent.lacking.figures, ...absent.lacking.files] })
  const going = useNamesOf({ names: absent.files })
  return (
    <>
      {going.count === 0 ? null : <p className="small">{words('documents.carried', going)}</p>}
      {lacking.count === 0 ? null : (
        <Notice tone="warning">{words('documents.absent.copy', lacking)}</Notice>
      )}
      <LeftBehind left={absent.left} />
    </>
  )
}

/** Files that have not arrived, and that are lost everywhere once the text is retired. */
export function LostFiles({ lacking }: Pick<Absent, 'lacking'>) {
  const words = useWords()
  const lost = useNamesOf({ names: lacking.files })
  return lost.count === 0 ? null : (
    <Notice tone="warning">{words('documents.absent.lost', lost)}</Notice>
  )
}

/** Why the history of a text cannot be erased yet, or not with all pictures, with the way to the figure that would have to go. */
export function KeepsFromSealing({
  document,
  absent,
  onGo,
}: {
  document: DocumentId
  absent: Absent
  onGo: () => void
}) {
  const words = useWords()
  const go = useGo()
  const { block, lacking, left } = absent
  const absentFigures = useNamesOf({ names: lacking.figures })
  const others = useNamesOf({ names: left.figures })
  if (absentFigures.count + others.count === 0) return null
  const show = (): void => {
    onGo()
    if (block !== null) go({ screen: 'document', document, block })
  }
  return (
    <Notice
      tone="error"
      action={
        block === null ? undefined : (
          <Button size="small" onPress={show}>
            {words('documents.absent.show')}
          </Button>
        )
      }
    >
      {absentFigures.count > 0
        ? words('documents.absent.eraseHistory', absentFigures)
        : words('documents.absent.room', others)}
    </Notice>
  )
}
