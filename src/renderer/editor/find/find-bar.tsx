// Ctrl F: what is sought, how often it is there and which of them one is at; below, what to put in its
// place, for who may write. Escape goes back to where one was, Ctrl Enter into the text where one is.
import { useEffect, useId, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { KeyboardEvent, Ref } from 'react'
import { ArrowDown, ArrowUp, CaseSensitive, TextCursor, WholeWord, X } from 'lucide-react'
import type { Sought } from '#document/reading'
import { Button, IconButton, isFree, say } from '../../ui/index.ts'
import { ToggleTool } from '../../ui/toolbar.tsx'
import { actFor, chordText } from '../../shell/commands/keys.ts'
import { useWords, type Words } from '../../words/index.ts'
import { isCovered } from '../../shell/workspace/chords.ts'
import { focusAt } from '../page/focus.ts'
import { usePage } from '../page/page-state.ts'
import type { Bound } from '../page/use-binding.ts'
import { type FindView, openFind } from './find.ts'
import { goIntoNote, highlightMatches, showPlace } from './match-highlights.ts'
import { isInNote } from './matches.ts'
import type { ReturnPosition } from './return-position.ts'
import { $goInto } from './replace-words.ts'
import { ReplacingProgress } from './replacing-progress.tsx'
import { type Running, useReplaceAll } from './use-replace-all.ts'
import './find-bar.css'

/** UTF-16 units of what is sought or put in its place. */
const longest = 400

export type FindBarProps = {
  bound: Bound
  writable: boolean
  before: ReturnPosition
  /** Requested again: the words are to be typed again. */
  asked: number
  onClose: () => void
}

export function FindBar({ bound, writable, before, asked, onClose }: FindBarProps) {
  const words = useWords()
  const { editor } = bound
  const [text, setText] = useState(before.selected.slice(0, longest))
  const [exact, setExact] = useState(false)
  const [whole, setWhole] = useState(false)
  const [by, setBy] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const { find, view, match } = useFind({ bound, before, text, exact, whole })

  useEffect(() => takeFocus(field.current), [asked])

  const goBack = (): void => {
    onClose()
    before.goBack()
  }
  const goInto = (): void => {
    if (!match) return
    onClose()
    if (isInNote(match)) return goIntoNote(editor, match)
    focusAt(editor, () => editor.update(() => $goInto(match), { discrete: true }))
  }
  const replace = (): void => {
    const left = find.replace(by)
    if (left !== null) say(words(`finding.${left}`))
  }
  const all = useReplaceAll({ bound, find, writable })
  const replaceAll = (): void => {
    if (all.running) return all.stop()
    if (match) void all.start(by, view.matches.length).then(() => keepFocus(field.current))
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    const isButton = event.target instanceof HTMLButtonElement
    const isSought = event.target === field.current
    const act = actFor(event.nativeEvent, {
      close: goBack,
      intoFound: goInto,
      ...(!isButton && {
        nextFound: () => (isSought ? find.step(1) : replace()),
        previousFound: () => find.step(-1),
      }),
    })
    if (!act) return
    act()
    event.preventDefault()
    event.stopPropagation()
  }
  const none = match === undefined
  const elsewhere = elsewhereIn(view, words)
  return (
    <search className="find-bar" aria-label={words('finding.find')} data-area="find">
      {/* Its keys are those of what is in it. */}
      <div role="presentation" onKeyDown={onKeyDown}>
        <div className="find-row">
          <Field ref={field} label={words('finding.sought')} value={text} onChange={setText} />
          <Count view={view} isAsked={text !== ''} elsewhere={elsewhere} />
          <Steps none={none} onStep={find.step} />
          <Options exact={exact} onExact={setExact} whole={whole} onWhole={setWhole} />
          <IconButton
            icon={TextCursor}
            label={words('finding.into')}
            keys={chordText('intoFound')}
            isDisabled={none}
            onPress={goInto}
          />
          <span className="grow" />
          <IconButton
            icon={X}
            label={words('finding.close')}
            keys={chordText('close')}
            onPress={goBack}
          />
        </div>
        {elsewhere === '' ? null : (
          <p className="find-besides" aria-hidden>
            {elsewhere}
          </p>
        )}
        {writable ? (
          <ReplaceRow
            by={by}
            onBy={setBy}
            none={none}
            running={all.running}
            onReplace={replace}
            onReplaceAll={replaceAll}
          />
        ) : null}
      </div>
    </search>
  )
}

type FindOptions = Pick<FindBarProps, 'bound' | 'before'> & Sought

/** The search of the bar, shown in the page while the bar is there; `match`: the current one. */
function useFind({ bound, before, text, exact, whole }: FindOptions) {
  const { editor, binder, suggesting, references } = bound
  const find = useMemo(
    () => openFind({ editor, binder, suggesting, references }, before.spot),
    [editor, binder, suggesting, references, before],
  )
  const view = useSyncExternalStore(find.subscribe, find.view)
  useEffect(() => find.seek({ text, exact, whole }), [find, text, exact, whole])
  useEffect(() => highlightMatches(editor, view), [editor, view])
  const { moves } = view
  useEffect(() => {
    const { matches, current } = find.view()
    const found = matches[current]
    // Only where one goes: a person who scrolls away, or writes elsewhere, stays there.
    if (moves > 0 && found) showPlace(editor, found)
  }, [editor, find, moves])
  return { find, view, match: view.matches[view.current] }
}

/** The places that find and replace does not go to, in words. */
const elsewhereIn = ({ besides, unsearched }: FindView, words: Words): string =>
  words.sentences([
    ...(besides > 0 ? [words('finding.besides', { places: besides })] : []),
    ...(unsearched > 0 ? [words('finding.unsearched', { count: unsearched })] : []),
  ])

type CountProps = { view: FindView; isAsked: boolean; elsewhere: string }

function Count({ view, isAsked, elsewhere }: CountProps) {
  const words = useWords()
  const match = view.matches[view.current]
  const place = usePage(({ blocks }) => (match ? (blocks[match.index]?.place ?? '') : ''))
  const where =
    match && isInNote(match)
      ? words('finding.note', { number: match.number })
      : place && words('finding.place', { place })
  const none = match === undefined
  return (
    <output className="find-count" data-none={(none && isAsked) || undefined}>
      {!isAsked
        ? null
        : none
          ? words('finding.none')
          : words('finding.count', { current: view.current + 1, total: view.matches.length })}
      {where === '' ? null : <span className="unseen"> {where}</span>}
      {elsewhere === '' ? null : <span className="unseen"> {elsewhere}</span>}
    </output>
  )
}

function Steps({ none, onStep }: { none: boolean; onStep: (by: 1 | -1) => void }) {
  const words = useWords()
  return (
    <>
      <IconButton
        icon={ArrowUp}
        label={words('finding.previous')}
        keys={chordText('previousFound')}
        isDisabled={none}
        onPress={() => onStep(-1)}
      />
      <IconButton
        icon={ArrowDown}
        label={words('finding.next')}
        keys={chordText('nextFound')}
        isDisabled={none}
        onPress={() => onStep(1)}
      />
    </>
  )
}

type OptionsProps = {
  exact: boolean
  onExact: (exact: boolean) => void
  whole: boolean
  onWhole: (whole: boolean) => void
}

function Options({ exact, onExact, whole, onWhole }: OptionsProps) {
  const words = useWords()
  return (
    <>
      <ToggleTool
        icon={CaseSensitive}
        label={words('finding.exact')}
        on={exact}
        onAct={() => onExact(!exact)}
      />
      <ToggleTool
        icon={WholeWord}
        label={words('finding.whole')}
        on={whole}
        onAct={() => onWhole(!whole)}
      />
    </>
  )
}

type ReplaceRowProps = {
  by: string
  onBy: (by: string) => void
  /** There is no match. */
  none: boolean
  running: Running | null
  onReplace: () => void
  onReplaceAll: () => void
}

function ReplaceRow({ by, onBy, none, running, onReplace, onReplaceAll }: ReplaceRowProps) {
  const words = useWords()
  return (
    <div className="find-row">
      <Field label={words('finding.by')} value={by} onChange={onBy} />
      <Button
        size="small"
        unavailable={
          running ? words('finding.replacing') : none ? words('finding.nothing') : undefined
        }
        onPress={onReplace}
      >
        {words('finding.replace')}
      </Button>
      <Button
        size="small"
        unavailable={none && !running ? words('finding.nothing') : undefined}
        onPress={onReplaceAll}
      >
        {words(running ? 'finding.stop' : 'finding.replaceAll')}
      </Button>
      <ReplacingProgress running={running} />
    </div>
  )
}

/** A button that was pressed and cannot be pressed any more takes the focus with it. */
const keepFocus = (field: HTMLInputElement | null): void => {
  if (isFree()) field?.focus()
}

/** Frames that a dialog which led here may take to fade; it keeps the focus until then. */
const patience = 90

/** Returns its undo. */
function takeFocus(field: HTMLInputElement | null): () => void {
  let frame = 0
  const take = (frames: number): void => {
    if (frames > 0 && isCovered()) frame = requestAnimationFrame(() => take(frames - 1))
    else {
      field?.focus()
      field?.select()
    }
  }
  take(patience)
  return () => cancelAnimationFrame(frame)
}

type FieldProps = {
  label: string
  value: string
  onChange: (text: string) => void
  ref?: Ref<HTMLInputElement>
}

function Field({ label, value, onChange, ref }: FieldProps) {
  const id = useId()
  return (
    <>
      <label className="find-label" htmlFor={id}>
        {label}
      </label>
      <input
        ref={ref}
        id={id}
        className="box find-field"
        dir="auto"
        spellCheck={false}
        autoComplete="off"
        maxLength={longest}
        value={value}
        onChange={event => onChange(event.currentTarget.value)}
      />
    </>
  )
}
