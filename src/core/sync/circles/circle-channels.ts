// Circle channels: over one link of a group, a channel for each circle that both ends are in. A
// channel is a link of its own, with frames that are sealed under the circle's epochs. A member who
// shares no circle with the other end sends and receives nothing about any.
import type { Bytes } from '#core/keys'
import type { GroupId } from '#shared/ids'
import { bodySays } from '#core/messages'
import { readCircleKey, writeCircleKey, type CircleKey } from './circle-frames.ts'
import { openCirclePipes } from './circle-pipes.ts'
import { openCircleProof } from './circle-proof.ts'
import { type Circles, type SyncCircle, knownIn } from '../members/index.ts'
import type { SyncGroup } from '../ports.ts'
import type { Link } from '../link/index.ts'
import type { Records } from '../inbox/index.ts'

type Taking = Pick<Records, 'sealOwn' | 'addRecords'>

/** Circles that are not known here and whose keys a link keeps. */
const mostOffered = 64

type CircleLines = {
  /** The link without the frames of circles. */
  main: Link
  /** Sends the other end what it does not know of circles that it is in. */
  refresh(): void
}

const openCircleLines = (ports: {
  link: Link
  group: SyncGroup
  circles: Circles
  /** A channel to the other end is open. */
  open(circle: GroupId, link: Link): void
  replicaOf(circle: GroupId): Taking
  guarded(work: () => void): void
}): CircleLines => {
  const { link, group, circles, open, replicaOf, guarded } = ports
  /** Circles that this device left, as the other end was notified. */
  const farewells = new Set<GroupId>()
  /** Keys of circles that this member has not accepted. */
  const offered = new Map<GroupId, CircleKey>()
  let listener: (frame: Bytes) => Promise<void> | void = () => {}
  const pipes = openCirclePipes(link, open)
  const proof = openCircleProof(circles, group.id, link.remote)
  let ended = false

  /**
   * Sends the records of the departure, which the members of the circle can no longer get from this
   * device.
   */
  const sayFarewell = (circle: SyncCircle, agreement: Bytes): void => {
    const { devices, epochs } = circle.state()
    if (farewells.has(circle.id) || !devices.has(link.remote)) return
    const id = epochs.findLast(epoch => circle.epochKey(epoch.id) !== null)?.id
    const key = id && circle.epochKey(id)
    if (!id || !key) return
    farewells.add(circle.id)
    const said = { circle: circle.id, epoch: { id, key }, records: circle.recordsBeyond([]) }
    for (const frame of writeCircleKey(said, agreement)) void link.send(frame)
  }

  const refresh = (): void => {
    const agreement = knownIn(group, link.remote)?.agreement
    if (ended || !agreement) return
    proof.again()
    for (const circle of circles.of(group.id)) {
      if (!circle.isIn()) sayFarewell(circle, agreement)
      if (!circle.isIn() || circle.proofFor(link.remote) === null) continue
      const before = offered.get(circle.id)
      offered.delete(circle.id)
      if (before) pipes.hear(before)
      const epoch = circle.epoch()
      const records = circle.proofFor(link.remote)
      if (!records || pipes.told(circle.id) === epoch.id) continue
      pipes.tell(circle.id, epoch)
      for (const frame of writeCircleKey({ circle: circle.id, epoch, records }, agreement))
        void link.send(frame)
      pipes.begin(circle.id)
    }
  }

  /** False for a frame that no honest device sends. */
  const onKey = async (frame: Bytes): Promise<boolean> => {
    const key = readCircleKey(frame, group.self.keys.agreement)
    if (!key) return false
    const known = circles.of(group.id).find(({ id }) => id === key.circle)
    // A device that the circle removed still knows the circle's id, and could go on sending.
    if (known?.isIn() && known.state().pastDevices.has(link.remote)) return true
    // Treats them like records of the circle that come by any other way.
    if (known?.hasNews(key.records)) {
      const replica = replicaOf(known.id)
      await replica.sealOwn()
      if (ended) return true
      replica.addRecords(key.records)
    }
    const circle = known ?? proof.take(key)
    const hasRoom = offered.has(key.circle) || offered.size < mostOffered
    if (!circle && hasRoom) offered.set(key.circle, { ...key, records: [] })
    if (circle?.id !== key.circle || !circle.isIn()) return true
    if (!circle.state().devices.has(link.remote)) return true
    pipes.hear(key)
    guarded(refresh)
    pipes.begin(key.circle)
    return true
  }

  const onCircle = async (frame: Bytes, isKey: boolean): Promise<void> => {
    let isFine = false
    try {
      isFine = await (isKey ? onKey(frame) : pipes.deliver(frame))
    } catch (error) {
      guarded(() => {
        throw error
      })
    }
    // Records that a full disk refused come again.
    if (!isFine) link.close()
  }

  link.onClose(() => {
    ended = true
    pipes.end()
  })

  return {
    refresh,
    main: {
      remote: link.remote,
      close: () => link.close(),
      send: frame => link.send(frame),
      onClose: listen => link.onClose(listen),
      onFrame(listen) {
        listener = listen
        link.onFrame(frame => {
          const isKey = bodySays(frame, 'circle-key')
          return isKey || bodySays(frame, 'circle') ? onCircle(frame, isKey) : listener(frame)
        })
      },
    },
  }
}

/**
 * Splits the links of groups, as long as they last, and keeps the other ends up to date about
 * circles.
 */
export const openCircleChannels = (ports: {
  circles: Circles
  open(circle: GroupId, link: Link): void
  replicaOf(circle: GroupId): Taking
  /** Runs work without a caller that waits for it. */
  guarded(work: () => void): void
}) => {
  const all = new Map<CircleLines, GroupId>()
  const unlisten = ports.circles.onChange(group => {
    for (const [lines, of] of [...all]) if (of === group) ports.guarded(lines.refresh)
  })
  return {
    /** `work` gets the link without the channels of circles. */
    split(group: SyncGroup, link: Link, work: (main: Link) => void): void {
      const lines = openCircleLines({ ...ports, link, group })
      all.set(lines, group.id)
      link.onClose(() => void all.delete(lines))
      // Circles first: when both ends know what they have of the group, they know of the circles
      // too.
      ports.guarded(lines.refresh)
      work(lines.main)
    },
    close: unlisten,
  }
}
