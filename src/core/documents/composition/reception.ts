// Messages of members: contested ids and forks of feeds are settled, and the gate decides about the
// rest.
import type { DocumentsPorts } from '../api.ts'
import {
  openClaims,
  openForking,
  type Forking,
  openWordings,
  type WordingAnswers,
} from '../apart/index.ts'
import { openRemoteUpdates, type RemoteUpdates } from '../receiving/index.ts'
import type { Texts } from './texts.ts'
import type { Writing } from './writing.ts'

export type Reception = { forking: Forking; wordings: WordingAnswers; remote: RemoteUpdates }

export const openReception = (
  ports: DocumentsPorts,
  { cache, unsent, catalogue, merges, tell }: Texts,
  { rightsNow, editing, windows, history, parted }: Writing,
): Reception => {
  const { archive, ids, now, random, feedOf } = ports
  const claims = openClaims({
    archive,
    cache,
    ids,
    parted,
    hasUnsealed: ({ id }) => unsent.count({ document: id }) > 0,
    retire: editing.retire,
  })
  const forking = openForking({
    archive,
    cache,
    ids,
    parted,
    feedOf,
    stopped: () => queueMicrotask(windows.renewRights),
  })
  const wordings = openWordings({
    archive,
    cache,
    now,
    random,
    editing: () => editing,
    rightsNow,
    memberOf: ports.memberOf,
  })
  const remote = openRemoteUpdates({
    archive,
    cache,
    ids,
    claims,
    forking,
    acts: ports.acts,
    catalogue,
    history,
    windows,
    now,
    heard: merges.heard,
    tell,
  })

  return { forking, wordings, remote }
}
