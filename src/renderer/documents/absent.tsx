// Pictures and files of a text that have not arrived on this device, each by its name: no copy can have
// them, and to seal the text would lose them.
import type { BlockId, DocumentId } from '#shared/ids'
import { useAnswer } from '../core.ts'
import { useGo } from '../place.ts'
import { Button, Notice } from '../ui/index.ts'
import { useWords } from '../words/index.ts'

export type Absent = {
  /** "Figure 3 (“Districts visited”)", and names of files. */
  names: string[]
  /** The first figure among them. */
  block: BlockId | null
  /** Files that are here and go along. */
  files: string[]
  /** Files for which there is no place. */
  left: string[]
}

const told = ['documents.changed'] as const

export function useAbsent(document: DocumentId): Absent {
  const words = useWords()
  const { value: figures = [] } = useAnswer('figures.list', { document }, told)
  const { value: attached } = useAnswer('attachments.list', { document }, told)
  const files = attached?.files ?? []
  const lacking = figures.filter(({ isHere }) => !isHere)
  const figureNames = lacking.map(({ number, caption }) =>
    caption === '' ? number : words('documents.absent.figure', { number, caption }),
  )
  const going = files.filter(({ goesAlong }) => goesAlong)
  const fileNames = going.filter(({ isHere }) => !isHere).map(({ name }) => name)
  return {
    names: [...figureNames, ...fileNames.map(name => words('documents.absent.file', { name }))],
    block: lacking.find(({ block }) => block !== null)?.block ?? null,
    files: going.filter(({ isHere }) => isHere).map(({ name }) => name),
    left: files.filter(({ goesAlong }) => !goesAlong).map(({ name }) => name),
  }
}

/** Names that anyone reads; how many more there are is said. */
const mostNamed = 5

export function useNamesOf({ names }: Pick<Absent, 'names'>): { count: number; what: string } {
  const words = useWords()
  const more = names.length - mostNamed
  const named = names.slice(0, mostNamed)
  const all = more > 0 ? [...named, words('documents.absent.more', { count: more })] : named
  return { count: names.length, what: words.list(all) }
}

/** Files that have no place in a copy or a sealed text: the notice says so before. */
export function LeftBehind({ names }: { names: string[] }) {
  const words = useWords()
  const left = useNamesOf({ names })
  return left.count === 0 ? null : (
    <Notice tone="warning">{words('documents.absent.left', left)}</Notice>
  )
}

/** What goes along with a copy, and what cannot. */
export function Carried({ document }: { document: DocumentId }) {
  const words = useWords()
  const absent = useAbsent(document)
  const lacking = useNamesOf(absent)
  const going = useNamesOf({ names: absent.files })
  return (
    <>
      {going.count === 0 ? null : <p className="small">{words('documents.carried', going)}</p>}
      {lacking.count === 0 ? null : (
        <Notice tone="warning">{words('documents.absent.copy', lacking)}</Notice>
      )}
      <LeftBehind names={absent.left} />
    </>
  )
}

/** Why a text cannot be sealed yet, with the way to the figure that would have to go. */
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
  const { block } = absent
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
      {words('documents.absent.seal', useNamesOf(absent))}
    </Notice>
  )
}
