// Acts on a version in brackets, in the menu beside it and in the menu of the tools; and the keys.
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react'
import { Check, FilePlus2, ListChecks, X } from 'lucide-react'
import type { BracketVerdict, Wording } from '#document/review/brackets'
import type { DocumentId } from '#shared/ids'
import { chordText, isKey } from '../../../shell/commands/keys.ts'
import { afterReturn, FormDialog, type MenuAct, say, TextField } from '../../../ui/index.ts'
import { useTyped } from '../../../shell/typed/use-typed.ts'
import { sentenceOf, useWords } from '../../../words/index.ts'
import type { Bound } from '../../page/use-binding.ts'
import { usePageState } from '../../page/page-state.ts'
import { bracketPlace } from '../../unsent/places.ts'
import { versionAt } from './brackets.ts'
import { useBrackets } from './brackets-state.ts'
import { placeSelected } from './selected.ts'

const said = { keep: 'brackets.kept', drop: 'brackets.dropped', open: 'brackets.opened' } as const

export type BracketActs = {
  settle(version: Wording, verdict: BracketVerdict): void
  /** For words it asks which; for paragraphs there is a new one to write in. */
  propose(version: Wording): void
  menu(version: Wording): MenuAct[]
  /** The question for other words, while it is asked. */
  asking: ReactNode
}

export function useBracketActs(document: DocumentId, bound: Bound | null): BracketActs {
  const words = useWords()
  const brackets = useBrackets()
  const page = usePageState()
  const [about, setAbout] = useState<Wording | null>(null)
  const settle = useCallback(
    (version: Wording, verdict: BracketVerdict): void => {
      if (bound?.suggesting.isOn() === true) return say(words('brackets.suggesting'))
      bound?.binder.undo.separate()
      const refused = brackets.settle(version.id, verdict)
      bound?.binder.undo.separate()
      say(words(refused ? sentenceOf(refused) : said[verdict]))
      afterReturn(() => page.focusText())
    },
    [bound, brackets, page, words],
  )
  const propose = (version: Wording): void => {
    if (version.words.length > 0) return setAbout(version)
    const proposed = brackets.propose(version.id, '')
    if ('refused' in proposed) return say(words(sentenceOf(proposed.refused)))
    afterReturn(() => page.goTo(proposed.block))
  }
  return {
    settle,
    propose,
    menu: version => [
      {
        id: 'keep',
        icon: Check,
        text: words('brackets.keep'),
        hint: words('brackets.keep.hint'),
        keys: chordText('keep'),
        onAct: () => settle(version, 'keep'),
      },
      { id: 'drop', icon: X, text: words('brackets.drop'), onAct: () => settle(version, 'drop') },
      {
        id: 'open',
        icon: ListChecks,
        text: words('brackets.open'),
        hint: words('brackets.open.hint'),
        onAct: () => settle(version, 'open'),
      },
      {
        id: 'propose',
        icon: FilePlus2,
        text: words('brackets.other'),
        onAct: () => propose(version),
      },
    ],
    asking: about ? (
      <OtherWords
        document={document}
        about={about}
        onClose={() => setAbout(null)}
        onSend={text => {
          const proposed = brackets.propose(about.id, text)
          // The typed words stay for the time when the line is open again.
          if ('refused' in proposed) {
            say(words(sentenceOf(proposed.refused)))
            return false
          }
          setAbout(null)
          return true
        }}
      />
    ) : null,
  }
}

type OtherWordsProps = {
  document: DocumentId
  about: Wording
  onClose: () => void
  /** False when it was refused. */
  onSend: (text: string) => boolean
}

function OtherWords({ document, about, onClose, onSend }: OtherWordsProps) {
  const words = useWords()
  const { fields, type, forget } = useTyped(document, bracketPlace(about.id), { text: '' })
  const { text } = fields
  const send = (): void => {
    if (onSend(text)) forget()
  }
  return (
    <FormDialog
      title={words('brackets.dialog.title')}
      act={words('brackets.dialog.act')}
      reason={text.trim() === '' ? words('brackets.dialog.empty') : undefined}
      work={{ run: send, busy: false, failure: undefined }}
      onClose={onClose}
    >
      <TextField
        label={words('brackets.dialog.words', { words: about.text })}
        value={text}
        onChange={next => type({ text: next })}
        autoFocus
      />
    </FormDialog>
  )
}

/** The version that the caret stands in, or that what is selected begins in. */
export function useVersionAtCaret(bound: Bound | null): () => Wording | undefined {
  const brackets = useBrackets()
  return useMemo(
    () => () => {
      const place = bound && placeSelected(bound.editor)
      return place ? versionAt(brackets.sets(), place) : undefined
    },
    [bound, brackets],
  )
}

/** Ctrl Enter in text in brackets keeps it; anywhere else the key does nothing here. */
export function useSettleKey(
  bound: Bound | null,
  isOff: boolean,
  settle: BracketActs['settle'],
): void {
  const atCaret = useVersionAtCaret(bound)
  useEffect(() => {
    if (!bound || isOff) return
    const listen = (event: KeyboardEvent): void => {
      if (!isKey(event, 'keep')) return
      if (!(event.target instanceof Node)) return
      if (!bound.editor.getRootElement()?.contains(event.target)) return
      const version = atCaret()
      if (!version) return
      event.preventDefault()
      event.stopPropagation()
      if (!event.repeat) settle(version, 'keep')
    }
    // Before the editor makes a paragraph of it.
    window.addEventListener('keydown', listen, { capture: true })
    return () => window.removeEventListener('keydown', listen, { capture: true })
  }, [bound, isOff, atCaret, settle])
}
