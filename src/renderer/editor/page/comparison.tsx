// One paragraph that people changed apart, or the title: what both began from, what each made of it and did
// to it, and what stands now. A wording that the text does not have can be brought back, and of two kinds,
// titles or pictures the other one can be taken.
import type { Group, Merge } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import { Button, Link } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { FormattedText, MergedValues, textOfFormatted, type Formatted } from './merged-values.tsx'
import { type PageBlock, usePage } from './page-state.ts'
import { ApartWords } from './apart-words.tsx'
import type { Taken } from './take-value.ts'
import { isChosen, type Apart, type Chosen } from './take-words.ts'
import './comparison.css'

/** The paragraph as the page has it now, and what it is called. */
export type Named = { block: PageBlock | undefined; name: string }

type ComparisonProps = Named & {
  document: DocumentId
  merge: Merge
  members: { self: Group['self'] | null; list: Group['memberList'] }
  onGo: () => void
  /** Null for who may not write. */
  onBringBack: ((text: string) => void) | null
  onTake: ((taken: Taken) => void) | null
  mayChoose: (apart: Apart) => boolean
  onChoose: ((apart: Apart, chosen: Chosen) => void) | null
  mayTake: (taken: Taken) => boolean
}

type Side = Merge['mine']
const isWhole = ({ change }: Side): boolean => change !== 'words'
/** A change that both made, so that it stands twice. */
const isTwice = ({ before, mine, theirs }: Merge): boolean =>
  mine.change === theirs.change && (mine.change === 'split' || mine.change === 'moved')
    ? true
    : before === '' && (mine.text ?? '') !== '' && mine.text === theirs.text

/** The wordings, where each of the two changed words alone: these read as one text. */
const apartIn = ({ block, before, mine, theirs, now, values, formats }: Merge): Apart | null => {
  const [own, other] = [mine, theirs].map(({ change, text }) => (change === 'words' ? text : null))
  if (block === null || own == null || other == null || now === null || own === other) return null
  const isOneLine = [own, other, now].every(text => !text.includes('\n'))
  if (!isOneLine || formats !== null || values.length > 0) return null
  return { block, before, mine: own, theirs: other, now }
}

/** If two values were set, one stands; two texts of a footnote both stand. */
const isOneOfTwo = ({ values }: Merge): boolean =>
  values.some(
    ({ name, before, mine, theirs }) =>
      name !== 'notes' && ![before, theirs].includes(mine) && theirs !== before,
  )

function useCounterpart({ by }: Merge, { self, list }: ComparisonProps['members']): string {
  const words = useWords()
  if (by === null) return words('editor.merged.theirs')
  if (by === self) return words('editor.merged.otherDevice')
  const who = list.find(({ id }) => id === by)?.handle
  return who === undefined ? words('editor.merged.theirs') : words('editor.merged.by', { who })
}

type Row = {
  row: 'before' | 'mine' | 'theirs' | 'now'
  title: string
  text: string
  flag: string | null
  lost: string | null
}

/** In its formats where these are of the whole of it. */
function MergedText({ text, runs }: { text: string; runs: Formatted }) {
  return textOfFormatted(runs) === text ? <FormattedText runs={runs} /> : text
}

export function Comparison(props: ComparisonProps) {
  const { merge, block, name, members, onGo, onChoose, mayChoose } = props
  const apart = block && !isTwice(merge) && !merge.isShortened ? apartIn(merge) : null
  const choose = apart && onChoose && !isChosen(apart) && mayChoose(apart) ? onChoose : null
  const words = useWords()
  const counterpart = useCounterpart(merge, members)
  const texts = usePage(({ blocks }) => blocks)
  const ofDocument = merge.block === null
  const isGone = !ofDocument && !block
  const isAtRisk = isGone || isWhole(merge.mine) || isWhole(merge.theirs)
  const warnings = [
    ...(isGone ? ['gone' as const] : isTwice(merge) ? ['twice' as const] : []),
    ...(!isGone && !isTwice(merge) && isAtRisk ? ['missing' as const] : []),
    ...(!isGone && isOneOfTwo(merge) ? ['values' as const] : []),
    ...(!isGone && merge.formats?.isClash === true ? ['formats' as const] : []),
    ...(merge.isShortened ? ['shortened' as const] : []),
  ]
  const removed = words('editor.merged.removed')
  const nothing = words('editor.merged.nothing')

  const isInText = (text: string): boolean =>
    text.split('\n').every(line => texts.some(each => each.text.includes(line)))
  const side = ({ change, text }: Side) => ({
    text: text ?? removed,
    flag: change === 'words' || change === 'removed' ? null : words(`editor.merged.${change}`),
    lost: isAtRisk && text !== null && text.trim() !== '' && !isInText(text) ? text : null,
  })
  const plain = { flag: null, lost: null }
  const rows: Row[] = [
    {
      row: 'before',
      title: words('editor.merged.before'),
      text: merge.before || nothing,
      ...plain,
    },
    { row: 'mine', title: words('editor.merged.mine'), ...side(merge.mine) },
    { row: 'theirs', title: counterpart, ...side(merge.theirs) },
    {
      row: 'now',
      title: words('editor.merged.now'),
      ...plain,
      text: merge.now === null ? removed : merge.now || nothing,
    },
  ]
  const shownRows = rows.filter(({ row }) => !apart || row === 'before' || row === 'now')
  return (
    <section className="comparison" aria-label={name}>
      <div className="row">
        <h3 className="grow">
          {block && block.place !== '' ? words('editor.merged.place', { place: name }) : name}
        </h3>
        {block ? <Link onPress={onGo}>{words('editor.merged.go')}</Link> : null}
      </div>
      {warnings.map(warning => (
        <p key={warning} className="comparison-warning">
          {words(`editor.merged.${warning}`)}
        </p>
      ))}
      {apart && onChoose && !choose ? (
        <p className="comparison-warning">{words('editor.merged.changedSince')}</p>
      ) : null}
      {apart ? (
        <ApartWords
          apart={apart}
          theirs={counterpart}
          onChoose={choose && (chosen => choose(apart, chosen))}
        />
      ) : null}
      <dl>
        {shownRows.map(row => (
          <ComparisonRow key={row.row} {...props} {...row} />
        ))}
      </dl>
    </section>
  )
}

function ComparisonRow(props: ComparisonProps & Row) {
  const { document, merge, row, title, text, flag, lost, onBringBack, onTake, mayTake } = props
  const words = useWords()
  const { list } = props.members
  const handleOf = (member: string): string =>
    list.find(({ id }) => id === member)?.handle ??
    (/^[0-9a-f]{64}$/.test(member) ? words('minutes.speaker.unknown') : member)
  const ofDocument = merge.block === null
  return (
    <div data-row={row}>
      <dt>
        {title} {flag ? <span className="comparison-deed">{flag}</span> : null}
      </dt>
      <dd>
        {ofDocument ? null : (
          <div dir="auto">
            <MergedText text={text} runs={merge.formats?.[row] ?? []} />
          </div>
        )}
        <MergedValues
          document={document}
          ofDocument={ofDocument}
          handleOf={handleOf}
          title={title}
          values={merge.values}
          side={row}
          mayTake={mayTake}
          onTake={row === 'mine' || row === 'theirs' ? onTake : null}
        />
      </dd>
      {lost !== null && onBringBack ? (
        <Button
          size="small"
          aria-label={`${words('editor.merged.restore')}: ${title}`}
          onPress={() => onBringBack(lost)}
        >
          {words('editor.merged.restore')}
        </Button>
      ) : null}
    </div>
  )
}
