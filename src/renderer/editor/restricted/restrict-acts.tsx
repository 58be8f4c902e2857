// Restricts the paragraph, figure or table with the caret, or makes a restricted one below it: acts of the tools above the
// page and of the palette, for who writes in a circle.
import { type ReactNode, useMemo, useState } from 'react'
import { LockKeyhole, Rows3, SquarePlus } from 'lucide-react'
import { isBlockId, newBlockId } from '#document/ids'
import { insertRestricted, sectionEnd } from '#document/restricted'
import { harmToKept } from '#document/undo'
import type { DocumentId, GroupId } from '#shared/ids'
import { type MenuGroup, say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import {
  keptLines,
  REFUSED_SETTLED_COMMAND,
  type RefusedHow,
  settledAs,
} from '../blocks/settled-state.ts'
import { type PageBlock, usePageState } from '../page/page-state.ts'
import type { Bound } from '../page/use-binding.ts'
import { random } from '../../random.ts'
import { type Asked, RestrictDialog } from './restrict-dialog.tsx'
import { useOwnCircles } from './restricted-state.ts'

export type RestrictActs = { groups: readonly MenuGroup[]; asking: ReactNode }

const none: readonly MenuGroup[] = []

/** Its words would leave a line that was decided. */
const takesSettled = ({ id, withheld }: PageBlock): boolean =>
  !withheld && isBlockId(id) && settledAs(id) !== null

/** The harm of a new paragraph there to lines that were decided: core asks the same before it writes one. */
const harmOf = ({ binder }: Bound, document: DocumentId, { block, kind }: Asked) =>
  harmToKept(binder.binding.doc, keptLines(), copy =>
    insertRestricted(copy, block, { id: newBlockId(random), kind, ref: document }, random),
  )

/** `group` null: what is a circle's already is not for a part of it. */
export function useRestrictActs(
  document: DocumentId,
  group: GroupId | null,
  bound: Bound | null,
): RestrictActs {
  const words = useWords()
  const page = usePageState()
  const circles = useOwnCircles(group)
  const [asked, setAsked] = useState<Asked | null>(null)
  const isOffered = circles.length > 0
  const groups = useMemo((): readonly MenuGroup[] => {
    const ask = (act: Asked['act']) => (): void => {
      const { blocks, current } = page.snapshot()
      const found = blocks.find(({ id }) => id === current)
      if (!found || !isBlockId(found.id) || found.kind === 'pagebreak')
        return say(words('restricted.none'))
      const { id: block, kind, number } = found
      const at = blocks.indexOf(found)
      const end = { put: at + 1, section: sectionEnd(blocks, at), add: at }[act]
      if (end === null) return say(words('restricted.noHeading'))
      const refuse = (how?: RefusedHow): void =>
        void bound?.editor.dispatchCommand(REFUSED_SETTLED_COMMAND, how)
      if (blocks.slice(at, end).some(takesSettled)) return refuse()
      const isFigure = kind === 'figure'
      const what = found.cell ? 'table' : isFigure ? 'figure' : 'paragraph'
      const place = isFigure ? number : found.place
      // A new one below a figure is a paragraph.
      const wanted: Asked = { act, block, what, place, kind: isFigure ? 'paragraph' : kind }
      const harm = act === 'add' && bound ? harmOf(bound, document, wanted) : null
      if (harm !== null) return refuse(harm === 'lines' ? undefined : harm)
      setAsked(wanted)
    }
    const acts = [
      {
        id: 'restrict',
        icon: LockKeyhole,
        text: words('restricted.put'),
        hint: words('restricted.put.hint'),
        onAct: ask('put'),
      },
      {
        id: 'restrict-section',
        icon: Rows3,
        text: words('restricted.section'),
        hint: words('restricted.section.hint'),
        onAct: ask('section'),
      },
      {
        id: 'restricted',
        icon: SquarePlus,
        text: words('restricted.add'),
        hint: words('restricted.add.hint'),
        onAct: ask('add'),
      },
    ]
    return isOffered ? [{ title: words('restricted.tool'), acts }] : none
  }, [words, page, bound, document, isOffered])
  return {
    groups,
    asking:
      asked && group ? (
        <RestrictDialog
          document={document}
          group={group}
          circles={circles}
          asked={asked}
          onClose={() => setAsked(null)}
        />
      ) : null,
  }
}
