// Messages that this device just wrote go to all linked devices, sealed once for all of them.
import type { Written } from '../outbox/index.ts'
import type { GroupSync } from '../group-sync.ts'
import { sealEnvelopes, type LinkConversation } from '../link/index.ts'

/** `messages` are in the archive: none is sent before its commit. */
export const push = (
  { replica, sessions }: { replica: GroupSync; sessions: ReadonlySet<LinkConversation> },
  messages: readonly Written[],
): void => {
  if (sessions.size === 0) return
  const { group } = replica
  const runs = Map.groupBy(
    messages.filter(({ message }) => message.audience === group.id),
    ({ message }) => message.feed,
  )
  for (const [feed, run] of runs) {
    const [from = 0, to = 0] = [run[0]?.message.seq, run.at(-1)?.message.seq]
    let first = 0
    for (const { bytes, count } of replica.run({ feed, from, to }, run)) {
      const seals = sealEnvelopes(group.epoch(), bytes)
      const carried = run.slice(first, (first += count)).map(({ message }) => message)
      for (const session of sessions) session.push(seals, carried)
    }
  }
}
