// The figures of the page: pictures in their places, and asking for one.
import { useEffect, useMemo, useRef, useState } from 'react'
import type * as Y from 'yjs'
import type { DocumentId, MemberId } from '#shared/ids'
import { useCore } from '../../shell/core-client.ts'
import { afterReturn, say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import type { Bound } from '../page/use-binding.ts'
import {
  changeFigure,
  type FigureAsked,
  isFigureSettled,
  PUT_FIGURE_COMMAND,
  registerFigureCommands,
} from './figure-commands.ts'
import { FigureDialog, type FigureAnswer } from './figure-dialog.tsx'
import { Dropped } from '../files/dropped.tsx'
import { openPictures } from './pictures.ts'
import { openPutBy } from './put-by.ts'
import { showFigures } from './show-figures.ts'
import { useGroupHere } from '../stable-summary.ts'
import './figures.css'

type FiguresProps = { bound: Bound; document: DocumentId; doc: Y.Doc }

export function Figures({ bound, document, doc }: FiguresProps) {
  const core = useCore()
  const words = useWords()
  const { editor, binder } = bound
  const { memberList = [], pastMembers = [], self } = useGroupHere() ?? {}
  // Other properties of members change often; the figures are painted again for their names alone.
  const named = JSON.stringify(
    [...memberList, ...pastMembers].map(({ id, handle }) => [id, handle]),
  )
  const handles = useMemo(() => new Map(JSON.parse(named) as [MemberId, string][]), [named])
  const [asked, setAsked] = useState<FigureAsked | null>(null)
  const [dropped, setDropped] = useState<File | null>(null)
  const pictures = useMemo(
    () => openPictures(core, document, openPutBy(core, document, doc)),
    [core, document, doc],
  )
  useEffect(() => pictures.attach(), [pictures])
  useEffect(
    () =>
      showFigures(editor, pictures, {
        missing(by) {
          if (by === undefined) return words('figures.missing')
          if (by === self) return words('figures.missing.own')
          const handle = handles.get(by) ?? words('attachments.unknown')
          return words('figures.missing.by', { handle })
        },
        noAlternative: words('figures.noAlternative'),
        none: words('figures.none'),
      }),
    [editor, pictures, words, self, handles],
  )
  useEffect(
    () =>
      registerFigureCommands(editor, {
        separate: binder.undo.separate,
        onAsk: setAsked,
        onRefused: () => say(words('figures.refused')),
        onFile: setDropped,
        onSeveral: what => say(words(`figures.drop.${what}`)),
      }),
    [editor, binder, words],
  )
  /** All that is changed of one figure while the dialog is open is one step of undo. */
  const step = useRef<ReturnType<typeof binder.undo.gather> | null>(null)
  const close = (): void => {
    step.current = null
    setAsked(null)
  }
  if (dropped !== null)
    return <Dropped document={document} file={dropped} onClose={() => setDropped(null)} />
  if (asked === null) return null
  const change = (to: Parameters<typeof changeFigure>[2]): void => {
    const { key } = asked
    if (key === null) return
    step.current ??= binder.undo.gather()
    step.current.add(() => changeFigure(editor, key, to))
  }
  const isSettled = (): boolean => isFigureSettled(editor, asked.key)
  const put = async ({ drawn, alternative }: FigureAnswer): Promise<boolean> => {
    const kept = drawn && (await core.call('figures.keep', { document, bytes: drawn.bytes }))
    const picture = kept ?? asked.picture
    if (!picture || isSettled()) return false
    if (drawn) pictures.note(picture, drawn.bytes)
    change({ picture: kept, alternative })
    close()
    afterReturn(() => {
      editor.focus()
      if (asked.key === null) editor.dispatchCommand(PUT_FIGURE_COMMAND, { picture, alternative })
    })
    return true
  }
  const describe = (alternative: string, from?: string): void =>
    change({ picture: null, alternative, ...(from !== undefined && { from }) })
  return (
    <FigureDialog
      document={document}
      asked={asked}
      pictures={pictures}
      isSettled={isSettled}
      onDescribe={describe}
      onPut={put}
      onClose={close}
    />
  )
}
