// The network of an open profile: connected members, sockets by the settings, and its status.
import type { Archive } from '#core/archive'
import type { Documents } from '#core/documents'
import type { Sync } from '#core/sync'
import type { NetworkStatus, Settings } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { GroupId } from '#shared/ids'
import type { Emit } from './events.ts'
import type { GroupList } from './group-list.ts'
import type { Spaces } from '#core/drafting'

export type Network = { status(): NetworkStatus; applySettings(settings: Settings): Promise<void> }

export const openNetwork = async ({
  archive,
  documents,
  groups,
  sync,
  homeOf,
  offline,
  emit,
  onDefect,
}: {
  archive: Archive
  documents: Documents
  groups: GroupList
  sync: Sync
  offline: boolean
  emit: Emit
  onDefect: (error: unknown) => void
} & Pick<Spaces, 'homeOf'>): Promise<Network> => {
  /** The channel of a circle is no peer of its own. */
  const groupPeers = () => sync.peers().filter(({ group }) => homeOf(group) === group)
  let reached = 0
  const onSyncChange = ({ group }: { group: GroupId | null }): void => {
    const peers = groupPeers().length
    const inReach = groups.all().reduce((sum, { id }) => sum + sync.mailboxes.others(id), peers)
    // A member connected: edits that would wait for up to half a minute are flushed now.
    if (inReach > reached) documents.seal()
    reached = inReach
    documents.reachable(sync.peers())
    if (group !== null) emit('groups.changed', { group: homeOf(group) })
    emit('network.changed', { peers })
  }
  sync.onChange(onSyncChange)

  const applyNetwork = async ({ localNetwork }: Settings): Promise<void> => {
    if (localNetwork && !offline) await sync.lan.start()
    else sync.lan.stop()
  }
  // A computer without a network must not keep a person from the texts.
  await applyNetwork(archive.settings.get()).catch((error: unknown) => {
    if (!(error instanceof Failure)) onDefect(error)
  })
  if (!offline) sync.mailboxes.start()

  return {
    status: () => ({
      ...sync.lan.status(),
      ...sync.toGo(),
      peers: groupPeers().map(({ group, device, member }) => ({
        group,
        device,
        member,
        handle: groups.member(group, member)?.handle ?? '',
      })),
      mailboxes: groups
        .all()
        .map(({ id }) => sync.mailboxes.status(id))
        .filter(({ url }) => url !== null),
    }),
    async applySettings(settings) {
      const before = archive.settings.get()
      await applyNetwork(settings)
      try {
        archive.settings.set(settings)
      } catch (error) {
        // A setting that could not be stored does not apply: no socket stays open without its
        // switch.
        await applyNetwork(before).catch(() => {})
        throw error
      }
      emit('settings.changed', settings)
    },
  }
}
