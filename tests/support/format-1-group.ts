// A group of format 1 with all its keys, files and words. `node tests/support/format-1-group.ts`
// writes it to tests/fixtures/format-1/group.json; format-1-sync.ts builds on it. It ran
// once, for version 0.2.0: format 1 is frozen.
import { signFields, type SignedRecord } from '#core/records'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { askToJoin, foundGroup, openGroup, stretchWords } from '#core/group'
import { toHex, type Bytes, type DeviceKeys } from '#core/keys'
import { memoryGroups } from './memory-groups.ts'

const time = 1_700_000_000_000

const pairIn = ({ public: open, secret }: { public: Bytes; secret: Bytes }) => ({
  public: toHex(open),
  secret: toHex(secret),
})
const keysIn = ({ signing, agreement }: DeviceKeys) => ({
  signing: pairIn(signing),
  agreement: pairIn(agreement),
})
const recordIn = ({ id, bytes, signatures }: SignedRecord) => ({
  id,
  bytes: toHex(bytes),
  signatures: signatures.map(([device, signature]) => [device, toHex(signature)]),
})

const make = () => {
  const environment = { now: () => time, stretch: stretchWords }
  const founded = { name: 'Advisory group', level: 'global', language: 'en' } as const
  const person = { handle: 'Alice', deviceName: 'Laptop' }
  const alice = foundGroup(memoryGroups(), { ...founded, ...person }, environment)
  const first = alice.epoch()
  const { file, code, invitation } = alice.invite({ role: 'member' })
  const { until } = alice.invitations()[0]!
  const archive = memoryGroups()
  const asked = { bytes: file, handle: 'Bob', deviceName: 'Laptop' }
  const { group, reply } = askToJoin(archive, asked, environment)
  const read = alice.readReply(reply)
  const words = alice.replyWords(read.reply)
  alice.admit(read.reply)
  const bob = openGroup(archive, group, environment)
  const records = alice.recordsBeyond([])
  bob.addRecords(records)
  const header = { group, parents: bob.recordHeads(), at: time }
  const later = signFields(bob.self.keys, header, 'zz-later', { what: ['nobody', 'knows', 7] })
  return {
    about:
      'A group in format 1: Alice founds it and admits Bob; later, Bob writes a record of a type that ' +
      'does not exist yet. Byte strings in hex.',
    time,
    group,
    devices: { Alice: keysIn(alice.self.keys), Bob: keysIn(bob.self.keys) },
    records: records.map(recordIn),
    later: recordIn(later),
    invitation: { id: invitation, code, until, file: toHex(file) },
    reply: { id: read.reply, file: toHex(reply), words },
    epochs: [first, alice.epoch()].map(({ id, key }) => ({ id, key: toHex(key) })),
  }
}

if (import.meta.main) {
  const path = join(import.meta.dirname, '../fixtures/format-1/group.json')
  writeFileSync(path, `${JSON.stringify(make(), null, 2)}\n`)
}
