// The text itself, and going to one of its paragraphs.
import { useEffect, useId, useRef } from 'react'
import type { LexicalEditor } from 'lexical'
import { ContentEditable } from '@lexical/react/LexicalContentEditable'
import type { BlockId } from '#shared/ids'
import { say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import type { SessionState } from '../session/session.ts'
import { goToBlock } from './go-to-block.ts'
import { usePage, usePageState } from './page-state.ts'
import type { Bound } from './use-binding.ts'

export type PageTextProps = {
  bound: Bound | null
  state: SessionState
  shown: boolean
  block: BlockId | undefined
}

export function PageText({ bound, state, shown, block }: PageTextProps) {
  const words = useWords()
  const page = usePageState()
  const help = useId()
  const { blocks } = usePage()
  const empty = blocks.length <= 1 && (blocks[0]?.text ?? '') === ''
  const arrived = useRef(false)

  useEffect(() => {
    if (!bound) return
    page.goTo = id => goToBlock(bound.editor, id)
    return () => void (page.goTo = () => false)
  }, [bound, page])

  useEffect(() => {
    // A text that came back after a crash is there before core has answered; either will do.
    if (!bound || arrived.current || state.phase !== 'open') return
    arrived.current = true
    if (block === undefined) return void focusQuietly(bound.editor)
    if (!goToBlock(bound.editor, block)) say(words('editor.jump.gone'))
  }, [bound, block, state.phase, words])

  return (
    <div className="page-text-around" data-shown={shown || undefined}>
      <ContentEditable
        className="page-text"
        aria-label={words('editor.text')}
        aria-multiline
        aria-describedby={help}
        spellCheck={false}
        translate="no"
      />
      {shown && empty ? (
        <p className="page-placeholder" aria-hidden>
          {words('editor.text.placeholder')}
        </p>
      ) : null}
      <p id={help} className="unseen">
        {words('editor.text.help')}
      </p>
    </div>
  )
}

/** Frames to wait until a dialog that led here has faded and the text can be written in. */
const patience = 90

/** Ready to write, unless the person is already somewhere else. */
function focusQuietly(editor: LexicalEditor, frames = patience): void {
  const root = editor.getRootElement()
  const active = document.activeElement
  const free = active === null || active === document.body
  if (root === null || frames === 0) return
  if (free && root.isContentEditable) {
    editor.focus(undefined, { defaultSelection: 'rootStart' })
  } else if (free || active.closest('[role="dialog"], [role="alertdialog"]') !== null) {
    requestAnimationFrame(() => focusQuietly(editor, frames - 1))
  }
}
