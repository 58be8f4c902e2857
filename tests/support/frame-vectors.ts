// Vectors of parts beside records and messages: security words, recovery code and shares, a locked
// file, the beacon, and the messages of a device and a mailbox host, from fixed keys where nothing
// about them is random. `makeFrameVectors` wrote `tests/fixtures/vectors/frames.json` once; its
// content never changes.
import {
  deriveKey,
  digest,
  encode,
  newDeviceKeys,
  recoveryCodeOf,
  recoveryPair,
  shareFile,
  shareText,
  sign,
  splitSecret,
  toHex,
  type Bytes,
} from '#core/keys'
import type { Language } from '#shared/contract'
import type { DeviceId, EpochId, GroupId, RecordId } from '#shared/ids'
import {
  stretchWords,
  securityWordsOf,
  type Transcript,
} from '../../src/core/group/security-words.ts'
import { writeBeacon } from '../../src/core/sync/lan/beacon.ts'
import { discoveryKey } from '../../src/core/sync/lan/handshake.ts'
import { joiningKey } from '../../src/core/sync/lan/joining-frames.ts'
import { writeLocked } from '../../src/core/sync/files/locked-file.ts'
import { mailboxPair } from '../../src/core/sync/mailbox/address.ts'
import { sealedParts } from '../../src/core/sync/mailbox/sealed.ts'
import { ask } from '../../src/core/sync/mailbox/wire.ts'
import { say } from '../../src/mailbox/frames.ts'

/** Fields of bytes are in hexadecimal. */
export type FrameVectors = Awaited<ReturnType<typeof makeFrameVectors>>

const bytes32 = (name: string): Bytes => digest('vectors', encode(name))
const spoken = ['en', 'fr', 'es'] as const satisfies Language[]

const words = () => {
  const end = (name: string) => ({
    device: toHex(bytes32(`${name} device`)) as DeviceId,
    agreement: bytes32(`${name} agreement`),
  })
  const transcript: Transcript = {
    group: toHex(bytes32('group')) as GroupId,
    invitation: toHex(bytes32('invitation')) as RecordId,
    join: encode([1, 'record', 'the whole bytes of a join']),
    inviter: end('inviter'),
    joiner: end('joiner'),
  }
  let stretched: Bytes = new Uint8Array()
  const slowly = (secret: Bytes): Bytes =>
    (stretched = stretched.length > 0 ? stretched : stretchWords(secret))
  const said = spoken.map(language => securityWordsOf(transcript, language, slowly))
  const hex = ({ device, agreement }: Transcript['inviter']) => ({
    device,
    agreement: toHex(agreement),
  })
  return {
    group: transcript.group,
    invitation: transcript.invitation,
    join: toHex(transcript.join),
    stretched: toHex(stretched),
    inviter: hex(transcript.inviter),
    joiner: hex(transcript.joiner),
    words: Object.fromEntries(said.map(each => [each.language, each.words.join(' ')])),
    numbers: said[0]?.numbers.join(' ') ?? '',
  }
}

const recovery = async () => {
  const secret = bytes32('recovery secret').subarray(0, 16)
  const group = toHex(bytes32('group')) as GroupId
  const { set, shares } = await splitSecret(secret, { needed: 3, of: 5 })
  return {
    secret: toHex(secret),
    code: recoveryCodeOf(secret),
    group,
    public: toHex(recoveryPair(secret, group).public),
    shares: {
      set: toHex(set),
      needed: 3,
      texts: shares.map(shareText),
      file: shares.map(shareFile)[0] ?? '',
    },
  }
}

const network = () => {
  const epochKey = bytes32('epoch key')
  const secret = bytes32('invitation secret').subarray(0, 10)
  const [discovery, joining] = [discoveryKey(epochKey), joiningKey(secret)]
  const noise = (length: number): Bytes =>
    Uint8Array.from({ length }, (_, at) => bytes32(`noise ${at >> 5}`)[at & 31] ?? 0)
  return {
    epochKey: toHex(epochKey),
    discovery: toHex(discovery),
    presharedKey: toHex(deriveKey(discovery, 'link')),
    invitation: { secret: toHex(secret), joining: toHex(joining) },
    port: 46_312,
    beacon: toHex(writeBeacon(noise, 46_312, [discovery, joining])),
  }
}

const mailbox = () => {
  const key = bytes32('epoch key')
  const epoch = { id: toHex(digest('epoch', key)) as EpochId, key }
  const pair = mailboxPair(key)
  const [nonce, log] = [bytes32('challenge'), bytes32('log').subarray(0, 16)]
  const carried = encode([1, 'records', []])
  const [sealed = new Uint8Array()] = sealedParts(epoch, carried)
  return {
    epochKey: toHex(key),
    address: toHex(pair.public),
    carried: toHex(carried),
    host: {
      challenge: toHex(say.challenge(nonce)),
      opened: toHex(say.opened({ log, last: 7, used: 616, most: 1 << 26, keeps: 7_776_000_000 })),
      part: toHex(say.part(7, sealed)),
      end: toHex(say.end(7)),
      kept: toHex(say.kept(1, 8)),
      refused: toHex(say.refused(2, 'mailbox-full')),
      others: toHex(say.others(3)),
    },
    device: {
      open: toHex(ask.open(pair.public, sign('mailbox', nonce, pair.secret))),
      read: toHex(ask.read(0)),
      append: toHex(ask.append(1, sealed)),
    },
  }
}

const locked = async () => {
  const reader = newDeviceKeys().agreement
  const group = toHex(bytes32('group')) as GroupId
  const heads = { records: [toHex(bytes32('record 1')) as RecordId], feeds: [] }
  const packs = [encode(['a pack', 1]), encode(['a pack', 2])]
  const file = await writeLocked({ group, records: [], packs, heads, messages: 2 }, [reader.public])
  return {
    reader: { public: toHex(reader.public), secret: toHex(reader.secret) },
    group,
    heads,
    packs: packs.map(toHex),
    messages: 2,
    file: toHex(file),
  }
}

export const makeFrameVectors = async () => ({
  words: words(),
  recovery: await recovery(),
  network: network(),
  mailbox: mailbox(),
  locked: await locked(),
})
