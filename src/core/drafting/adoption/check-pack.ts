// The check of a pack in the window: what the verification page says about it, and the officers of the group who
// signed it.
import { checkFiles, readCard, readContainer, type GroupCard } from '#core/deliberation/adoption'
import type { Bytes } from '#core/keys'
import {
  hexOf,
  isSignatureName,
  readSshSignature,
  summaryOfPack,
  type Files,
} from '#shared/adoption'
import type { CoreContract } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { GroupId } from '#shared/ids'
import type { Output } from '#shared/rpc'
import type { Deliberation } from '../parts.ts'
import { cardNow, officersIn } from './group-card.ts'

type CheckedPack = Output<CoreContract, 'adoption.check'>

/** Null where the group has no card yet. */
const ownCard = (ports: Deliberation, group: GroupId): Bytes | null => {
  try {
    return cardNow(ports, group).bytes
  } catch (error) {
    if (error instanceof Failure && error.code === 'not-found') return null
    throw error
  }
}

const readAsCard = (bytes: Bytes): GroupCard => {
  const read = readCard(bytes)
  if ('refused' in read) throw new Failure('file-wrong-kind')
  return read.value
}

/** Keys with a signature in the pack, right or not. */
export const keysThatSigned = (files: Files): Set<string> =>
  new Set(
    [...files].flatMap(([name, bytes]) => {
      const read = isSignatureName(name) ? readSshSignature(bytes) : null
      return read && 'value' in read ? [hexOf(read.value.key)] : []
    }),
  )

/** `card`: null for the card of the group as this device makes it. */
export const checkPackIn = (
  ports: Deliberation,
  group: GroupId,
  { pack, card: given }: { pack: Bytes; card: Bytes | null },
): CheckedPack => {
  const bytes = given ?? ownCard(ports, group)
  const card = bytes && readAsCard(bytes)
  const shown = card && { group: card.group, level: card.level }
  const read = readContainer(pack)
  if ('refused' in read) return { card: shown, summary: null, signed: [], lacking: [] }
  const { files, damaged } = read.value
  const checked = checkFiles(files, card, damaged)
  const isWrong = checked.problems.some(({ code }) => code === 'officer-wrong')
  const keys = isWrong ? new Set<string>() : keysThatSigned(files)
  const officers = given ? [] : officersIn(ports, group).officers
  const hasSigned = ({ keys: own }: { keys: string[] }): boolean => own.some(key => keys.has(key))
  return {
    card: shown,
    summary: summaryOfPack(checked),
    signed: officers.filter(hasSigned).map(({ member }) => member),
    lacking: officers.filter(each => !hasSigned(each)).map(({ member }) => member),
  }
}
