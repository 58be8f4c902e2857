// The pack that is attached to a text of another group: what it says about the adoption that the text names.
import {
  checkFiles,
  largestPack,
  readCard,
  readContainer,
  type Files,
  type GroupCard,
} from '#core/deliberation/adoption'
import { sha256, toHex } from '#core/keys'
import type { OriginPack } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DocumentId } from '#shared/ids'
import type { Deliberation } from '../parts.ts'
import { cardNow } from '../adoption/index.ts'

/** Cards of the groups of this profile; a group without officers' keys has none. */
const knownCards = (ports: Deliberation): GroupCard[] =>
  ports.groups.summaries().flatMap(({ id, state }) => {
    if (state !== 'active') return []
    try {
      const read = readCard(cardNow(ports, id).bytes)
      return 'value' in read ? [read.value] : []
    } catch (error) {
      if (error instanceof Failure && error.code === 'not-found') return []
      throw error
    }
  })

const standingOf = (
  { files, damaged }: { files: Files; damaged: ReadonlySet<string | null> },
  adoption: string,
  cards: () => readonly GroupCard[],
): OriginPack => {
  const statement = files.get('adoption.txt')
  if (!statement || toHex(sha256(statement)) !== adoption) return { is: 'other', group: null }
  const { problems, members } = checkFiles(files, null, damaged)
  if (problems.length > 0) return { is: 'changed', group: null }
  if (members.valid * 2 <= members.seats) return { is: 'not-final', group: null }
  const card = cards().find(each => checkFiles(files, each, damaged).verdict === 'valid')
  return card ? { is: 'signed', group: card.group } : { is: 'whole', group: null }
}

const order = ['signed', 'whole', 'not-final', 'changed', 'other', 'none'] as const

/** The strongest of the attached packs counts: a person may attach a second one with more signatures. */
export const packOfOrigin = (
  ports: Deliberation,
  document: DocumentId,
  adoption: string,
): OriginPack => {
  const { documents } = ports
  let known: GroupCard[] | undefined
  const cards = (): GroupCard[] => (known ??= knownCards(ports))
  const found = documents.attachments(document).flatMap(({ name, hash, size }): OriginPack[] => {
    if (!/\.zip$/i.test(name) || size > largestPack) return []
    const bytes = documents.enclosed(document, { what: 'file', hash })
    const read = bytes && readContainer(bytes)
    return read && 'value' in read ? [standingOf(read.value, adoption, cards)] : []
  })
  const [strongest] = found.toSorted((a, b) => order.indexOf(a.is) - order.indexOf(b.is))
  return strongest ?? { is: 'none', group: null }
}
