// The figures of the page: pictures in their places, and asking for one.
import { useEffect, useMemo, useState } from 'react'
import type { DocumentId } from '#shared/ids'
import { useCore } from '../../core.ts'
import { say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { usePanel } from '../panel/panel-state.ts'
import type { Bound } from '../page/use-binding.ts'
import { type FigureAsked, PUT_FIGURE_COMMAND, registerFigureCommands } from './figure-commands.ts'
import { FigureDialog, type FigureAnswer } from './figure-dialog.tsx'
import { openPictures } from './pictures.ts'
import { showFigures } from './show-figures.ts'
import './figures.css'

export function Figures({ bound, document }: { bound: Bound; document: DocumentId }) {
  const core = useCore()
  const words = useWords()
  const panel = usePanel()
  const { editor, binder } = bound
  const [asked, setAsked] = useState<FigureAsked | null>(null)
  const pictures = useMemo(() => openPictures(core, document), [core, document])
  useEffect(() => pictures.attach(), [pictures])
  useEffect(
    () =>
      showFigures(editor, pictures, {
        missing: words('figures.missing'),
        noAlternative: words('figures.noAlternative'),
        none: words('figures.none'),
      }),
    [editor, pictures, words],
  )
  useEffect(
    () =>
      registerFigureCommands(editor, {
        separate: binder.undo.separate,
        onAsk: setAsked,
        onRefused: () => say(words('figures.refused')),
        onDropped(what) {
          if (what === 'file') panel.show('files')
          say(words(`figures.drop.${what}`))
        },
      }),
    [editor, binder, words, panel],
  )
  const close = (): void => {
    setAsked(null)
    // The dialog gives the focus back first.
    setTimeout(() => editor.focus())
  }
  if (asked === null) return null
  const put = async ({ drawn, alternative }: FigureAnswer): Promise<void> => {
    const kept = drawn && (await core.call('figures.keep', { document, bytes: drawn.bytes }))
    const picture = kept ?? asked.picture
    if (!picture) return
    if (drawn) pictures.note(picture, drawn.bytes)
    close()
    setTimeout(() =>
      editor.dispatchCommand(PUT_FIGURE_COMMAND, { key: asked.key, picture, alternative }),
    )
  }
  return <FigureDialog asked={asked} pictures={pictures} onPut={put} onClose={close} />
}
