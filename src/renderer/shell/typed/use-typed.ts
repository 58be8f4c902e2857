// The words of one form, kept as they are typed.
import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react'
import type { TypedFields } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import { useConnection } from '../core-client.ts'
import type { Kept } from './typed.ts'

export const useKept = (document: DocumentId): Kept => {
  const { typed } = useConnection()
  return useMemo(() => typed.of(document), [typed, document])
}

export type TypedForm<Fields> = {
  fields: Fields
  /** As a person types. */
  type: (change: Partial<Fields>) => void
  /** It was sent or discarded. */
  forget: () => void
}

/** `first`: what the form begins with; where it reads so again, nothing is kept. */
export function useTyped<Fields extends TypedFields>(
  document: DocumentId,
  place: string,
  first: Fields,
): TypedForm<Fields> {
  const kept = useKept(document)
  const known = useSyncExternalStore(kept.subscribe, () => kept.get(place))
  useEffect(() => kept.shown(place), [kept, place])
  const fields = { ...first, ...known }
  const forget = useCallback(() => kept.put(place, null), [kept, place])
  return {
    fields,
    type(change) {
      // Asked for again: two changes may come before the form is drawn again.
      const next: TypedFields = { ...first, ...kept.get(place), ...change }
      const isAsBefore = Object.keys(next).every(name => next[name] === first[name])
      kept.put(place, isAsBefore ? null : next)
    },
    forget,
  }
}
