// A device signed several wordings for one place: all members are told, see the effect of each on
// the text, and say which one stays.
import { useMemo, useState } from 'react'
import type { ComparedWording, DisputedWordings } from '#shared/contract'
import type { DocumentId, FeedId } from '#shared/ids'
import { useAnswer, useCore } from '../../shell/core-client.ts'
import { Button, Dialog, Notice, say } from '../../ui/index.ts'
import { codeOf, sentenceOf, useWords, type Words } from '../../words/index.ts'
import { ComparedText } from '../history/compared-text.tsx'
import { namesIn, type NameOf } from '../history/names.ts'
import { nameOfDevice } from './disputed-notice.tsx'
import { useGroupHere } from '../stable-summary.ts'
import './wordings-notice.css'

const none: DisputedWordings[] = []
const nothing: ComparedWording[] = []

export function WordingsNotice({ document }: { document: DocumentId }) {
  const group = useGroupHere()
  const words = useWords()
  const { value: places = none } = useAnswer('wordings.list', { document }, ['documents.changed'])
  const [shown, setShown] = useState<FeedId | null>(null)
  return places.map(place => {
    const [first] = place.wordings
    const of = first?.branch ?? null
    const device = nameOfDevice(place.device, group, words)
    return (
      <Notice
        key={of}
        tone="warning"
        title={words('wordings.title', { device, count: place.wordings.length })}
        action={
          <Button size="small" onPress={() => setShown(of)}>
            {words('wordings.open')}
          </Button>
        }
      >
        {words('wordings.lead')}
        {shown === of ? (
          <WordingsDialog
            document={document}
            place={place}
            device={device}
            onClose={() => setShown(null)}
          />
        ) : null}
      </Notice>
    )
  })
}

type WordingsDialogProps = {
  document: DocumentId
  place: DisputedWordings
  device: string
  onClose: () => void
}

function WordingsDialog({ document, place, device, onClose }: WordingsDialogProps) {
  const group = useGroupHere()
  const words = useWords()
  const core = useCore()
  const [isBusy, setBusy] = useState(false)
  const nameOf = useMemo(() => namesIn(group, words), [group, words])
  const { wordings, wishedBy, settles } = place
  const first = wordings[0]?.branch
  const asked = first === undefined ? null : { document, of: first }
  const { value: compared = nothing } = useAnswer('wordings.compare', asked)
  const keep = async (keeps: FeedId | null): Promise<void> => {
    if (first === undefined) return
    setBusy(true)
    try {
      const { isSettled } = await core.call('wordings.keep', { document, keeps, of: first })
      say(words(isSettled ? 'wordings.settled' : 'wordings.said'))
      onClose()
    } catch (error) {
      say(words(sentenceOf(codeOf(error))))
    }
    setBusy(false)
  }
  const act = (keeps: FeedId | null, label: string) => (
    <Button busy={isBusy} onPress={() => void keep(keeps)}>
      {label}
    </Button>
  )
  return (
    <Dialog
      isOpen
      size="large"
      title={words('wordings.dialog', { device })}
      lead={words(settles ? 'wordings.settles' : 'wordings.says')}
      onClose={onClose}
      foot={
        <>
          <Wishes by={wishedBy} nameOf={nameOf} words={words} />
          <span className="grow" />
          {act(null, words('wordings.asIs'))}
          <Button onPress={onClose}>{words('ui.close')}</Button>
        </>
      }
    >
      {wordings.map(({ branch, wishedBy: by, settles: isLast }, at) => (
        <section
          key={branch}
          className="wording"
          aria-label={words('wordings.one', { number: at + 1 })}
        >
          <div className="wording-head">
            <h3>{words('wordings.one', { number: at + 1 })}</h3>
            <Wishes by={by} nameOf={nameOf} words={words} />
            <span className="grow" />
            {act(branch, words(isLast ? 'wordings.keep' : 'wordings.for'))}
          </div>
          <WordingText
            paragraphs={compared.find(each => each.branch === branch)?.paragraphs}
            nameOf={nameOf}
          />
        </section>
      ))}
    </Dialog>
  )
}

type WordingTextProps = {
  /** Nothing while core compares. */
  paragraphs: ComparedWording['paragraphs'] | undefined
  nameOf: NameOf
}

function WordingText({ paragraphs, nameOf }: WordingTextProps) {
  const words = useWords()
  return paragraphs ? (
    <ComparedText paragraphs={paragraphs} nameOf={nameOf} />
  ) : (
    <Notice>{words('wordings.comparing')}</Notice>
  )
}

type WishesProps = { by: DisputedWordings['wishedBy']; nameOf: NameOf; words: Words }

function Wishes({ by, nameOf, words }: WishesProps) {
  const names = by.map(member => (member === null ? words('history.someone') : nameOf(member)))
  return names.length === 0 ? null : (
    <span className="wording-wishes">
      {words('wordings.wished', { who: words.list([...new Set(names)]) })}
    </span>
  )
}
