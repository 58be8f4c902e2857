// The newcomer's side of joining over the local network: it looks for the inviter's device by the
// secret of the invitation alone, gets the invitation, and later leaves its reply and waits.
import { newDeviceKeys, toHex, type Bytes } from '#core/keys'
import { readInvitation } from '#core/group'
import { Failure } from '#shared/failure'
import type { Later } from '../ports.ts'
import type { Link } from '../link.ts'
import { lockedFileLimit } from '../locked-file.ts'
import { parseAddress } from './addresses.ts'
import { conversationOver, Cut, type Conversation } from './conversation.ts'
import type { Lan } from './lan.ts'
import { joiningKey, readAnswer, writeAsking, type Answer } from './joining-frames.ts'
import type { Endpoint } from './redial.ts'

export type Looking = {
  /** A typed `host:port`; left out, the inviter's beacon is awaited. */
  address?: string | undefined
  /** Ends it, with the failure `cancelled`. */
  signal: AbortSignal
}

export type Joining = {
  /**
   * The invitation's file, from the device that wrote it. Failures: `network-off` while the local
   * network is off, `invalid-input` for a malformed address, `address-unreachable`,
   * `code-unanswered` when no device has that invitation open, `invitation-used` when another
   * device asked with it already, `file-damaged`, `cancelled`.
   */
  read(secret: Bytes, looking: Looking): Promise<Bytes>
  /**
   * Leaves the reply, which is made when the inviter's device is found, and waits, over cuts too,
   * for the bootstrap file. `heard`: the reply was read. `take` gets the locked file. Failures:
   * those of `read`, `invitation-ended`, and those that `reply` and `take` throw.
   */
  ask(
    secret: Bytes,
    looking: Looking,
    asking: { reply(): Bytes; heard(): void; take(file: Bytes): Promise<void> },
  ): Promise<void>
}

export type JoiningRooms = {
  later: Later
  /** Milliseconds until the search gives up. */
  patience: number
  isOn(): boolean
  seek: Lan['seek']
  /** `nobody`: the device at that address does not know the key. */
  knock: Lan['knock']
}

/** Milliseconds until a typed address is tried again after a cut. */
const again = 5_000

const mustBe = <K extends Answer['kind']>(
  answer: Answer | null,
  kind: K,
): Extract<Answer, { kind: K }> => {
  if (answer?.kind === 'refused') throw new Failure(answer.code)
  if (answer?.kind !== kind) throw new Failure('file-damaged')
  return answer as Extract<Answer, { kind: K }>
}

export const openJoining = (rooms: JoiningRooms): Joining => {
  const { later, patience, isOn, seek, knock } = rooms

  /** Connects to the inviter's device as soon as it is found, and again after each cut. */
  const meet = <T>(
    secret: Bytes,
    { address, signal }: Looking,
    talk: (link: Link, conversation: Conversation, patient: () => void) => Promise<T>,
  ): Promise<T> =>
    new Promise((resolve, reject) => {
      const discovery = joiningKey(secret)
      // Keys of one attempt alone: they link no two attempts of a person.
      const keys = newDeviceKeys().signing
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
          const link = await knock(endpoint, discovery, keys)
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

  return {
    read: (secret, looking) =>
      meet(secret, looking, async (link, conversation) => {
        await link.send(writeAsking({ kind: 'read' }))
        const { file } = mustBe(readAnswer(await conversation.next()), 'invitation')
        const invitation = readInvitation(file)
        // A device that answers with another's invitation is not the inviter.
        const isInviter = invitation.inviter.device === link.remote
        if (!isInviter || toHex(invitation.secret) !== toHex(secret))
          throw new Failure('file-damaged')
        return file
      }),

    ask(secret, looking, { reply: write, heard, take }) {
      let reply: Bytes | null = null
      let isHeard = false
      return meet(secret, looking, async (link, conversation, patient) => {
        reply ??= write()
        await link.send(writeAsking({ kind: 'ask', reply }))
        mustBe(readAnswer(await conversation.next()), 'heard')
        // From here on the people take their time.
        patient()
        if (!isHeard) heard()
        isHeard = true
        const { length } = mustBe(readAnswer(await conversation.next()), 'begins')
        if (length > lockedFileLimit) throw new Failure('file-too-large')
        const parts: Bytes[] = []
        for (let held = 0; held < length;) {
          const { bytes } = mustBe(readAnswer(await conversation.next()), 'part')
          held += bytes.length
          if (held > length) throw new Failure('file-damaged')
          parts.push(bytes)
        }
        await take(new Uint8Array(Buffer.concat(parts)))
        await link.send(writeAsking({ kind: 'done' }))
      })
    },
  }
}
