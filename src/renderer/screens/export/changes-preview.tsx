// The changes that a file shows, as a person reads them before it is saved or confirmed.
import type { CoreContract, PreviewedChange, PreviewedPiece } from '#shared/contract'
import type { Input } from '#shared/rpc'
import { Panel } from '../decisions/panel.tsx'
import { useAnswer } from '../../shell/core-client.ts'
import { calm, requestEvents } from '../second-look/asked-file.ts'
import { FailureNotice, ScrollRegion } from '../../ui/index.ts'
import { useWords, type Words } from '../../words/index.ts'

type Props = {
  /** The choices that decide what leaves with the file; null before they are known. */
  wanted: Input<CoreContract, 'paper.preview'> | null
}

export function ChangesPreview({ wanted }: Props) {
  const words = useWords()
  const { value, failure } = useAnswer('paper.preview', wanted, requestEvents, calm)
  if (!value) return <FailureNotice of={failure} />
  const { changes, more } = value
  return (
    <Panel title={words('export.preview')} end={words('export.preview.lead')}>
      {changes.length === 0 ? (
        <p className="small muted">{words('export.preview.none')}</p>
      ) : (
        <ScrollRegion label={words('export.preview.lead')} className="changes-preview scroll">
          {changes.map((change, at) => (
            <Change key={at} change={change} words={words} />
          ))}
          {more === 0 ? null : (
            <p className="small muted">{words('export.preview.more', { count: more })}</p>
          )}
        </ScrollRegion>
      )}
    </Panel>
  )
}

const deedWords = ({ role, deed, isFormatted }: PreviewedChange, words: Words): string | null => {
  if (role === 'note' && (deed === 'added' || deed === 'removed'))
    return words(`export.preview.note.${deed}`)
  if (deed === 'moved-away') return words('export.preview.movedAway')
  if (deed !== null)
    return words(`history.deed.${deed === 'moved-here' ? 'moved' : deed}`, { who: '', known: 'no' })
  return isFormatted ? words('history.deed.look') : null
}

function Change({ change, words }: { change: PreviewedChange; words: Words }) {
  const { role, isMirrored, number, pieces } = change
  const deed = deedWords(change, words)
  return (
    <div className="previewed" data-role={role} dir={isMirrored ? 'rtl' : 'ltr'}>
      <span className="previewed-number">{number === '' ? null : <bdi>{number}</bdi>}</span>
      <div>
        {deed === null ? null : <p className="smallest quiet">{deed}</p>}
        <p className="word-changes">
          {pieces.map((piece, at) => (
            <Piece key={at} piece={piece} words={words} />
          ))}
        </p>
      </div>
    </div>
  )
}

function Piece({ piece: { kind, text, by }, words }: { piece: PreviewedPiece; words: Words }) {
  if (kind === 'kept') return text
  const Mark = kind === 'added' ? 'ins' : 'del'
  const who = words(`history.compare.${kind}`, { who: by })
  return (
    <Mark title={who} aria-description={who}>
      {text}
    </Mark>
  )
}
