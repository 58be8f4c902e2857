// Frames: those of a peer, a mailbox host and a device at a host, sealed parts, beacons and
// presence.
import { decodeStrict, encode, equal, fromHex, type Bytes, type Encodable } from '#core/keys'
import type { DeviceId, EpochId, GroupId } from '#shared/ids'
import { ask, readSaid } from '../../../src/core/sync/mailbox/wire.ts'
import { openSealed } from '../../../src/core/sync/mailbox/sealed.ts'
import { openEnvelope, sealEnvelope } from '../../../src/core/sync/link/envelope.ts'
import { openTransfers } from '../../../src/core/sync/link/transfers.ts'
import { readBeacon } from '../../../src/core/sync/lan/beacon.ts'
import {
  readFrame,
  writeDigest,
  writeGiven,
  writeHave,
} from '../../../src/core/sync/link/frames.ts'
import { readHeard } from '../../../src/mailbox/frames.ts'
import { readPresence } from '../../../src/core/sync/link/presence.ts'
import type { Target } from '../engine.ts'
import { frameVectors, messageVectors } from './vectors.ts'

const { id, key } = messageVectors.epoch
const epoch = { id: id as EpochId, key: fromHex(key) }
const group = messageVectors.group as GroupId
const device = messageVectors.device.public as DeviceId

const bytesOf = (...texts: string[]): Bytes[] => texts.map(fromHex)

/** A part with any content, in the form that a member can seal. */
const openOwn = (input: Bytes): void => {
  const value = decodeStrict(input, 1 << 16)
  if (!Array.isArray(value)) return
  const part = openEnvelope(sealEnvelope(epoch, value as Encodable), () => epoch.key)
  if (part === null || part === 'unknown-epoch') return
  const transfers = openTransfers({ open: 2, bytes: 1 << 16 })
  for (const index of [part.index, part.index + 1, 0]) transfers.add({ ...part, index })
}

export const frames: Target = {
  name: 'frames',
  most: 17_000,
  seeds: () => [
    ...bytesOf(
      ...Object.values(frameVectors.mailbox.host),
      ...Object.values(frameVectors.mailbox.device),
    ),
    ...bytesOf(...messageVectors.seals, frameVectors.network.beacon, frameVectors.mailbox.carried),
    ...[writeDigest(new Uint8Array(32)), writeGiven()],
    writeHave(
      { records: [], feeds: messageVectors.messages.slice(0, 1).map(each => each as never) },
      true,
    ),
    encode([1, 'want', [[new Uint8Array(16), 0, 9]]]),
    encode([new Uint8Array(16), 0, 2, new Uint8Array(20)]),
    encode([1, 'presence', fromHex(group), fromHex(device), new Uint8Array(8), 1]),
  ],
  run(input) {
    readFrame(input)
    readSaid(input)
    const heard = readHeard(input)
    const again =
      heard?.kind === 'open'
        ? ask.open(heard.address, heard.signature)
        : heard?.kind === 'read'
          ? ask.read(heard.after)
          : heard && ask.append(heard.tag, heard.sealed)
    if (again && !equal(again, input)) throw new Error('a frame of two meanings')
    openSealed(epoch, input)
    openEnvelope(input, () => epoch.key)
    openOwn(input)
    readBeacon(input, [fromHex(frameVectors.network.discovery)])
    readPresence(input, group, device)
  },
}
