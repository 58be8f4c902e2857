// Answers about joining by a code over the local network: the invitation comes from the inviter's
// device, and the request goes to it; what she begins with follows while both stay in reach.
import { prepareToJoin, readInvitation, secretOfCode } from '#core/group'
import { readRecoverySecret } from '#core/keys'
import { parseAddress } from '#core/sync'
import { Failure } from '#shared/failure'
import type { GroupId } from '#shared/ids'
import type { Answers, Workings } from './answers.ts'

type Calls = 'invitations.byCode' | 'joining.askHere' | 'joining.stopLooking' | 'joining.giveUp'

/** Throws before a person is asked about what leads nowhere. */
const mustBeAddress = (address: string): void => {
  if (!parseAddress(address)) throw new Failure('invalid-input')
}

export const joiningAnswers = ({
  allow,
  files,
  now,
  session,
  example,
  onDefect,
}: Workings): Pick<Answers, Calls> => {
  /** What is looked for just now; and what waits to be let in, by group. */
  let looking = new AbortController()
  let lookingFor: GroupId | null = null
  const waiting = new Map<GroupId, AbortController>()
  const look = (group: GroupId | null = null): AbortController => {
    looking.abort()
    looking = new AbortController()
    lookingFor = group
    return looking
  }

  return {
    async 'invitations.byCode'({ code, address }) {
      if (example) throw new Failure('not-permitted')
      if (address !== undefined) {
        mustBeAddress(address)
        await allow({ act: 'address', address })
      }
      const { sync } = session()
      const { signal } = look()
      const file = await sync.joining.read(secretOfCode(code), { address, signal })
      return { file: files.hold(file) }
    },
    async 'joining.askHere'({ file, handle, recovery: typed, device: deviceName, address }) {
      if (example) throw new Failure('not-permitted')
      const { archive, documents, groups, sync } = session()
      const recovery = typed === undefined ? undefined : await readRecoverySecret([typed])
      const bytes = await files.read(file)
      const { secret, until, name, inviter } = readInvitation(bytes)
      if (now() > until) throw new Failure('invitation-ended')
      const joined = { group: name, inviter: inviter.handle }
      if (address === undefined) await allow({ act: 'join', ...joined })
      else {
        mustBeAddress(address)
        await allow({ act: 'join-at', ...joined, address })
      }
      const asked = prepareToJoin(archive, { bytes, handle, deviceName, recovery }, { now })
      const { group } = asked
      const trying = look(group)
      await new Promise<void>((resolve, reject) => {
        const heard = (): void => {
          // It may have been ended while the answer was on its way.
          if (trying.signal.aborted) throw new Failure('cancelled')
          asked.keep()
          groups.add(group)
          // From here on it is no looking any more that could be ended, but her place in the group.
          if (looking === trying) looking = new AbortController()
          waiting.get(group)?.abort()
          waiting.set(group, trying)
          resolve()
        }
        const take = async (locked: Uint8Array): Promise<void> => {
          await documents.flush()
          const isCancelled = () => trying.signal.aborted
          await sync.readFile(locked, { progress: () => {}, isCancelled })
        }
        sync.joining
          .ask(
            secret,
            { address, signal: trying.signal },
            { reply: () => asked.reply, heard, take },
          )
          .catch((error: unknown) => {
            reject(error)
            // Once she was heard nobody waits for this: the words on both screens decide.
            if (!(error instanceof Failure)) onDefect(error)
          })
          .finally(() => {
            if (waiting.get(group) === trying) waiting.delete(group)
          })
      })
      return { group }
    },
    'joining.stopLooking': () => looking.abort(),
    async 'joining.giveUp'({ group }) {
      const { groups, giveUpJoining } = session()
      const isJoining = (): boolean => groups.get(group).entry().state === 'joining'
      if (!isJoining()) throw new Failure('not-permitted')
      await allow({ act: 'forget-group', group: groups.get(group).entry().name })
      // It may have come in meanwhile.
      if (!isJoining()) throw new Failure('not-permitted')
      // First: what comes after this is for keys that are gone.
      if (lookingFor === group) looking.abort()
      waiting.get(group)?.abort()
      giveUpJoining(group)
    },
  }
}
