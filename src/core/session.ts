// An opened profile: its rooms, composed. Each unlock is a session with a feed of its own in every
// group, so that a copied or restored profile never writes where another copy wrote.
import type { Archive } from '#core/archive'
import { openDocuments, type Documents } from '#core/documents'
import { random, toHex } from '#core/keys'
import { openSync, type Sync } from '#core/sync'
import type { DocumentSummary, NetworkStatus, Settings } from '#shared/contract'
import { Failure } from '#shared/failure'
import { FeedId, type DocumentId, type GroupId } from '#shared/ids'
import * as v from 'valibot'
import type { Environment, Told } from './index.ts'
import { openGroupList, type GroupList } from './group-list.ts'

export type Session = {
  archive: Archive
  groups: GroupList
  documents: Documents
  sync: Sync
  /** Throws `not-found`. */
  summary(document: DocumentId): DocumentSummary
  network(): NetworkStatus
  applySettings(settings: Settings): Promise<void>
  listen(address: string, beacon: boolean): Promise<{ addresses: string[] }>
  close(): Promise<void>
}

export const openSession = async (
  archive: Archive,
  environment: Environment,
  tell: Told,
): Promise<Session> => {
  const { now, offline = false, onDefect = () => {} } = environment
  const feeds = new Map<GroupId, FeedId>()
  const feedOf = (group: GroupId): FeedId => {
    const feed = feeds.get(group) ?? v.parse(FeedId, toHex(random(16)))
    feeds.set(group, feed)
    return feed
  }

  const groups: GroupList = openGroupList(
    archive,
    { now },
    {
      changed: group => tell('groups.changed', { group }),
      reach: (group, member) => sync.reach(group).get(member) ?? { state: 'never-heard' },
      warnings: group => sync.warnings(group),
    },
  )
  const documents: Documents = openDocuments({
    archive,
    now,
    random,
    feedOf,
    deviceOf: group => groups.get(group).self.device,
    memberOf: (group, device) => groups.get(group).state().devices.get(device)?.member ?? null,
    publish: (group, document, kind, body) => sync.publish(group, document, kind, body),
    live: group => sync.isLive(group),
  })
  const sync: Sync = openSync({
    archive,
    groups: groups.all,
    documents,
    feedOf,
    now,
    random,
    onDefect,
  })
  documents.onChanged(({ group, document }) => tell('documents.changed', { group, document }))
  sync.onChange(() => tell('network.changed', { peers: sync.lan.status().peers.length }))

  const summary = (id: DocumentId): DocumentSummary => {
    const row = archive.documents.get(id)
    if (row === null) throw new Failure('not-found')
    const members = groups.get(row.group).state().members.size
    return {
      ...row,
      readers: row.shared ? { kind: 'group', members } : { kind: 'only-you' },
      have: row.shared ? sync.have(row.group, id) : 1,
    }
  }
  const applyNetwork = async ({ localNetwork }: Settings): Promise<void> => {
    if (localNetwork && !offline) await sync.lan.start()
    else await sync.lan.stop()
  }
  await applyNetwork(archive.settings.get())

  return {
    archive,
    groups,
    documents,
    sync,
    summary,
    network: () => sync.network(),
    async applySettings(settings) {
      archive.settings.set(settings)
      await applyNetwork(settings)
      tell('settings.changed', settings)
    },
    listen: (address, beacon) => sync.lan.listen(address, beacon),
    async close() {
      await documents.flush()
      await sync.close()
      documents.close()
      archive.close()
    },
  }
}
