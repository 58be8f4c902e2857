// Recovery of an open profile: a code on paper, pieces with colleagues, and the key pair that
// proves to each group whose they are. The slot in the key slots file decides. The archive keeps
// the encrypted secret of each valid slot, because a group that is joined later needs its public
// half, and the slot of a code that was not confirmed yet. It writes that before the slot, and
// ignores it without the slot.
import {
  addRecovery,
  prepareRecovery,
  recoveriesOf,
  removeRecovery,
  type Archive,
  type KeptRecovery,
} from '#core/archive'
import {
  equal,
  newRecoverySecret,
  opensRecoverySlot,
  random,
  readRecoveryCode,
  recoveryCodeOf,
  shareFile,
  shareSetName,
  shareText,
  splitSecret,
  utf8,
  type Bytes,
  type RecoveryKind,
} from '#core/keys'
import type { RecoveryStatus } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { FileGrant } from '#shared/ids'
import type { Files } from '#core/grants'

export type Recovery = {
  status(): RecoveryStatus
  /** Valid secrets that this archive knows, for the key pairs of groups. */
  secrets(): Bytes[]
  /** A code for the person to write down. Failures: `wrong-passphrase`, `too-many-tries`. */
  create(passphrase: string): string
  /** Failures: `recovery-mistyped`, `recovery-wrong`, `not-found` if no code waits. */
  confirm(code: string): void
  /** Failures: those of `create`, `invalid-input`, `pieces-in-one-file`, and those of files. */
  share(
    passphrase: string,
    wanted: { needed: number; of: number; files?: readonly FileGrant[] | undefined },
  ): Promise<{ set: string; texts: string[] }>
  remove(kind: RecoveryKind): void
}

const idBytes = 5

export const openRecovery = (
  archive: Pick<Archive, 'recoveries' | 'waitingRecoveries' | 'changeKeys'>,
  { directory, now, files }: { directory: string; now: () => number; files: Files },
  /** Called when a secret became valid. */
  changed: () => void,
): Recovery => {
  const { recoveries, waitingRecoveries, changeKeys } = archive
  const kept = (kind: RecoveryKind, id: Bytes): KeptRecovery | null => {
    const found = recoveries.get({ kind })
    return found && equal(found.id, id) ? found : null
  }
  const inForce = (kind: RecoveryKind): { id: Bytes; kept: KeptRecovery | null } | null => {
    const slot = recoveriesOf(directory).find(each => each.kind === kind)
    return slot ? { id: slot.id, kept: kept(kind, slot.id) } : null
  }
  const putInForce = (slot: Bytes, made: Omit<KeptRecovery, 'since'>): void => {
    recoveries.put({ ...made, since: now() })
    changeKeys(() => addRecovery(directory, slot))
    changed()
  }

  return {
    status() {
      const code = inForce('code')
      const shares = inForce('shares')
      return {
        code: code && { since: code.kept?.since ?? null },
        waiting: waitingRecoveries.has({ kind: 'code' }),
        shares: shares && {
          set: shareSetName(shares.id),
          since: shares.kept?.since ?? null,
          needed: shares.kept?.needed ?? 0,
          of: shares.kept?.shares ?? 0,
        },
      }
    },

    secrets: () =>
      recoveriesOf(directory)
        .map(({ kind, id }) => kept(kind, id)?.secret)
        .filter(secret => secret !== undefined),

    create(passphrase) {
      const secret = newRecoverySecret()
      const id = random(idBytes)
      const slot = prepareRecovery(
        directory,
        { passphrase, now: now() },
        { kind: 'code', id, secret },
      )
      waitingRecoveries.put({ kind: 'code', id, slot })
      return recoveryCodeOf(secret)
    },

    confirm(code) {
      const made = waitingRecoveries.get({ kind: 'code' })
      if (!made) throw new Failure('not-found')
      const secret = readRecoveryCode(code)
      if (!secret) throw new Failure('recovery-mistyped')
      if (!opensRecoverySlot(made.slot, secret)) throw new Failure('recovery-wrong')
      putInForce(made.slot, { kind: 'code', id: made.id, secret, needed: 1, shares: 1 })
      waitingRecoveries.remove({ kind: 'code' })
    },

    async share(passphrase, { needed, of, files: grants = [] }) {
      if (needed > of || (grants.length > 0 && grants.length !== of)) {
        throw new Failure('invalid-input')
      }
      if (files.isOneTwice(grants)) throw new Failure('pieces-in-one-file')
      const secret = newRecoverySecret()
      const { set, shares } = await splitSecret(secret, { needed, of })
      const slot = prepareRecovery(
        directory,
        { passphrase, now: now() },
        { kind: 'shares', id: set, secret },
      )
      // The pieces are valid only after every file is written.
      for (const [at, file] of grants.entries()) {
        const share = shares[at]
        if (share) await files.write(file, utf8(shareFile(share)))
      }
      putInForce(slot, { kind: 'shares', id: set, secret, needed, shares: of })
      return { set: shareSetName(set), texts: grants.length > 0 ? [] : shares.map(shareText) }
    },

    remove(kind) {
      changeKeys(() => removeRecovery(directory, kind))
      recoveries.remove({ kind })
      waitingRecoveries.remove({ kind })
    },
  }
}
