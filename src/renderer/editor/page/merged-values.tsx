// Single values of a paragraph or a document, as a reader of a merge sees them: a kind by its name,
// a picture as a picture. Also words in the formats that they had.
import { useEffect, useState, type ReactNode } from 'react'
import type { Merge } from '#shared/contract'
import { pictureNamed, runElements } from '#document/model'
import type { ValueName } from '#document/history/conflicts'
import type { DocumentId } from '#shared/ids'
import { useCore } from '../../shell/core-client.ts'
import { Button } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import type { Taken } from './take-value.ts'
import { type Handle, valueLabel, valueWords } from './value-words.ts'

type Value = Merge['values'][number]

function PictureValue({ document, name }: { document: DocumentId; name: string }) {
  const core = useCore()
  const words = useWords()
  const [address, setAddress] = useState<string | null>(null)
  useEffect(() => {
    const picture = pictureNamed(name)
    let [isShown, made] = [true, '']
    const show = async (): Promise<void> => {
      const { hash = '', type } = picture ?? {}
      const bytes = await core.call('figures.picture', { document, hash }).catch(() => null)
      if (!bytes || !isShown) return
      made = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: `image/${type}` }))
      setAddress(made)
    }
    if (picture) void show()
    return () => {
      isShown = false
      URL.revokeObjectURL(made)
    }
  }, [core, document, name])
  return address === null ? (
    <span>{words('figures.missing')}</span>
  ) : (
    <img className="comparison-picture" src={address} alt={words('editor.merged.value.picture')} />
  )
}

type ValuesProps = {
  document: DocumentId
  values: readonly Value[]
  side: 'before' | 'mine' | 'theirs' | 'now'
  ofDocument: boolean
  /** The name of a member; other words as they are. */
  handleOf: Handle
  /** The author of the other one, for the name of the act. */
  title: string
  /** Null for a side that nothing can be taken of. */
  onTake: ((taken: Taken) => void) | null
  /** Whether what stands can be given it. */
  mayTake: (taken: Taken) => boolean
}

/** Nothing can set these once the document is there. */
const isFixed = (name: ValueName, ofDocument: boolean): boolean =>
  ofDocument && name !== 'title' && name !== 'reference'

/** A picture brings what it says to who does not see it. */
const takenOf = (values: readonly Value[], { name }: Value, side: ValuesProps['side']): Taken =>
  values.flatMap(each => {
    const value = each[side]
    const isAlong = name === 'picture' && each.name === 'alternative'
    return value !== null && (each.name === name || isAlong) ? [{ name: each.name, value }] : []
  })

export function MergedValues(props: ValuesProps) {
  const { document, values, side, ofDocument, handleOf, title, onTake, mayTake } = props
  const words = useWords()
  return values.map(value => {
    const { name } = value
    const shown = value[side]
    if (shown === null) return null
    const label = valueLabel(name, ofDocument, words)
    const taken = takenOf(values, value, side)
    const isOffered =
      !isFixed(name, ofDocument) &&
      !(name === 'title' && shown === '') &&
      ![value.before, value.now, null].includes(shown) &&
      value.now !== null &&
      mayTake(taken)
    return (
      <p key={name} className="comparison-value" data-value={name}>
        <span className="comparison-label">{label}</span>{' '}
        {name === 'picture' && shown !== '' ? (
          <PictureValue document={document} name={shown} />
        ) : (
          <bdi>{valueWords(name, shown, { ofDocument, words, handleOf })}</bdi>
        )}{' '}
        {onTake && isOffered ? (
          <Button
            size="small"
            aria-label={`${words('editor.merged.take')}: ${label}, ${title}`}
            onPress={() => onTake(taken)}
          >
            {words('editor.merged.take')}
          </Button>
        ) : null}
      </p>
    )
  })
}

export type Formatted = NonNullable<Merge['formats']>['now']

/** Where a link leads is shown: two that look the same may lead to different places. */
export function FormattedText({ runs }: { runs: Formatted }) {
  return runs.map(({ text, href, ...run }, index) => {
    const shown = runElements.reduce<ReactNode>(
      (inner, [name, Element]) => (run[name] ? <Element>{inner}</Element> : inner),
      text,
    )
    return (
      <span key={index}>
        {shown}
        {href === undefined ? null : <bdi className="comparison-address">{href}</bdi>}
      </span>
    )
  })
}

export const textOfFormatted = (runs: Formatted): string => runs.map(({ text }) => text).join('')
