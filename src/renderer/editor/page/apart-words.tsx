// Two wordings of one paragraph that members wrote apart, as one text in which the words that differ are marked, and
// the choice between them.
import { useRef } from 'react'
import { bothWords } from '#document/words'
import { ariaKeys, chordText } from '../../shell/commands/keys.ts'
import { useKeys } from '../../shell/commands/use-keys.ts'
import { Button } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import type { Apart, Chosen } from './take-words.ts'

type ApartWordsProps = {
  apart: Apart
  /** The author of the other wording, as a heading names it. */
  theirs: string
  /** Null where the paragraph reads otherwise by now, or the reader may not write. */
  onChoose: ((chosen: Chosen) => void) | null
}

const choices = { theirs: 'useTheirs', mine: 'useMine', both: 'useBoth' } as const

export function ApartWords({ apart, theirs, onChoose }: ApartWordsProps) {
  const words = useWords()
  const mine = words('editor.merged.mine')
  const own = useRef<HTMLDivElement>(null)
  useChoiceKeys(own, onChoose)
  return (
    <div className="apart" data-row="both" ref={own}>
      <dl>
        <div>
          <dt>
            {words('editor.merged.one')}
            <span className="apart-legend" aria-hidden>
              <mark data-whose="mine">{mine}</mark> <mark data-whose="theirs">{theirs}</mark>
            </span>
          </dt>
          <dd>
            <div dir="auto">
              {bothWords(apart.before, apart.mine, apart.theirs).map(({ whose, text }, index) => {
                if (whose === 'both') return <span key={index}>{text}</span>
                return (
                  <mark key={index} data-whose={whose}>
                    {/* Apart from the words, whose direction it would set. */}
                    <bdi className="unseen">{`${whose === 'mine' ? mine : theirs}: `}</bdi>
                    {text}
                  </mark>
                )
              })}
            </div>
          </dd>
        </div>
      </dl>
      {onChoose ? (
        <div className="apart-acts">
          {(Object.keys(choices) as Chosen[]).map(chosen => (
            <Button
              key={chosen}
              size="small"
              aria-keyshortcuts={ariaKeys(choices[chosen])}
              onPress={() => onChoose(chosen)}
            >
              {words(`editor.merged.${choices[chosen]}`)}
              <kbd aria-hidden>{chordText(choices[chosen])}</kbd>
            </Button>
          ))}
        </div>
      ) : null}
    </div>
  )
}

/** The keys are for the comparison that has the focus, else for the first that offers a choice. */
function useChoiceKeys(
  own: { current: HTMLDivElement | null },
  onChoose: ApartWordsProps['onChoose'],
): void {
  const isOwn = (): boolean => {
    const all = document.querySelectorAll('.comparison:has(.apart-acts)')
    const focused = document.activeElement?.closest('.comparison:has(.apart-acts)')
    return own.current?.closest('.comparison') === (focused ?? all[0])
  }
  const acts = onChoose && {
    useTheirs: () => onChoose('theirs'),
    useMine: () => onChoose('mine'),
    useBoth: () => onChoose('both'),
  }
  useKeys(acts ?? {}, { when: isOwn })
}
