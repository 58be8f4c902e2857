// Membership records: as they come, and signed by the device that they name, so that the rules and
// the reduction see everything that a member can write.
import { checkRecord, reduce } from '#core/group'
import { decodeStrict, encode, fromHex, sign, toHex, type Bytes } from '#core/keys'
import { packRecord, unpackRecord, type SignedRecord } from '#core/records'
import type { DeviceId, GroupId } from '#shared/ids'
import { recordIdOf } from '#core/records'
import { checked } from '#tests/records'
import type { Target } from '../engine.ts'
import { membershipVectors } from './vectors.ts'

const group = membershipVectors.group as GroupId
const devices = Object.values(membershipVectors.devices).map(({ signing }) => signing)

/** Signed by the device that `bytes` name, where that is one of the group. */
const signed = (bytes: Bytes): SignedRecord | null => {
  const value = decodeStrict(bytes, 1 << 16)
  const named = Array.isArray(value) ? value[3] : null
  const device = named instanceof Uint8Array ? toHex(named) : ''
  const pair = devices.find(each => each.public === device)
  if (!pair) return null
  const id = recordIdOf(bytes)
  const signature = sign('record', fromHex(id), fromHex(pair.secret))
  return { id, bytes, signatures: [[device as DeviceId, signature]] }
}

const known = membershipVectors.records.map(({ bytes }) => signed(fromHex(bytes))!)
const base = checked(group, known)

export const records: Target = {
  name: 'records',
  most: 4_096,
  seeds: () => [
    ...known.map(({ bytes }) => bytes),
    ...known.slice(0, 4).map(record => encode(packRecord(record))),
  ],
  run(input) {
    const carried = unpackRecord(decodeStrict(input, 1 << 16))
    if (carried) checkRecord(group, carried)
    const own = signed(input)
    const record = own && checkRecord(group, own)
    if (!record || base.some(({ id }) => id === record.id)) return
    const one = reduce(group, [...base, record])
    const other = reduce(group, [record, ...base.toReversed()])
    const shown = ({ members, devices, voided }: typeof one): string =>
      JSON.stringify([members, devices, voided].map(each => [...each.keys()].toSorted()))
    if (shown(one) !== shown(other)) throw new Error('two orders give two groups')
  },
}
