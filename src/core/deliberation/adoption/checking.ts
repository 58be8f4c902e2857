// The check of packs with the keys of core.
import {
  checkPack,
  type Checked,
  type Files,
  type GroupCard,
  type PackCrypto,
} from '#shared/adoption'
import { sha256, sha512, verifyPlain } from '#core/keys'

export const packCrypto: PackCrypto = { sha256, sha512, verify: verifyPlain }

/** `damaged`: files around which the ZIP is not as it was written. */
export const checkFiles = (
  files: Files,
  card: GroupCard | null,
  damaged?: ReadonlySet<string | null>,
): Checked => checkPack(files, card, packCrypto, damaged)
