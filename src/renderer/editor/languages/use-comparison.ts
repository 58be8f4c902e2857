// A translation compared with its original, computed again when one of the two changed.
import { useMemo, useState } from 'react'
import { equalityDeep } from 'lib0/function'
import type { LanguagePair } from '#shared/contract'
import type { FailureCode } from '#shared/failure'
import type { DocumentId } from '#shared/ids'
import { useAnswer } from '../../shell/core-client.ts'

/** Milliseconds: every question reads both texts. */
const pause = 1000

export type Comparison = {
  /** Undefined until core has answered. A pair is the same object as long as nothing of it changed. */
  pairs: readonly LanguagePair[] | undefined
  writes: boolean
  failure: FailureCode | undefined
  again: () => void
}

/** Gives the objects it gave before for what is the same. */
function sharing(): (next: readonly LanguagePair[]) => readonly LanguagePair[] {
  let last: readonly LanguagePair[] = []
  return next => {
    const known = new Map(last.map(pair => [pair.block, pair]))
    last = next.map(pair => {
      const before = known.get(pair.block)
      return before && equalityDeep(before, pair) ? before : pair
    })
    return last
  }
}

/** `original` null: nothing is asked. */
export function useComparison(version: DocumentId, original: DocumentId | null): Comparison {
  const [share] = useState(sharing)
  const { value, failure, again } = useAnswer(
    'languages.compare',
    original === null ? null : { document: version },
    ['documents.changed'],
    { pause, about: original === null ? [] : [version, original] },
  )
  const pairs = useMemo(() => value && share(value.pairs), [value, share])
  return { pairs, writes: value?.writes ?? false, failure, again }
}
