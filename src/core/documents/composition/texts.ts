// Documents in memory, with what lists, search and merges show of them.
import type { DocumentId, GroupId } from '#shared/ids'
import type { DocumentsPorts } from '../api.ts'
import {
  openCatalogue,
  type Catalogue,
  openChangeEvents,
  type ChangeEvents,
  type MemberOf,
} from '../lists/index.ts'
import {
  openConflicts,
  type Conflicts,
  openVisibility,
  type Visibility,
} from '../conflicts/index.ts'
import { openDocumentCache, type DocumentCache, type DocumentReplica } from '../replica/index.ts'
import { realLater, type Later } from '../timers.ts'
import { openUnsentEdits, type UnsentEdits } from '../bodies/index.ts'

export type Texts = {
  later: Later
  news: ChangeEvents
  /** A document of the group changed. */
  tell(group: GroupId, document: DocumentId): void
  tellOf(document: DocumentId): void
  unsent: UnsentEdits
  cache: DocumentCache
  catalogue: Catalogue
  sight: Visibility
  merges: Conflicts
  /** The present or past member of a device. */
  memberOf: MemberOf
}

/** `loaded`: a document was read into memory. */
export const openTexts = (
  ports: DocumentsPorts,
  loaded: (document: DocumentReplica) => void,
): Texts => {
  const { archive, ids, feedOf, deviceOf } = ports
  const later = ports.later ?? realLater
  const news = openChangeEvents(later)
  const { tell } = news
  const tellOf = (id: DocumentId): void => {
    const row = archive.documents.get(id)
    if (row) tell(row.group, id)
  }
  const unsent = openUnsentEdits(archive)
  const cache = openDocumentCache(archive, deviceOf, ids, document => {
    loaded(document)
    catalogue.met(document)
  })
  const told = (all: readonly DocumentId[]): void => all.forEach(tellOf)
  const { memberOf, clock } = ports
  const catalogue = openCatalogue({ ...ports, cache, later, told })
  const sight = openVisibility(group => {
    const feed = feedOf(group)
    return { feed, seq: archive.messages.head(group, feed)?.seq ?? -1 }
  }, clock)
  const merges = openConflicts({ ...ports, cache, later, sight, told: tellOf })

  return { later, news, tell, tellOf, unsent, cache, catalogue, sight, merges, memberOf }
}
