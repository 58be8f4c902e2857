// The newcomer's side of joining over the local network: it looks for the inviter's device by the
// secret of the invitation alone, gets the invitation, and later leaves its reply and waits.
import { toHex, type Bytes } from '#core/keys'
import { readInvitation } from '#core/group'
import { Failure } from '#shared/failure'
import type { DeviceId } from '#shared/ids'
import { lockedFileLimit } from '../files/index.ts'
import { meetInviter, type Looking, type SearchPorts, type Sought } from './inviter-search.ts'
import { readAnswer, writeAsking, type Answer } from './joining-frames.ts'

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
   * for the bootstrap file. Another device with the code gets nothing: the search goes on. `heard`: the reply was
   * read. `take` gets the encrypted file. Failures: those of `read`, `invitation-ended`, and those that `reply` and
   * `take` throw.
   */
  ask(
    sought: Sought & { inviter: DeviceId },
    looking: Looking,
    asking: { reply(): Bytes; heard(): void; take(file: Bytes): Promise<void> },
  ): Promise<void>
}

const mustBe = <K extends Answer['kind']>(
  answer: Answer | null,
  kind: K,
): Extract<Answer, { kind: K }> => {
  if (answer?.kind === 'refused') throw new Failure(answer.code)
  if (answer?.kind !== kind) throw new Failure('file-damaged')
  return answer as Extract<Answer, { kind: K }>
}

export const openJoining = (ports: SearchPorts): Joining => ({
  read: (secret, looking) =>
    meetInviter(ports, { secret, inviter: null }, looking, async (link, conversation) => {
      await link.send(writeAsking({ kind: 'read' }))
      const { file } = mustBe(readAnswer(await conversation.next()), 'invitation')
      const invitation = readInvitation(file)
      // A device that answers with another's invitation is not the inviter.
      const isInviter = invitation.inviter.device === link.remote
      if (!isInviter || toHex(invitation.secret) !== toHex(secret))
        throw new Failure('file-damaged')
      return file
    }),

  ask(sought, looking, { reply: write, heard, take }) {
    let reply: Bytes | null = null
    let isHeard = false
    return meetInviter(ports, sought, looking, async (link, conversation, patient) => {
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
})
