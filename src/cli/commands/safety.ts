// Commands for the safety of a profile: its passphrase, recovery, backups, and its end.
import * as v from 'valibot'
import { type Command, optional, passphraseOf, secretOf, text } from '../command.ts'
import { oneOf } from '../names.ts'

const RecoveryKind = v.picklist(['code', 'pieces'])
const Needed = v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(9))

const list = (names: string): string[] => names.split(',').map(name => name.trim())

export const safety: Command[] = [
  {
    name: 'profile passphrase',
    summary: 'replaces the passphrase',
    usage: '--new-passphrase-file FILE',
    async run(context) {
      await context.core.answers['profile.changePassphrase']({
        old: await passphraseOf(context),
        new: await secretOf(text(context, 'new-passphrase-file')),
      })
    },
  },
  {
    name: 'profile recover',
    summary:
      'opens the profile with a recovery code or recovery pieces; the passphrase file holds the new passphrase',
    usage: '--recovery-file F,…',
    profile: 'locked',
    async run(context) {
      const files = list(text(context, 'recovery-file'))
      await context.core.answers['profile.recover']({
        texts: await Promise.all(files.map(secretOf)),
        passphrase: await passphraseOf(context),
      })
    },
  },
  {
    name: 'profile erase',
    summary: 'erases this profile for good; no passphrase is asked for, and nothing restores it',
    usage: '--confirm erase',
    profile: 'locked',
    async run(context) {
      const confirm = oneOf(v.literal('erase'), text(context, 'confirm'))
      await context.core.answers['profile.erase']({ confirm })
    },
  },
  {
    name: 'backup write',
    summary: 'writes the whole profile as one file, encrypted under its passphrase',
    usage: '--out F',
    async run(context) {
      return context.core.answers['backup.write']({ file: context.file(text(context, 'out')) })
    },
  },
  {
    name: 'backup newest',
    summary: 'shows the newest whole backup beside a damaged archive',
    profile: 'locked',
    async run(context) {
      const passphrase = await passphraseOf(context)
      return context.core.answers['backup.newest']({ passphrase })
    },
  },
  {
    name: 'backup restore',
    summary: 'restores the profile from a file, or from the newest backup beside it',
    usage: '[--from F] [--recovery-file F,…]',
    profile: 'locked',
    async run(context) {
      const from = optional(context, 'from')
      const recovery = optional(context, 'recovery-file')
      const files = recovery === undefined ? [] : list(recovery)
      return context.core.answers['backup.restore']({
        file: from === undefined ? null : context.file(from),
        passphrase: await passphraseOf(context),
        texts: await Promise.all(files.map(secretOf)),
      })
    },
  },
  {
    name: 'recovery status',
    summary: 'shows the ways to open this profile beside the passphrase',
    async run({ core }) {
      return core.answers['recovery.status'](undefined)
    },
  },
  {
    name: 'recovery new',
    summary: 'makes a recovery code to write down; it works once it is confirmed',
    async run(context) {
      const passphrase = await passphraseOf(context)
      return context.core.answers['recovery.create']({ passphrase })
    },
  },
  {
    name: 'recovery confirm',
    summary: 'confirms the recovery code; from then on it opens the profile',
    usage: '--code-file FILE',
    async run(context) {
      const code = await secretOf(text(context, 'code-file'))
      await context.core.answers['recovery.confirm']({ code })
    },
  },
  {
    name: 'recovery pieces',
    summary:
      'writes recovery pieces, one file for each colleague; --needed of them open the profile together',
    usage: '--needed 3 --out F,F,F,F,F',
    async run(context) {
      const files = list(text(context, 'out'))
      const { set } = await context.core.answers['recovery.shares']({
        passphrase: await passphraseOf(context),
        needed: oneOf(Needed, Number(text(context, 'needed'))),
        of: oneOf(Needed, files.length),
        files: files.map(context.file),
      })
      return { set }
    },
  },
  {
    name: 'recovery remove',
    summary: 'cancels the code, or the recovery pieces',
    usage: '--kind code|pieces',
    async run(context) {
      const kind = oneOf(RecoveryKind, text(context, 'kind'))
      await context.core.answers['recovery.remove']({ kind: kind === 'code' ? kind : 'shares' })
    },
  },
]
