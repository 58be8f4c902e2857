// The files of an import, each with its state. Arrow keys go from file to file.
import { useId, type KeyboardEvent } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import {
  FileCheck2,
  FileClock,
  FileMinus2,
  FileWarning,
  FileX2,
  LoaderCircle,
  X,
} from 'lucide-react'
import { Icon, IconButton, ProgressBar } from '../../ui/index.ts'
import { useWords, type Words } from '../../words/index.ts'
import { refusalOf, sectionOf } from './found.ts'
import { countsOf, isOpen, type ImportEntry, type ImportList } from './import-list.ts'
import { useImports } from './imports.tsx'

/** Things in a file that are left out; null while it is not read. */
const leftOutOf = ({ report, choice }: ImportEntry): number =>
  report?.findings
    .filter(({ what }) => sectionOf(what, choice.changes) === 'leftOut')
    .reduce((sum, { count }) => sum + count, 0) ?? 0

const glyphs = {
  read: FileCheck2,
  remarks: FileWarning,
  refused: FileX2,
  stopped: FileMinus2,
  reading: LoaderCircle,
  waiting: FileClock,
} as const

const lookOf = (entry: ImportEntry): keyof typeof glyphs =>
  entry.state.is === 'read' && leftOutOf(entry) > 0 ? 'remarks' : entry.state.is

const foundIn = (entry: ImportEntry, words: Words): string => {
  const count = (...kinds: string[]): number =>
    entry.report?.findings.find(({ what }) => kinds.includes(what))?.count ?? 0
  return words('import.found', {
    paragraphs: entry.report?.paragraphs ?? 0,
    changes: count('changes'),
    comments: count('comments', 'comment'),
  })
}

const stateOf = (entry: ImportEntry, words: Words): string => {
  const { state } = entry
  if (state.is === 'refused') return words(refusalOf(state.code))
  if (state.is === 'reading')
    return state.percent === null
      ? words('import.state.reading')
      : words('import.state.readingAt', { percent: state.percent })
  if (state.is !== 'read') return words(`import.state.${state.is}`)
  const leftOut = leftOutOf(entry)
  return leftOut > 0 ? words('import.state.leftOut', { count: leftOut }) : foundIn(entry, words)
}

/** The file above or below gets the focus. */
const onArrow = ({ key, currentTarget }: KeyboardEvent<HTMLElement>): void => {
  const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0
  const list = currentTarget.closest('.import-files')
  const rows = [...(list?.querySelectorAll<HTMLElement>('.import-file-name') ?? [])]
  if (step !== 0) rows[rows.indexOf(currentTarget) + step]?.focus()
}

export function ImportedFiles({ list: { entries, shown } }: { list: ImportList }) {
  const words = useWords()
  const { done, all, open } = countsOf(entries)
  return (
    <section aria-label={words('import.files')}>
      {open > 0 ? (
        <ProgressBar done={done} all={all} label={words('import.done.of', { done, all })} />
      ) : null}
      <ul className="import-files">
        {entries.map(entry => (
          <FileRow key={entry.file} entry={entry} isShown={entry.file === shown} />
        ))}
      </ul>
    </section>
  )
}

function FileRow({ entry, isShown }: { entry: ImportEntry; isShown: boolean }) {
  const words = useWords()
  const { show, stop, remove } = useImports()
  const { file, name, state } = entry
  const look = lookOf(entry)
  const id = useId()
  return (
    <li className="import-file" data-look={look} data-shown={isShown || undefined}>
      <AriaButton
        className="import-file-name"
        aria-current={isShown}
        onKeyDown={onArrow}
        aria-describedby={id}
        onPress={() => show(file)}
      >
        <Icon of={glyphs[look]} />
        <bdi className="ellipsis">{name}</bdi>
      </AriaButton>
      <IconButton
        icon={X}
        size="small"
        label={words(isOpen(entry) ? 'import.stop' : 'import.remove', { name })}
        onPress={() => (isOpen(entry) ? stop(file) : remove(file))}
      />
      <div className="import-state" id={id}>
        {stateOf(entry, words)}
      </div>
      {state.is === 'reading' ? (
        <ProgressBar done={state.percent} label={words('import.reading', { name })} />
      ) : null}
    </li>
  )
}
