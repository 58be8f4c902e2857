// Which paragraphs of the original were on the screen, and with which words: only these can be said to
// be translated all at once.
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Row } from './rows.ts'

export type Seen = {
  /** The digest under which each row was seen last, by its key. */
  seen: ReadonlyMap<string, string>
  /** These are on the screen now, in the rows that were given last. */
  onSight: (keys: readonly string[]) => void
  follow: (rows: readonly Row[]) => void
}

export function useSeen(): Seen {
  const [seen, setSeen] = useState<ReadonlyMap<string, string>>(new Map())
  const inSight = useRef<ReadonlySet<string>>(new Set())
  const latest = useRef<readonly Row[]>([])
  const note = useCallback(() => {
    const here = latest.current.filter(({ key }) => inSight.current.has(key))
    setSeen(before => {
      const fresh = here.filter(({ key, pair }) => pair && before.get(key) !== pair.digest)
      if (fresh.length === 0) return before
      return new Map([...before, ...fresh.map(row => [row.key, row.pair?.digest ?? ''] as const)])
    })
  }, [])
  const onSight = useCallback(
    (keys: readonly string[]) => {
      const isSame =
        keys.length === inSight.current.size && keys.every(each => inSight.current.has(each))
      if (isSame) return
      inSight.current = new Set(keys)
      note()
    },
    [note],
  )
  // Words that change while they are looked at are seen as they are now.
  const follow = useCallback(
    (rows: readonly Row[]) => {
      if (latest.current === rows) return
      latest.current = rows
      note()
    },
    [note],
  )
  return { seen, onSight, follow }
}

export const useFollowed = ({ follow }: Seen, rows: readonly Row[]): void =>
  useEffect(() => follow(rows), [follow, rows])
