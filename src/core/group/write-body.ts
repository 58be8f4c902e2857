// Writes the body of a record as its fields, type by type: the layouts of docs/protocol.md.
import { fromHex } from '#core/keys'
import type { Encodable } from '#core/keys'
import type { Action, EpochBoxes, SharedEpoch, Written } from './records.ts'

const epoch = ({ id, boxes }: EpochBoxes): Encodable => [
  fromHex(id),
  boxes.map(([device, box]) => [fromHex(device), box]),
]

const sharedEpoch = (shared: SharedEpoch | null): Encodable =>
  shared && [fromHex(shared.id), shared.ephemeral, shared.sealed]

/** An action as a proposal carries it. */
export const actionFields = (wanted: Action): Encodable => {
  switch (wanted.type) {
    case 'removeMember':
      return [wanted.type, fromHex(wanted.member), wanted.reason]
    case 'removeDevice':
      return [wanted.type, fromHex(wanted.device)]
    case 'lift':
      return [wanted.type, fromHex(wanted.shutOut)]
    case 'setRole':
      return [wanted.type, fromHex(wanted.member), wanted.role]
  }
}

const added = (body: Extract<Written, { type: 'addDevice' | 'letInDevice' }>): Encodable[] => [
  fromHex(body.member),
  fromHex(body.device),
  body.agreement,
  body.deviceName,
  body.proof,
  body.recovery,
]

export const writeBody = (body: Written): Encodable => {
  switch (body.type) {
    case 'root':
      return [
        body.name,
        body.level,
        body.language,
        body.handle,
        body.deviceName,
        body.agreement,
        epoch(body.epoch),
      ]
    case 'invite':
      return [body.key, body.role, body.until]
    case 'cancel':
      return [fromHex(body.invitation)]
    case 'join':
      return [fromHex(body.invitation), body.handle, body.deviceName, body.agreement, body.proof]
    case 'welcome':
      return [
        fromHex(body.join),
        fromHex(body.epoch),
        fromHex(body.previous),
        body.wrapped,
        body.box,
      ]
    case 'letIn':
      return [fromHex(body.join)]
    case 'renew':
      return [sharedEpoch(body.epoch)]
    case 'setRole':
      return [fromHex(body.member), body.role]
    case 'setTerm':
      return [fromHex(body.member), body.from, body.until]
    case 'addDevice':
      return [...added(body), fromHex(body.epoch), body.box]
    case 'letInDevice':
      return added(body)
    case 'recovery':
      return [body.key]
    case 'removeDevice':
    case 'shutOut':
      return [fromHex(body.device), sharedEpoch(body.epoch)]
    case 'removeMember':
      return [fromHex(body.member), body.reason, sharedEpoch(body.epoch)]
    case 'lift':
      return [fromHex(body.shutOut), sharedEpoch(body.epoch)]
    case 'propose':
      return [actionFields(body.action)]
    case 'second':
      return [fromHex(body.proposal)]
    case 'carry':
      return [fromHex(body.proposal), body.seconds.map(fromHex), sharedEpoch(body.epoch)]
    case 'withdraw':
      return [fromHex(body.word), sharedEpoch(body.epoch)]
  }
}
