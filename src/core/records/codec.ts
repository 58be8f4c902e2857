// From a record's meaning to its bytes and signature, and back in two steps. `read` checks the form,
// for records that this device stored. `check` checks form and signature, for records from outside.
import {
  ascending,
  bytesOf,
  countOf,
  decodeStrict,
  digest,
  encode,
  fromHex,
  idOf,
  listOf,
  sign,
  textOf,
  toHex,
  verify,
} from '#core/keys'
import type { Bytes, Decoded, DeviceKeys, Encodable } from '#core/keys'
import type { DeviceId, GroupId, RecordId } from '#shared/ids'
import { recordLimits, type RecordWith, type SignedRecord } from './record.ts'

/** The bodies of one kind of graph. `W`: those that this version writes. */
export type Types<B, W extends B = B> = {
  /** The type of a graph's first record. */
  root: string
  /** Null where the fields are not exactly those of the type. */
  read(type: string, fields: Decoded): B | null
  write(body: W): [type: string, fields: Encodable]
}

/** The fields beside the body. `group` is null for the first record of a graph. */
export type Origin = { group: GroupId | null; parents: readonly RecordId[]; at: number }

export type Codec<B, W extends B = B> = {
  /** The record of the graph `group` in `signed` if its form is right. */
  read(group: GroupId, signed: SignedRecord): RecordWith<B> | null
  /**
   * As `read`, with the single signature of the author checked. A later type that needs another
   * member's approval carries it in the body, so the id always names the whole record.
   */
  check(group: GroupId, signed: SignedRecord): RecordWith<B> | null
  write(keys: DeviceKeys, origin: Origin, body: W): SignedRecord
}

export const deviceIdOf = (keys: DeviceKeys): DeviceId => toHex(keys.signing.public) as DeviceId

export const recordIdOf = (bytes: Bytes): RecordId => toHex(digest('record', bytes)) as RecordId

/** A record of any type, from the fields of its body. */
export const signFields = (
  keys: DeviceKeys,
  { group, parents, at }: Origin,
  type: string,
  fields: Encodable,
): SignedRecord => {
  const bytes = encode([
    1,
    'record',
    group === null ? null : fromHex(group),
    keys.signing.public,
    parents.toSorted().map(fromHex),
    type,
    fields,
    at,
  ])
  const id = recordIdOf(bytes)
  return {
    id,
    bytes,
    signatures: [[deviceIdOf(keys), sign('record', fromHex(id), keys.signing.secret)]],
  }
}

export const codecOf = <B, W extends B = B>(types: Types<B, W>): Codec<B, W> => {
  const read: Codec<B, W>['read'] = (group, signed) => {
    const { id, bytes } = signed
    const list = listOf(decodeStrict(bytes, recordLimits.bytes), 8)
    if (!list || list[0] !== 1 || list[1] !== 'record' || recordIdOf(bytes) !== id) return null
    const parentList = listOf(list[4])
    if (!parentList || parentList.length > recordLimits.parents) return null
    const parents = ascending(parentList, idOf<RecordId>, parent => parent)
    const device = idOf<DeviceId>(list[3])
    const type = textOf(list[5], 1, 40)
    const at = countOf(list[7])
    if (!device || !parents || !type || at === null) return null
    const isRoot = id === (group as string)
    if (isRoot !== (list[2] === null) || isRoot !== (type === types.root)) return null
    if (isRoot !== (parents.length === 0)) return null
    if (!isRoot && idOf<GroupId>(list[2]) !== group) return null
    const body = types.read(type, list[6] ?? null)
    return body && { id, group, device, parents, at, signed, body }
  }
  return {
    read,
    check(group, signed) {
      const record = read(group, signed)
      const [entry, ...more] = signed.signatures
      if (!record || !entry || more.length > 0 || entry[0] !== record.device) return null
      return verify('record', fromHex(record.id), entry[1], fromHex(record.device)) ? record : null
    },
    write: (keys, origin, body) => signFields(keys, origin, ...types.write(body)),
  }
}

/** A signed record inside a pack, a file or a note: `[bytes, [[device, signature]…]]`. */
export const packRecord = ({ bytes, signatures }: SignedRecord): Encodable => [
  bytes,
  signatures.map(([device, signature]) => [fromHex(device), signature]),
]

/** Reads the form of `packRecord`. The record inside is still to be checked. */
export const unpackRecord = (value: Decoded | undefined): SignedRecord | null => {
  const pair = listOf(value, 2)
  const bytes = pair?.[0]
  const list = listOf(pair?.[1])
  if (!(bytes instanceof Uint8Array) || bytes.length > recordLimits.bytes) return null
  if (!list || list.length > 8) return null
  const signatures: [DeviceId, Bytes][] = []
  for (const item of list) {
    const entry = listOf(item, 2)
    const device = idOf<DeviceId>(entry?.[0])
    const signature = bytesOf(entry?.[1], 64)
    if (!device || !signature) return null
    signatures.push([device, signature])
  }
  return { id: recordIdOf(bytes), bytes, signatures }
}
