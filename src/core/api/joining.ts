// Answers about joining by a code over the local network: the invitation comes from the inviter's
// device, the request goes to it, and the first messages follow while both are connected.
import { prepareToJoin, readOpenInvitation, secretOfCode } from '#core/group'
import { readRecoverySecret } from '#core/keys'
import { parseAddress } from '#core/sync'
import { Failure } from '#shared/failure'
import type { GroupId } from '#shared/ids'
import type { Answers, ApiContext } from './api-context.ts'

export type JoiningCalls =
  | 'invitations.byCode'
  | 'joining.askHere'
  | 'joining.stopLooking'
  | 'joining.giveUp'

/** Throws before a person is asked about an address that cannot work. */
const mustBeAddress = (address: string): void => {
  if (!parseAddress(address)) throw new Failure('invalid-input')
}

export const joiningAnswers = ({
  allow,
  files,
  now,
  profile,
  example,
  onDefect,
}: ApiContext): Pick<Answers, JoiningCalls> => {
  /** The present search, and requests that wait for admission, by group. */
  let looking = new AbortController()
  let lookingFor: GroupId | null = null
  const waiting = new Map<GroupId, AbortController>()
  const search = (group: GroupId | null = null): AbortController => {
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
      const { sync } = profile()
      const { signal } = search()
      const file = await sync.joining.read(secretOfCode(code), { address, signal })
      return { file: files.hold(file) }
    },
    async 'joining.askHere'({ file, handle, recovery: typed, device: deviceName, address }) {
      if (example) throw new Failure('not-permitted')
      const { archive, documents, groups, sync } = profile()
      const recovery = typed === undefined ? undefined : await readRecoverySecret([typed])
      const bytes = await files.read(file)
      const { secret, name, inviter } = readOpenInvitation(bytes, now())
      const joined = { group: name, inviter: inviter.handle }
      if (address === undefined) await allow({ act: 'join', ...joined })
      else {
        mustBeAddress(address)
        await allow({ act: 'join-at', ...joined, address })
      }
      const asked = prepareToJoin(archive, { bytes, handle, deviceName, recovery }, { now })
      const { group } = asked
      const trying = search(group)
      await new Promise<void>((resolve, reject) => {
        const heard = (): void => {
          // The call may have been cancelled while the reply was on its way.
          if (trying.signal.aborted) throw new Failure('cancelled')
          asked.keep()
          groups.add(group)
          // From here on it is a request in a group; the search can no longer be cancelled.
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
            { secret, inviter: inviter.device },
            { address, signal: trying.signal },
            { reply: () => asked.reply, heard, take },
          )
          .catch((error: unknown) => {
            reject(error)
            // No caller waits after the request was received: the words on both screens decide.
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
      const { groups, giveUpJoining } = profile()
      const isJoining = (): boolean => groups.get(group).entry().state === 'joining'
      if (!isJoining()) throw new Failure('not-permitted')
      await allow({ act: 'forget-group', group: groups.get(group).entry().name })
      // The device may have been admitted meanwhile.
      if (!isJoining()) throw new Failure('not-permitted')
      // First of all: a later answer is for keys that are gone.
      if (lookingFor === group) looking.abort()
      waiting.get(group)?.abort()
      giveUpJoining(group)
    },
  }
}
