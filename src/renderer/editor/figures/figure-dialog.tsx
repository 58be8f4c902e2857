// A figure's picture and what it says to who does not see it. Nothing is put into the text without both.
// The words of a figure that stands in the text go into it as they are typed, like its caption. A person
// who cancels takes them back, and they are offered again.
import { useEffect, useRef, useState } from 'react'
import { ImageUp } from 'lucide-react'
import { longestAlternative, alternativeFrom } from '#document/model'
import type { DocumentId } from '#shared/ids'
import { choosePicture } from '../../shell/choose-picture.ts'
import { useAct, useShell } from '../../shell/core-client.ts'
import { useTyped } from '../../shell/typed/use-typed.ts'
import {
  Button,
  CloseButton,
  Dialog,
  Notice,
  TextField,
  useReason,
  FailureNotice,
} from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { figurePlace } from '../unsent/places.ts'
import { drawPicture, type Drawn, type NotDrawn } from './draw-picture.ts'
import type { FigureAsked } from './figure-commands.ts'
import type { Pictures } from './pictures.ts'

export type FigureAnswer = {
  /** Null where the picture stays. */
  drawn: Drawn | null
  alternative: string
}

export type FigureDialogProps = {
  document: DocumentId
  asked: FigureAsked
  pictures: Pictures
  /** An item of minutes can be decided while the dialog is open. */
  isSettled: () => boolean
  /** Describes the changed figure; where `from` is given, words that read otherwise by now stay. */
  onDescribe: (alternative: string, from?: string) => void
  /** False where nothing was put in. */
  onPut: (answer: FigureAnswer) => Promise<boolean>
  onClose: () => void
}

/** The picture that the person chose, drawn again; `wrong`: why a file was not taken. */
function useChosenPicture() {
  const shell = useShell()
  const [chosen, setChosen] = useState<{ drawn: Drawn; address: string } | null>(null)
  const [wrong, setWrong] = useState<NotDrawn | null>(null)
  const { drawn = null, address = null } = chosen ?? {}
  useEffect(() => {
    if (address !== null) return () => URL.revokeObjectURL(address)
  }, [address])
  const look = useAct(async (file: File) => {
    const found = await drawPicture(file)
    setWrong(typeof found === 'string' ? found : null)
    if (typeof found === 'string') return
    setChosen({ drawn: found, address: URL.createObjectURL(new Blob([found.bytes])) })
  })
  const choose = useAct(async () => {
    const file = await choosePicture(shell, 'figure')
    if (file) await look.run(file)
  })
  return { drawn, address, wrong, look, choose }
}

export function FigureDialog(props: FigureDialogProps) {
  const { document, asked, pictures, isSettled, onDescribe, onPut, onClose } = props
  const words = useWords()
  const { drawn, address, wrong, look, choose } = useChosenPicture()
  const [isRefused, setRefused] = useState(false)
  const { fields, type, forget } = useTyped(document, figurePlace(asked.picture?.hash ?? null), {
    alternative: asked.alternative,
  })
  const { alternative } = fields
  const now = asked.picture && pictures.of(asked.picture)
  const source = address ?? (now?.is === 'here' ? now.address : null)
  const isNew = asked.key === null

  const put = useAct(async () => {
    const isPut = await onPut({ drawn, alternative: alternativeFrom(alternative) })
    if (isPut) forget()
    else setRefused(isSettled())
  })
  /** The figure's text since the person typed here. */
  const said = useRef<string | null>(null)
  const onType = (next: string): void => {
    type({ alternative: next })
    const words = alternativeFrom(next)
    setRefused(isSettled())
    if (isNew || words === '') return
    said.current = words
    onDescribe(words)
  }
  const cancel = (): void => {
    if (said.current !== null) onDescribe(asked.alternative, said.current)
    onClose()
  }
  const pasted = useRef(asked.file)
  useEffect(() => {
    const file = pasted.current
    pasted.current = null
    if (file) void look.run(file)
  })

  const reason =
    drawn === null && asked.picture === null
      ? words('figures.pictureNeeded')
      : alternativeFrom(alternative) === ''
        ? words('figures.alternativeNeeded')
        : undefined
  const form = 'figure'
  const { onSubmit, notice } = useReason(reason, () => void put.run())
  return (
    <Dialog
      isOpen
      onClose={cancel}
      busy={put.busy}
      title={words(isNew ? 'figures.new.title' : 'figures.change.title')}
      lead={words('figures.lead')}
      foot={
        <>
          <span className="grow" />
          <CloseButton>{words('ui.cancel')}</CloseButton>
          <Button type="submit" form={form} variant="primary" busy={put.busy} unavailable={reason}>
            {words(isNew ? 'figures.insert.act' : 'figures.change.act')}
          </Button>
        </>
      }
    >
      <form id={form} className="dialog-form" onSubmit={onSubmit}>
        <div className="figure-chosen" aria-busy={look.busy}>
          {source === null ? (
            <p className="muted small">{words('figures.noPicture')}</p>
          ) : (
            <img src={source} alt={words('figures.preview')} />
          )}
          <Button icon={ImageUp} busy={choose.busy} onPress={() => void choose.run()}>
            {words(source === null ? 'figures.choose' : 'figures.chooseOther')}
          </Button>
        </div>
        <FailureNotice of={choose.failure} />
        {wrong ? <Notice tone="error">{words(`figures.wrong.${wrong}`)}</Notice> : null}
        <TextField
          label={words('figures.alternative')}
          hint={words('figures.alternative.hint')}
          value={alternative}
          onChange={onType}
          maxLength={longestAlternative}
          rows={3}
        />
        <FailureNotice of={put.failure} />
        {isRefused ? <Notice tone="warning">{words('figures.settled')}</Notice> : null}
        {notice}
      </form>
    </Dialog>
  )
}
