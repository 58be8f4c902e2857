// The discovery keys of this device's groups. Beacons carry tags of them and are recognised by them,
// and a link opens under one of them. A key that a past device has is left out: the pair keys with the
// other devices that have it take its place.
import type { Bytes } from '#core/keys'
import type { DeviceId, GroupId } from '#shared/ids'
import { knownIn } from '../members/index.ts'
import type { Later, SyncArchive, LanGroup } from '../ports.ts'
import { mostTags, readBeacon, type Heard } from './beacon.ts'
import { discoveryKey } from './handshake.ts'
import type { InviteListener } from './invite-listener.ts'
import { openPairKeys, type PairKeys } from './pair-keys.ts'

/** One of the latest epochs, and all devices that received its key. */
type Latest = { key: Bytes; recipients: readonly DeviceId[]; isSafe: boolean }

/** Milliseconds in which the keys of an epoch that just came may be missing from the list. */
const listenAgain = 100

type Listening = { group: GroupId; keys: Bytes[] }[]

export type DiscoveryPorts = {
  archive: Pick<SyncArchive, 'epochs'>
  /** Groups that this device is admitted to. */
  active(): readonly LanGroup[]
  door: Pick<InviteListener, 'entrances'>
  later: Later
}

export class Discovery {
  readonly pairs: PairKeys = openPairKeys()
  readonly #ports: DiscoveryPorts
  /** The keys that recognise beacons, made once for the many beacons of a short time. */
  #listening: Listening | null = null
  #cancel = (): void => {}

  constructor(ports: DiscoveryPorts) {
    this.#ports = ports
  }

  /** The keys of the group's latest epochs that no past device has, the newest first. */
  epochsOf(group: LanGroup): Bytes[] {
    return this.#latestOf(group)
      .filter(({ isSafe }) => isSafe)
      .map(({ key }) => discoveryKey(key))
  }

  /** All keys under which a device of the group may answer, or be recognised. */
  of(group: LanGroup): Bytes[] {
    return [...this.epochsOf(group), ...this.pairs.of(group).map(pair => pair.discovery)]
  }

  /**
   * The keys whose tags a group's beacons carry. As a rule one beacon has room for all of them in
   * its eight places.
   */
  tagsOf(group: LanGroup): Bytes[][] {
    const invitations = this.#ports.door.entrances(group).map(({ discovery }) => discovery)
    const beside = this.pairs.shown(group, this.#holders(group)).map(({ discovery }) => discovery)
    const all = [...this.epochsOf(group), ...beside, ...invitations]
    const count = Math.max(1, Math.ceil(all.length / mostTags))
    return Array.from({ length: count }, (_, at) => all.slice(at * mostTags, (at + 1) * mostTags))
  }

  /** The groups that a beacon belongs to, and the number of keys that were tried. */
  heard(beacon: Bytes): { found: { group: GroupId; at: Heard }[]; tried: number } {
    const known = this.#listenFor()
    return {
      found: known.flatMap(({ group, keys }) => {
        const at = readBeacon(beacon, keys)
        return at ? [{ group, at }] : []
      }),
      tried: known.reduce((sum, { keys }) => sum + keys.length, 0),
    }
  }

  forget(): void {
    this.#cancel()
    this.#listening = null
  }

  #listenFor(): Listening {
    if (this.#listening) return this.#listening
    this.#cancel = this.#ports.later(() => {
      this.#listening = null
    }, listenAgain)
    this.#listening = this.#ports.active().map(group => ({ group: group.id, keys: this.of(group) }))
    return this.#listening
  }

  /** An epoch is safe if each device that received its key is active. */
  #latestOf(group: LanGroup): Latest[] {
    const { epochs } = group.state()
    const isActive = (device: DeviceId): boolean => knownIn(group, device) !== undefined
    return this.#ports.archive.epochs
      .list(group.id)
      .slice(-mostTags)
      .toReversed()
      .map(({ epoch, key }) => {
        const known = epochs.find(({ id }) => id === epoch)?.recipients
        return { key, recipients: known ?? [], isSafe: known?.every(isActive) ?? false }
      })
  }

  /** Devices that have the key of an epoch that is not safe. */
  #holders(group: LanGroup): DeviceId[] {
    const withPast = this.#latestOf(group).filter(({ isSafe }) => !isSafe)
    return [...new Set(withPast.flatMap(({ recipients }) => recipients))]
  }
}
