// Two texts of one document, and what is different between them: words that came and went with their
// authors, to read only. F7 and Shift F7 go from one change to the next.
import { chordText } from '../../shell/commands/keys.ts'
import { always, useKeys } from '../../shell/commands/use-keys.ts'
import { useEffect, useMemo, useRef, useState } from 'react'
import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ComparedParagraph, DocumentSummary, Moment, NamedVersion } from '#shared/contract'
import type { FailureCode } from '#shared/failure'
import { useCore } from '../../shell/core-client.ts'
import { Button, Dialog, IconButton, Notice, Select } from '../../ui/index.ts'
import { codeOf, sentenceOf, useWords } from '../../words/index.ts'
import type { WindowReplica } from '../replica/window-replica.ts'
import { changesIn } from './compared-parts.ts'
import { ComparedText } from './compared-text.tsx'
import { type NameOf, namesIn } from './names.ts'
import { settled } from './settled.ts'
import { useGroupHere } from '../stable-summary.ts'
import './compare.css'

export type CompareDialogProps = {
  summary: DocumentSummary
  replica: WindowReplica
  /** The versions whose text this device has, the latest last. */
  versions: readonly NamedVersion[]
  from: Moment
  to: Moment
  onClose: () => void
}

type Result = { key: string } & (
  | { paragraphs: readonly ComparedParagraph[] }
  | { failure: FailureCode }
)

/** Asks core; another choice or closing ends what was asked before. */
function useComparison({ summary, replica }: CompareDialogProps, from: Moment, to: Moment) {
  const core = useCore()
  const key = `${from} ${to}`
  const [result, setResult] = useState<Result | null>(null)
  const [progress, setProgress] = useState({ key, done: 0 })
  useEffect(() => {
    let isHere = true
    const stop = core.on('progress', ({ task, done }) => {
      if (task === 'history.compare') setProgress({ key, done })
    })
    settled(replica)
      .then(() => core.call('history.compare', { document: summary.id, from, to }))
      .then(
        paragraphs => isHere && setResult({ key, paragraphs }),
        (error: unknown) => isHere && setResult({ key, failure: codeOf(error) }),
      )
    return () => {
      isHere = false
      stop()
      void core.call('history.cancel')
    }
  }, [core, replica, summary.id, from, to, key])
  return {
    key,
    result: result?.key === key ? result : null,
    done: progress.key === key ? progress.done : 0,
  }
}

export function CompareDialog(props: CompareDialogProps) {
  const { versions, onClose } = props
  const group = useGroupHere()
  const words = useWords()
  const [from, setFrom] = useState(props.from)
  const [to, setTo] = useState(props.to)
  const { key, result, done } = useComparison(props, from, to)
  const body = useRef<HTMLDivElement>(null)
  const nameOf = useMemo(() => namesIn(group, words), [group, words])
  const [gone, setGone] = useState({ key, index: -1, what: '' })
  const at = gone.key === key ? gone : { key, index: -1, what: '' }
  const count = result && 'paragraphs' in result ? changesIn(result.paragraphs) : 0
  const go = (step: 1 | -1): void => {
    const all = [...(body.current?.querySelectorAll<HTMLElement>('[data-change]') ?? [])]
    if (all.length === 0) return
    const start = at.index < 0 && step < 0 ? 0 : at.index
    const index = (start + step + all.length) % all.length
    const element = all[index]
    element?.focus()
    element?.scrollIntoView({ block: 'center' })
    setGone({ key, index, what: element?.dataset['change'] ?? '' })
  }
  useKeys(
    { nextDifference: () => go(1), previousDifference: () => go(-1) },
    { when: always, repeats: true },
  )
  const choices = (own: readonly Moment[]) => [
    ...own.map(id => ({ id, text: words(`history.compare.${id as 'start' | 'read' | 'now'}`) })),
    ...versions.map(({ id, name }) => ({ id, text: name })),
  ]
  return (
    <Dialog
      isOpen
      size="large"
      title={words('history.compare.title')}
      onClose={onClose}
      foot={
        <>
          <span className="comparing-at" role="status">
            {result === null || 'failure' in result
              ? null
              : at.index < 0
                ? words('history.compare.changes', { count })
                : words('history.compare.at', { at: at.index + 1, count, what: at.what })}
          </span>
          <span className="grow" />
          <IconButton
            icon={ArrowUp}
            label={words('history.compare.previous')}
            keys={chordText('previousDifference')}
            isDisabled={count === 0}
            onPress={() => go(-1)}
          />
          <IconButton
            icon={ArrowDown}
            label={words('history.compare.next')}
            keys={chordText('nextDifference')}
            isDisabled={count === 0}
            onPress={() => go(1)}
          />
          <Button onPress={onClose}>{words('ui.close')}</Button>
        </>
      }
    >
      <div className="comparing" ref={body}>
        <div className="comparing-choice">
          <Select
            label={words('history.compare.from')}
            size="small"
            choices={choices(['start', 'read'])}
            value={from}
            onChange={setFrom}
          />
          <Select
            label={words('history.compare.to')}
            size="small"
            choices={choices(['now'])}
            value={to}
            onChange={setTo}
          />
        </div>
        <Outcome result={result} done={done} nameOf={nameOf} />
      </div>
    </Dialog>
  )
}

type OutcomeProps = { result: Result | null; done: number; nameOf: NameOf }

function Outcome({ result, done, nameOf }: OutcomeProps) {
  const words = useWords()
  const core = useCore()
  return result === null ? (
    <Notice
      action={
        <Button size="small" onPress={() => void core.call('history.cancel')}>
          {words('history.compare.stop')}
        </Button>
      }
    >
      {words('history.compare.working', { done })}
    </Notice>
  ) : 'failure' in result ? (
    <Notice tone={result.failure === 'cancelled' ? 'plain' : 'error'}>
      {result.failure === 'cancelled'
        ? words('history.compare.stopped')
        : words(sentenceOf(result.failure))}
    </Notice>
  ) : (
    <ComparedText key={result.key} paragraphs={result.paragraphs} nameOf={nameOf} />
  )
}
