// The text itself, and going to one of its paragraphs.
import { memo, type ReactNode, useEffect, useId, useRef } from 'react'
import { ContentEditable } from '@lexical/react/LexicalContentEditable'
import type { Language } from '#shared/contract'
import type { BlockId } from '#shared/ids'
import { offerWayBack, say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import type { WindowReplicaState } from '../replica/window-replica.ts'
import { focusQuietly, focusText } from './focus.ts'
import { goToBlock } from './go-to-block.ts'
import { type Edge, usePage, usePageState } from './page-state.ts'
import type { Bound } from './use-binding.ts'
import './page-text.css'
import '../minutes/minutes.css'
import '../tables/tables.css'

export type PageTextProps = {
  bound: Bound | null
  state: WindowReplicaState
  shown: boolean
  block: BlockId | undefined
  /** Where the cursor goes in it. */
  edge: Edge
  writable: boolean
  /** Shown until the editor has made the page. */
  preview: ReactNode
  lang: Language
  dir: 'ltr' | 'rtl'
}

export const PageText = memo(function PageText(props: PageTextProps) {
  const { bound, state, shown, block, edge, writable, preview, lang, dir } = props
  const isLooking = bound === null && preview !== null
  const words = useWords()
  const page = usePageState()
  const help = useId()
  const empty = usePage(({ blocks }) => blocks.length <= 1 && (blocks[0]?.text ?? '') === '')
  const arrived = useRef(false)

  useEffect(() => {
    if (!bound) return
    return page.offerWay((id, at) => goToBlock(bound.editor, id, at))
  }, [bound, page])

  useEffect(() => (bound ? page.offerUndo(bound.binder.undo) : undefined), [bound, page])

  useEffect(
    () =>
      page.offerFocus(() => {
        if (bound) focusText(bound.editor)
      }),
    [bound, page],
  )
  useEffect(
    () =>
      bound?.editor.registerRootListener(root =>
        root ? offerWayBack(root, () => focusText(bound.editor)) : undefined,
      ),
    [bound],
  )

  useEffect(() => {
    // A text that came back after a crash is there before core has answered; either will do.
    if (!bound || arrived.current || state.phase !== 'open') return
    arrived.current = true
    if (block === undefined) focusQuietly(bound.editor)
    else if (!goToBlock(bound.editor, block, edge)) say(words('editor.jump.gone'))
  }, [bound, block, edge, state.phase, words])

  return (
    <div className="page-text-around" lang={lang} dir={dir}>
      {isLooking ? preview : null}
      <ContentEditable
        className="page-text"
        data-arrive=""
        aria-label={words('editor.text')}
        aria-multiline
        aria-describedby={help}
        spellCheck={false}
        translate="no"
      />
      {shown && empty && !isLooking ? (
        <p className="page-placeholder" aria-hidden>
          {words('editor.text.placeholder')}
        </p>
      ) : null}
      <p id={help} className="unseen">
        {words(state.phase === 'open' && !writable ? 'editor.text.help.read' : 'editor.text.help')}
      </p>
    </div>
  )
})
