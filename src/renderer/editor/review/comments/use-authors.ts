// The authors of words: a window knows client ids, and core knows their members. The answer for a
// client never changes.
import { useEffect, useState } from 'react'
import type { Member } from '#shared/contract'
import type { Suggestion } from '#document/review/suggestions'
import type { Thread } from '#document/review/comments'
import type { DocumentId, MemberId } from '#shared/ids'
import { useCore } from '../../../shell/core-client.ts'
import { useGroupHere } from '../../stable-summary.ts'

type Suggested = Pick<Suggestion, 'client'>

const clientsOf = (threads: readonly Thread[], suggestions: readonly Suggested[]): Set<number> =>
  new Set([
    ...suggestions.map(({ client }) => client),
    ...threads.flatMap(({ opening, replies, record }) =>
      [opening, ...replies, ...record].map(({ client }) => client),
    ),
  ])

/** Gives the member who wrote as a client; undefined while that is not known, or never will be. */
export const useAuthors = (
  document: DocumentId,
  threads: readonly Thread[],
  suggestions: readonly Suggested[],
): ((client: number) => Member | undefined) =>
  useMembersOf(document, [...clientsOf(threads, suggestions)])

/** The same for any client ids. */
export function useMembersOf(
  document: DocumentId,
  wanted: readonly number[],
): (client: number) => Member | undefined {
  const group = useGroupHere()
  const known = useMembers(document, wanted)
  return client => group?.memberList.find(({ id }) => id === known.get(client))
}

/** The members who write as these clients; null for a client without one. Grows as core answers. */
export function useMembers(
  document: DocumentId,
  wanted: Iterable<number>,
): ReadonlyMap<number, MemberId | null> {
  const core = useCore()
  const [known, setKnown] = useState<ReadonlyMap<number, MemberId | null>>(new Map())
  const asked = [...new Set(wanted)].filter(client => !known.has(client)).join(' ')
  useEffect(() => {
    const clients = asked === '' ? [] : asked.split(' ').map(Number)
    if (clients.length === 0) return
    let isHere = true
    core
      .call('comments.authors', { document, clients })
      .then(members => {
        if (!isHere) return
        const found = clients.map((client, at) => [client, members[at] ?? null] as const)
        setKnown(before => new Map([...before, ...found]))
      })
      // Without an answer the name stays open; it is asked for again with the next thing said.
      .catch(() => {})
    return () => void (isHere = false)
  }, [core, document, asked])
  return known
}
