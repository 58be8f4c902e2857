// Open invitations of this device with their files. A person who types the code of one receives its
// file over the network.
import type { Bytes } from '#core/keys'
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

export const keptInvitations = (
  { invitationFiles }: Pick<GroupStorage, 'invitationFiles'>,
  ledger: Ledger,
): KeptInvitations => {
  const group = ledger.entry().id
  return {
    keep: (invitation, file) => invitationFiles.put({ group, invitation, file }),
    forget: invitation => invitationFiles.remove({ group, invitation }),
    list: () =>
      invitationFiles.list({ group }).map(({ file }) => {
        const { invitation, secret, until } = readInvitation(file)
        return { invitation, secret, until, file }
      }),
  }
}
