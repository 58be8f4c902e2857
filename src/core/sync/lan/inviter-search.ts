// The search for an inviter's device by the secret of an invitation: by its beacons or at a typed
// address, again after each cut, until it answered or the search gives up.
import { newDeviceKeys, type Bytes } from '#core/keys'
import { Failure } from '#shared/failure'
import type { DeviceId } from '#shared/ids'
import type { Link } from '../link/index.ts'
import type { Later } from '../ports.ts'
import { parseAddress } from './addresses.ts'
import { conversationOver, Cut, type Conversation } from './conversation.ts'
import { joiningKey } from './joining-frames.ts'
import type { Lan } from './lan.ts'
import type { Endpoint } from './redial.ts'

export type Looking = {
  /** A typed `host:port`; left out, the inviter's beacon is awaited. */
  address?: string | undefined
  /** Ends it, with the failure `cancelled`. */
  signal: AbortSignal
}

export type Sought = {
  /** The secret of the invitation, as its code spells it. */
  secret: Bytes
  /** The device that wrote the invitation; null until the invitation was read. Every other one is passed over. */
  inviter: DeviceId | null
}

export type SearchPorts = {
  later: Later
  /** Milliseconds until the search gives up. */
  patience: number
  isOn(): boolean
  seek: Lan['seek']
  /** `nobody`: the device at that address does not know the key, or is not accepted. */
  knock: Lan['knock']
}

/** Milliseconds until a typed address is tried again after a cut. */
const again = 5_000

/** Connects to the inviter's device as soon as it is found, and again after each cut. */
export const meetInviter = <T>(
  { later, patience, isOn, seek, knock }: SearchPorts,
  { secret, inviter }: Sought,
  { address, signal }: Looking,
  talk: (link: Link, conversation: Conversation, patient: () => void) => Promise<T>,
): Promise<T> =>
  new Promise((resolve, reject) => {
    const discovery = joiningKey(secret)
    // Keys of one attempt alone: they link no two attempts of a person.
    const caller = {
      keys: newDeviceKeys().signing,
      accepts: (device: DeviceId) => inviter === null || device === inviter,
    }
    let current: Link | null = null
    let isTalking = false
    let isOver = false
    let isPatient = false
    let stopTrying = (): void => {}
    const end = (settle: () => void): void => {
      if (isOver) return
      isOver = true
      stopSeeking()
      stopTrying()
      stopWaiting()
      signal.removeEventListener('abort', cancel)
      current?.close()
      settle()
    }
    const fail = (error: unknown): void => end(() => reject(error))
    const cancel = (): void => fail(new Failure('cancelled'))
    const stopWaiting = later(() => fail(new Failure('code-unanswered')), patience)

    const patient = (): void => {
      isPatient = true
      stopWaiting()
    }
    const attempt = async (endpoint: Endpoint): Promise<'met' | 'unreachable' | 'nobody'> => {
      if (isTalking || isOver) return 'met'
      isTalking = true
      try {
        const link = await knock(endpoint, discovery, caller)
        if (typeof link === 'string') return link
        current = link
        if (isOver) return 'met'
        const result = await talk(link, conversationOver(link), patient)
        end(() => resolve(result))
      } catch (error) {
        if (!(error instanceof Cut)) fail(error)
      } finally {
        current?.close()
        current = null
        isTalking = false
      }
      return 'met'
    }
    const stopSeeking = seek(discovery, endpoint => void attempt(endpoint), cancel)
    signal.addEventListener('abort', cancel)
    if (signal.aborted) cancel()
    else if (!isOn()) fail(new Failure('network-off'))
    else if (address !== undefined) {
      const endpoint = parseAddress(address)
      const tryAddress = async (): Promise<void> => {
        if (!endpoint) return fail(new Failure('invalid-input'))
        const met = await attempt(endpoint)
        if (met === 'unreachable' && !isPatient) return fail(new Failure('address-unreachable'))
        if (met === 'nobody' && !isPatient) return fail(new Failure('code-unanswered'))
        if (!isOver) stopTrying = later(() => void tryAddress(), again)
        return undefined
      }
      void tryAddress()
    }
  })
