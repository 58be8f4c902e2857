// What keeps a profile safe: its passphrase, recovery, backups, and its end.
import { type Command, secretOf } from '../command.ts'

export const safety: Command[] = [
  {
    name: 'profile passphrase',
    summary: 'puts another passphrase in the place of the present one',
    usage: 'profile passphrase --new-passphrase-file FILE',
    options: ['new-passphrase-file'],
    required: ['new-passphrase-file'],
    async run({ core, values }) {
      await core.answers['profile.changePassphrase']({
        old: await secretOf(values['passphrase-file'] ?? process.env['BARAZA_PASSPHRASE_FILE']),
        new: await secretOf(values['new-passphrase-file']),
      })
      return {}
    },
  },
]
