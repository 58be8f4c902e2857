// Open invitations of this device with their files. A person who types the code of one receives its
// file over the network.
import { decodeStrict, encode, listOf, type Bytes } from '#core/keys'
import type { RecordId } from '#shared/ids'
import { readInvitation, type Invitation } from './files.ts'
import type { Ledger } from './ledger.ts'
import type { GroupStorage } from './storage.ts'

export type KeptInvitation = Pick<Invitation, 'invitation' | 'secret' | 'until'> & { file: Bytes }

export type KeptInvitations = {
  keep(invitation: RecordId, file: Bytes): void
  forget(invitation: RecordId): void
  list(): KeptInvitation[]
}

const maxNote = 8 * 1024
const prefix = 'invited/'

export const keptInvitations = (
  { notes }: Pick<GroupStorage, 'notes'>,
  ledger: Ledger,
): KeptInvitations => {
  const group = ledger.entry().id
  return {
    keep: (invitation, file) =>
      notes.put(group, `${prefix}${invitation}`, encode([1, 'invited', file])),
    forget: invitation => notes.remove(group, `${prefix}${invitation}`),
    list: () =>
      notes.list(group, prefix).flatMap(({ bytes }) => {
        const [format, kind, file] = listOf(decodeStrict(bytes, maxNote), 3) ?? []
        if (format !== 1 || kind !== 'invited' || !(file instanceof Uint8Array)) return []
        const { invitation, secret, until } = readInvitation(file)
        return [{ invitation, secret, until, file }]
      }),
  }
}
