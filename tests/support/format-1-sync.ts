// Messages of format 1, made once with the keys of fixtures/format-1/group.json: an encrypted file that
// begins a member, later packs, envelopes of them, a beacon, a presence frame. `node
// tests/support/format-1-sync.ts` writes them. It ran once, for version 0.2.0: format 1 is frozen.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createProfile } from '#core/archive'
import { openGroup } from '#core/group'
import { encode, fromHex, random, toHex, type Bytes, type DeviceKeys } from '#core/keys'
import { applyEditScript } from '#document/edits'
import type { DeviceId, DocumentId, EpochId, GroupId, RecordId } from '#shared/ids'
import { composeProfile, type OpenProfile } from '../../src/core/profile/open-profile.ts'
import { writeBeacon } from '../../src/core/sync/lan/beacon.ts'
import { discoveryKey } from '../../src/core/sync/lan/handshake.ts'
import { readInside, contentOf, openOutside } from '../../src/core/sync/files/locked-file.ts'
import { writePresence } from '../../src/core/sync/link/presence.ts'
import { sealEnvelopes } from '../../src/core/sync/link/envelope.ts'

type Pair = { public: string; secret: string }
type Written = { id: RecordId; bytes: string; signatures: [DeviceId, string][] }

export const format1Group = JSON.parse(
  readFileSync(join(import.meta.dirname, '../fixtures/format-1/group.json'), 'utf8'),
) as {
  time: number
  group: GroupId
  devices: Record<'Alice' | 'Bob', { signing: Pair; agreement: Pair }>
  records: Written[]
  epochs: { id: EpochId; key: string }[]
}

/** Byte strings in base64. */
export type Format1Sync = {
  about: string
  document: DocumentId
  /** For Bob: the beginning, and one later edit. */
  file: string
  /** Later edits of Alice, and a message of a later version, one pack each. */
  packs: string[]
  /** The last pack in envelopes under the latest epoch. */
  seals: string[]
  beacon: string
  beaconPort: number
  presence: string
  text: string
  digest: string
}

export const format1SyncPath = join(import.meta.dirname, '../fixtures/format-1/sync.json')

const pairOf = (pair: Pair) => ({ public: fromHex(pair.public), secret: fromHex(pair.secret) })

export const format1Keys = (who: 'Alice' | 'Bob'): DeviceKeys => {
  const { signing, agreement } = format1Group.devices[who]
  return { signing: pairOf(signing), agreement: pairOf(agreement) }
}

/** A new profile in `directory` for this member of the fixture's group. */
export const format1Session = async (
  who: 'Alice' | 'Bob',
  directory: string,
  defects: unknown[] = [],
): Promise<OpenProfile> => {
  const { time, group, records } = format1Group
  const now = () => time
  const cost = { passes: 1, memory: 8192 }
  const archive = createProfile(directory, 'words of a fixture', { now, cost })
  archive.groups.put({
    id: group,
    name: 'Advisory group',
    level: 'global',
    language: 'en',
    handle: who,
    state: 'active',
    keys: format1Keys(who),
    details: new Uint8Array(),
    createdAt: time,
  })
  openGroup(archive, group, { now }).addRecords(
    records.map(({ id, bytes, signatures }) => ({
      id,
      bytes: fromHex(bytes),
      signatures: signatures.map(([device, signed]): [DeviceId, Bytes] => [
        device,
        fromHex(signed),
      ]),
    })),
  )
  const tell = () => {}
  const onDefect = (error: unknown) => void defects.push(error)
  return composeProfile({ archive, now, offline: true, lan: {}, emit: tell, onDefect })
}

export const textOf = ({ documents }: OpenProfile, document: DocumentId): string =>
  documents
    .page(document)
    .blocks.map(({ runs }) => runs.map(({ text }) => text).join(''))
    .join('\n')

const base64 = (bytes: Bytes): string => Buffer.from(bytes).toString('base64')

const make = async (directory: string): Promise<Format1Sync> => {
  const { group, epochs } = format1Group
  const session = await format1Session('Alice', directory)
  const { documents, sync, archive } = session
  const write = (text: string) =>
    documents.editAs(document, doc => {
      applyEditScript(doc, [{ insert: text, block: 1, at: 0 }], { random, now: () => 1 })
    })
  const packsFor = async (): Promise<{ bytes: Bytes; packs: Bytes[] }> => {
    await documents.flush()
    const { bytes } = await sync.writeFile({ group, members: [] })
    const inside = await openOutside(bytes, format1Keys('Bob').agreement.secret)
    return { bytes, packs: inside ? readInside(contentOf(inside), group).packs : [] }
  }
  const document = await documents.create({
    group,
    kind: 'statement',
    title: 'النص الأول',
    language: 'en',
    blocks: [{ kind: 'num1', runs: [{ text: 'There was a text.' }] }],
  })
  await documents.share(document)
  await packsFor()
  await write('Before anything else: ')
  const { bytes: file } = await packsFor()
  await write('Later — ')
  await documents.flush()
  archive.transaction(() => sync.publish(group, null, 'zz-later', encode([1, 'zz-later', 'x'])))
  await write('和平 ')
  const { packs } = await packsFor()
  const last = packs.at(-1) ?? new Uint8Array()
  const epoch = epochs.at(-1)
  if (!epoch) throw new Error('no epoch')
  const key = fromHex(epoch.key)
  const keys = format1Keys('Alice')
  const device = toHex(keys.signing.public) as DeviceId
  const place = { group, device, session: '0102030405060708', count: 7, document }
  const presence = writePresence(
    { ...place, payload: new TextEncoder().encode('{"anchor":null,"focus":null}') },
    keys.signing.secret,
  )
  const made: Format1Sync = {
    about: 'What Alice sends in format 1, with the keys of group.json. Byte strings in base64.',
    document,
    file: base64(file),
    packs: packs.map(base64),
    seals: sealEnvelopes({ id: epoch.id, key }, last).map(base64),
    beacon: base64(writeBeacon(random, 40_123, [discoveryKey(key)])),
    beaconPort: 40_123,
    presence: base64(presence ?? new Uint8Array()),
    text: textOf(session, document),
    digest: documents.digest(document),
  }
  await session.close()
  return made
}

if (import.meta.main) {
  const directory = mkdtempSync(join(tmpdir(), 'baraza-format-1-'))
  writeFileSync(format1SyncPath, `${JSON.stringify(await make(directory), null, 2)}\n`)
  rmSync(directory, { recursive: true, force: true })
}
