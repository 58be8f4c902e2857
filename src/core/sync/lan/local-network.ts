// The local network put together: links between members, joining by a typed code, and the listener
// for newcomers, who get the bootstrap file.
import type { DeviceId, GroupId } from '#shared/ids'
import { Failure } from '#shared/failure'
import type { FileExchange } from '../files/index.ts'
import type { Link } from '../link/index.ts'
import { knownIn } from '../members/index.ts'
import type { Later, SyncArchive, LanGroup } from '../ports.ts'
import type { GroupSync } from '../group-sync.ts'
import { openInviteListener } from './invite-listener.ts'
import { openJoining, type Joining } from './joining.ts'
import { openLan, type Lan, type LanOptions } from './lan.ts'

export const openLocalNetwork = (ports: {
  archive: SyncArchive
  groups(): readonly LanGroup[]
  replicaOf(group: GroupId): Pick<GroupSync, 'group'>
  files: Pick<FileExchange, 'writeFile'>
  addLink(group: GroupId, link: Link): void
  changed(): void
  random(length: number): Uint8Array
  now(): number
  later: Later
  defect(error: unknown): void
  options: LanOptions
}): { lan: Lan; joining: Joining } => {
  const { replicaOf, files, options, later } = ports
  /** The encrypted file for a device that was just admitted. */
  const bootstrapFile = async (group: GroupId, device: DeviceId): Promise<Uint8Array> => {
    const member = knownIn(replicaOf(group).group, device)?.member
    if (member === undefined) throw new Failure('not-found')
    return (await files.writeFile({ group, members: [member] })).bytes
  }
  const door = openInviteListener({
    ...ports,
    patience: options.handshake ?? 5_000,
    handover: bootstrapFile,
  })
  const lan = openLan({ ...ports, door })
  const joining = openJoining({
    later,
    patience: options.looking ?? 60_000,
    isOn: () => lan.status().on,
    seek: lan.seek,
    knock: lan.knock,
  })
  return { lan, joining }
}
