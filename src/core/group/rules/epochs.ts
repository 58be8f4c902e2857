// Rules about the epoch that a record begins: its recipients, and that it is new.
import type { EpochBoxes, Membership, RecordOf, SharedEpoch } from '../records.ts'
import { recipientsAfter } from '../recipients.ts'
import { plenaryDevices } from '../state.ts'
import type { Rule } from './rule.ts'

const reaches = (epoch: EpochBoxes, devices: readonly string[]): boolean =>
  epoch.boxes.length === devices.length &&
  epoch.boxes.every(([device], index) => device === devices[index])

export const mustReachItsAuthorAlone: Rule<RecordOf<'root'>> = ({ device, body }) =>
  reaches(body.epoch, [device])

type WithEpoch = RecordOf<'root' | 'renew' | 'lift' | 'carry' | 'shutOut' | 'withdraw'>
type Removal = RecordOf<'removeDevice' | 'removeMember'>

export const mustBeANewEpoch: Rule<WithEpoch | Removal> = ({ body }, before) =>
  body.epoch === null || !before.epochs.some(({ id }) => id === body.epoch?.id)

export const mustBeginANewEpoch: Rule<RecordOf<'welcome'>> = ({ body }, before) =>
  !before.epochs.some(({ id }) => id === body.epoch)

/**
 * The epoch whose key the record gives, or under which it wraps a key, has as recipients exactly
 * the active devices of the plenary.
 */
export const mustBuildOnAnEpochOfAll: Rule<RecordOf<'welcome' | 'addDevice'>> = (
  { body },
  before,
) => {
  const plenary = plenaryDevices(before).join()
  const known = body.type === 'welcome' ? body.previous : body.epoch
  return before.epochs.some(({ id, recipients }) => id === known && recipients.join() === plenary)
}

/**
 * The recipients are the devices of the plenary that are active after the record. None if the
 * author leaves or no device comes or goes.
 */
export const mustReachExactlyThoseWhoStay: Rule<Membership> = ({ device, body }, before) => {
  const epoch: SharedEpoch | EpochBoxes | null =
    'epoch' in body && typeof body.epoch === 'object' ? body.epoch : null
  const recipients = recipientsAfter(body, device, before)
  if (recipients === null || epoch === null) return recipients === null && epoch === null
  return 'sealed' in epoch && epoch.sealed.length === 32 * recipients.length
}
