// "6 paragraphs changed since you read this": announced once when a document is opened, with the
// way from one to the next and a mark beside each. Changes that arrive while it is open are seen as
// they come; they count as read when the page is left, if everything before them was.
import { useEffect, useRef, useState } from 'react'
import type { LexicalEditor } from 'lexical'
import type { DocumentSummary, Unread } from '#shared/contract'
import { useCore } from '../../shell/core-client.ts'
import { Button, IconButton, Notice } from '../../ui/index.ts'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useWords } from '../../words/index.ts'
import { usePageState } from '../page/page-state.ts'
import type { WindowReplica } from '../replica/window-replica.ts'
import type { Bound } from '../page/use-binding.ts'
import { CompareDialog } from './compare-dialog.tsx'
import './unread.css'

const nothing: Unread = { since: null, isRetitled: false, paragraphs: [] }

const isNothing = ({ isRetitled, paragraphs }: Unread): boolean =>
  !isRetitled && paragraphs.length === 0

/** Asked when the text is there and the window has nothing better to do. */
function useUnread({ id }: DocumentSummary, bound: Bound | null) {
  const core = useCore()
  const [unread, setUnread] = useState<Unread | null>(null)
  const isOpen = bound !== null
  useEffect(() => {
    if (!isOpen) return
    let isHere = true
    const idle = requestIdleCallback(() => {
      // Without an answer nothing is said to be read.
      core.call('history.unread', { document: id }).then(
        found => isHere && setUnread(found),
        () => {},
      )
    })
    return () => {
      isHere = false
      cancelIdleCallback(idle)
    }
  }, [core, id, isOpen])
  const isRead = useRef(false)
  useEffect(() => {
    isRead.current = unread !== null && isNothing(unread)
  }, [unread])
  useEffect(
    () => () => {
      if (isRead.current) void core.call('history.markRead', { document: id }).catch(() => {})
    },
    [core, id],
  )
  const markRead = async (): Promise<void> => {
    await core.call('history.markRead', { document: id })
    setUnread(nothing)
  }
  return { unread: unread ?? nothing, markRead }
}

/** Marks the paragraphs, and again those that the editor redraws. */
const markBlocks = (
  editor: LexicalEditor,
  ids: ReadonlySet<string>,
  what: string,
): (() => void) => {
  const mark = (): void => {
    for (const element of editor.getRootElement()?.children ?? []) {
      if (!(element instanceof HTMLElement)) continue
      if (ids.has(element.dataset['bid'] ?? '')) element.dataset['unread'] = what
      else delete element.dataset['unread']
    }
  }
  let frame = 0
  const soon = (): void => {
    frame ||= requestAnimationFrame(() => {
      frame = 0
      mark()
    })
  }
  mark()
  const release = editor.registerUpdateListener(({ dirtyElements }) => {
    if (dirtyElements.size > 0) soon()
  })
  return () => {
    release()
    cancelAnimationFrame(frame)
    ids = new Set()
    mark()
  }
}

type UnreadNoticeProps = { summary: DocumentSummary; replica: WindowReplica; bound: Bound | null }

export function UnreadNotice({ summary, replica, bound }: UnreadNoticeProps) {
  const words = useWords()
  const page = usePageState()
  const { unread, markRead } = useUnread(summary, bound)
  const [at, setAt] = useState(-1)
  const [comparing, setComparing] = useState(false)
  const { since, isRetitled, paragraphs } = unread
  const ids = paragraphs.flatMap(({ block, isGone }) => (block && !isGone ? [block] : []))
  const key = ids.join()
  const editor = bound?.editor ?? null
  useEffect(() => {
    if (!editor || key === '') return
    return markBlocks(editor, new Set(key.split(',')), words('history.unread.mark'))
  }, [editor, key, words])
  if (since === null || isNothing(unread)) return null
  const go = (step: 1 | -1): void => {
    const start = at < 0 && step < 0 ? 0 : at
    const next = (start + step + ids.length) % ids.length
    const block = ids[next]
    if (block === undefined) return
    setAt(next)
    page.goTo(block)
  }
  return (
    <Notice
      action={
        <span className="notice-acts">
          {ids.length > 0 ? (
            <>
              <IconButton
                icon={ArrowUp}
                label={words('history.unread.previous')}
                onPress={() => go(-1)}
              />
              <IconButton
                icon={ArrowDown}
                label={words('history.unread.next')}
                onPress={() => go(1)}
              />
            </>
          ) : null}
          <Button size="small" onPress={() => setComparing(true)}>
            {words('history.unread.compare')}
          </Button>
          <Button size="small" variant="quiet" onPress={() => void markRead()}>
            {words('history.unread.read')}
          </Button>
        </span>
      }
    >
      {words(isRetitled ? 'history.unread.retitled' : 'history.unread', {
        paragraphs: paragraphs.length,
        day: words.date(since),
      })}
      {comparing ? (
        <CompareDialog
          summary={summary}
          replica={replica}
          versions={[]}
          from="read"
          to="now"
          onClose={() => setComparing(false)}
        />
      ) : null}
    </Notice>
  )
}
