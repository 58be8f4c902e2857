// A warning before an act: the lines of a text that have a number or a sign and no words, each with the way there.
import type { EmptyLine } from '#shared/contract'
import type { BlockId } from '#shared/ids'
import { Notice } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { PlaceTags } from './place-tags.tsx'
import { inOneLine } from './places.ts'

type EmptyLinesProps = {
  empty: readonly EmptyLine[]
  /** The act that comes next. */
  before: 'file' | 'asking' | 'signing'
  onOpen: (block: BlockId | null) => void
  /** The name of the text’s language, where there are texts in several. */
  language?: string | undefined
}

/** Nothing where every line has words. */
export function EmptyLines({ empty, before, onOpen, language }: EmptyLinesProps) {
  const words = useWords()
  if (empty.length === 0) return null
  const nameOf = ({ place, after }: EmptyLine): string => {
    if (place !== '') return inOneLine(place)
    return after === ''
      ? words('export.empty.begin')
      : words('export.empty.below', { words: after })
  }
  const text = words('export.empty', { count: empty.length })
  return (
    <Notice
      tone="warning"
      title={language === undefined ? text : words('export.empty.in', { language, text })}
    >
      {words(`export.empty.${before}`)}
      <div className="place-tags">
        <PlaceTags
          tags={empty.map((line, at) => ({ key: `${at}`, name: nameOf(line), block: line.block }))}
          onOpen={onOpen}
        />
      </div>
    </Notice>
  )
}
