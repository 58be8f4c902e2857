// This person's unsent input in this document: each with a way back to it and a way to delete it.
// It is kept on this device alone.
import { memo, useSyncExternalStore } from 'react'
import { PenLine } from 'lucide-react'
import type { Right, Typed } from '#shared/contract'
import { cutShort } from '#document/tree'
import type { DocumentId } from '#shared/ids'
import { useKept } from '../../shell/typed/use-typed.ts'
import { Button, Notice, say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { useAmendments } from '../review/amendments/amendments-state.ts'
import { useComments } from '../review/comments/comments-state.ts'
import { usePage } from '../page/page-state.ts'
import { usePanel } from '../panel/panel-state.ts'
import { type Begun, begunAt } from './places.ts'
import './unsent-notice.css'

/** UTF-16 units. */
const longestShown = 200

/** The field with the longest text of a form. */
const textOf = ({ fields }: Typed): string => {
  const { about: _, naming: __, ...written } = fields
  return Object.values(written).toSorted((a, b) => b.length - a.length)[0] ?? ''
}

type UnsentNoticeProps = { document: DocumentId; rights: ReadonlySet<Right>; suggests: boolean }

export const UnsentNotice = memo(function UnsentNotice(props: UnsentNoticeProps) {
  const { document, rights, suggests } = props
  const words = useWords()
  const kept = useKept(document)
  const list = useSyncExternalStore(kept.subscribe, kept.list)
  const comments = useComments()
  const amendments = useAmendments()
  const panel = usePanel()
  const blocks = usePage(each => each.blocks)

  const left = list.flatMap(typed => {
    const begun = kept.isShown(typed.place) ? null : begunAt(typed.place)
    return begun ? [{ typed, begun }] : []
  })
  if (left.length === 0) return null

  const numberOf = (block: string | null): string =>
    blocks.find(({ id }) => id === block)?.place ?? ''
  const nameOf = (begun: Begun, { fields }: Typed): string => {
    switch (begun.kind) {
      case 'comment':
        return words('typed.comment', { quote: quoteOf(fields['about'] ?? '') })
      case 'answer':
        return words('typed.answer')
      case 'version':
        return words('typed.version')
      case 'amendment':
      case 'suggestion': {
        const place = numberOf(begun.block)
        return place === ''
          ? words(`typed.${begun.kind}`)
          : words(`typed.${begun.kind}.place`, { place })
      }
    }
  }
  const goOn = (begun: Begun, { fields }: Typed): void => {
    switch (begun.kind) {
      case 'comment': {
        const draft = comments.remarks.wordsAt(fields['about'] ?? '')
        if (draft === null) return say(words('typed.gone'))
        return comments.bring({ shown: 'open', current: null, draft })
      }
      case 'answer':
        return comments.bring({ current: begun.thread, draft: null, answering: begun.thread })
      case 'suggestion': {
        const what = fields['added'] === '' ? 'words' : 'add'
        const suggestion = { what, block: begun.block } as const
        return comments.bring({ shown: 'suggested', suggestion, current: null, draft: null })
      }
      case 'amendment': {
        const base = amendments.textOf(begun.block)
        if (base === null) return say(words('typed.gone'))
        const about = { block: begun.block }
        return amendments.bring({ draft: { about, base, wording: base }, current: null })
      }
      case 'version':
        return panel.show('history')
    }
  }
  const may = ({ kind }: Begun): boolean => {
    if (kind === 'suggestion') return suggests
    return rights.has(kind === 'comment' || kind === 'answer' ? 'remark' : 'propose')
  }

  return (
    <Notice icon={PenLine} title={words('typed.title', { count: left.length })}>
      {words('typed.how')}
      <ul className="unsent-list">
        {left.map(({ typed, begun }) => (
          <li key={typed.place} className="unsent">
            <span className="grow">
              <span className="unsent-name" dir="auto">
                {nameOf(begun, typed)}
              </span>
              <span className="unsent-words" dir="auto">
                {cutShort(textOf(typed), longestShown)}
              </span>
            </span>
            {may(begun) ? (
              <Button size="small" onPress={() => goOn(begun, typed)}>
                {words('typed.goOn')}
              </Button>
            ) : null}
            <Button size="small" variant="quiet" onPress={() => kept.put(typed.place, null)}>
              {words('typed.discard')}
            </Button>
          </li>
        ))}
      </ul>
    </Notice>
  )
})

/** The subject of a kept comment. */
function quoteOf(about: string): string {
  const anchor: unknown = about === '' ? null : JSON.parse(about)
  const isAnchor = typeof anchor === 'object' && anchor !== null && 'quote' in anchor
  return isAnchor ? cutShort(String(anchor.quote), 60) : ''
}
