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
  texts: Texts,
  { rightsNow, editing, windows, history, parted }: Writing,
): Reception => {
  const room = { ...ports, ...texts, parted }
  const claims = openClaims({
    ...room,
    hasUnsealed: ({ id }) => texts.unsent.count({ document: id }) > 0,
    retire: editing.retire,
  })
  const forking = openForking({ ...room, stopped: () => queueMicrotask(windows.renewRights) })
  const wordings = openWordings({ ...room, editing: () => editing, rightsNow })
  const remote = openRemoteUpdates({
    ...room,
    claims,
    forking,
    history,
    windows,
    heard: texts.merges.heard,
  })

  return { forking, wordings, remote }
}
