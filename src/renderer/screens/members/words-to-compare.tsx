// The security words, or the same as five groups of four digits, as two people read them to each other.
import { useState } from 'react'
import { Check, X } from 'lucide-react'
import type { Words as WordsAndNumbers } from '#shared/contract'
import { Button, Link } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

export type WordsToCompareProps = {
  /** Undefined while core computes them, which takes about a second. */
  compare: WordsAndNumbers | undefined
  asNumbers: boolean
  onSwitch: (asNumbers: boolean) => void
}

export const useNumbers = (): [boolean, (asNumbers: boolean) => void] => useState(false)

export function WordsToCompare({ compare, asNumbers, onSwitch }: WordsToCompareProps) {
  const words = useWords()
  const items = (asNumbers ? compare?.numbers : compare?.words) ?? []
  return (
    <>
      <ol
        className="compare"
        data-numbers={asNumbers || undefined}
        lang={asNumbers ? undefined : compare?.language}
        aria-busy={!compare}
        aria-label={words(asNumbers ? 'members.check.numbers' : 'members.check.words')}
      >
        {items.map((item, index) => (
          <li key={index}>
            <bdi>{item}</bdi>
          </li>
        ))}
      </ol>
      <p className="smallest quiet compare-hint">
        {words('members.check.noMessage')}
        {words.gap}
        <Link onPress={() => onSwitch(!asNumbers)}>
          {words(asNumbers ? 'members.check.asWords' : 'members.check.asNumbers')}
        </Link>
      </p>
    </>
  )
}

export type VerdictButtonsProps = {
  busy: boolean
  autoFocus: boolean
  onSame: () => void
  onDifferent: () => void
}

export function VerdictButtons({ busy, autoFocus, onSame, onDifferent }: VerdictButtonsProps) {
  const words = useWords()
  return (
    <div className="check-acts">
      <Button
        variant="primary"
        full
        icon={Check}
        busy={busy}
        autoFocus={autoFocus}
        onPress={onSame}
      >
        {words('members.check.same')}
      </Button>
      <Button full icon={X} busy={busy} onPress={onDifferent}>
        {words('members.check.different')}
      </Button>
    </div>
  )
}
