// Work that goes on while a document is open, whether or not the panel is: core is asked for the
// authors of amendments and suggestions, words that two people accepted apart are in the text once,
// and keys go from one open point to the next. Shows nothing.
import { useEffect } from 'react'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { dropDoubled, paragraphClients } from '#document/review/suggestions'
import type { DocumentId } from '#shared/ids'
import type * as Y from 'yjs'
import type { Right } from '#shared/contract'
import { keysOf } from '../../../shell/commands/keys.ts'
import { useOffer } from '../../../shell/commands/offered.ts'
import { always, useKeys } from '../../../shell/commands/use-keys.ts'
import { useWords } from '../../../words/index.ts'
import { useMembers } from '../comments/use-authors.ts'
import { useComments, useRemarks } from '../comments/comments-state.ts'
import { usePageState } from '../../page/page-state.ts'
import { useAmendments, useAmendmentsView } from './amendments-state.ts'
import { nextPoint } from './points.ts'

type KeepAmendmentsProps = { document: DocumentId; doc: Y.Doc; rights: ReadonlySet<Right> }

export function KeepAmendments({ document, doc, rights }: KeepAmendmentsProps) {
  const state = useAmendments()
  const comments = useComments()
  const page = usePageState()
  const { amendments, clients } = useAmendmentsView()
  const { threads, paragraphs } = useRemarks()
  const members = useMembers(document, [...clients, ...paragraphClients(doc)])
  useEffect(() => {
    state.know(members)
    // Another function whenever more is known.
    comments.remarks.know((a, b) => state.isSame(a, b))
  }, [state, comments, members])
  useEffect(() => {
    if (rights.has('write')) dropDoubled(doc)
  }, [doc, rights, amendments, threads, paragraphs])
  const words = useWords()
  const go = (step: 1 | -1): void => {
    const point = nextPoint({ state, comments, page, step })
    if (!point) return
    page.goTo(point.block)
    if (point.kind === 'comment') comments.bring({ current: point.id, draft: null })
    else state.bring({ current: point.id, draft: null })
    // The panel may only come now.
    requestAnimationFrame(() =>
      window.document
        .querySelector<HTMLElement>(`[data-thread="${point.id}"], [data-amendment="${point.id}"]`)
        ?.focus(),
    )
  }
  useOffer({
    acts: () => [
      {
        id: 'point-next',
        text: words('amendments.next'),
        icon: ArrowDown,
        keys: keysOf('nextPoint'),
        act: () => go(1),
      },
      {
        id: 'point-previous',
        text: words('amendments.previous'),
        icon: ArrowUp,
        keys: keysOf('previousPoint'),
        act: () => go(-1),
      },
    ],
  })
  useKeys({ nextPoint: () => go(1), previousPoint: () => go(-1) }, { when: always, repeats: true })
  return null
}
