// An adopted text goes to another group of this profile: a new document there that begins with the
// words of the text file, and says of itself only the level and the adoption that it came from. Ids,
// names, comments and history of the group stay.
import { random, sha256, toHex } from '#core/keys'
import { maySendTo, pageOfText, wordsOfLine, wordsThatLeave } from '#core/deliberation/forwarding'
import { readTextFile, type TextFile } from '#core/deliberation/adoption'
import { rightsOf } from '#core/group'
import type { ForwardedLine, Level } from '#shared/contract'
import { blockText, settledPage, type Picture } from '#document/model'
import { codesIn, type NewConsent } from '#document/consultation'
import { spokenPage } from '#document/numbering'
import { withSpeakers } from '#document/meetings'
import { writeMeetingEntry } from '#document/meetings/log'
import { Failure } from '#shared/failure'
import type { DocumentId, GroupId } from '#shared/ids'
import type { AdoptedText } from './adopted-text.ts'
import { mustBeConsented } from '../consultation/index.ts'
import { restrictedTexts } from '../restricted/index.ts'
import { peopleIn } from '../members/index.ts'
import type { Deliberation, Spaces, Texts } from '../parts.ts'

/** A group that the text may go to. */
export type Target = { group: GroupId; name: string; level: Level; members: number }

const textOf = ({ bytes }: AdoptedText): TextFile => {
  const read = readTextFile(bytes)
  if ('refused' in read) throw new Failure('invalid-input')
  return read.value
}

const homeOf = ({ archive }: Texts, { document }: AdoptedText): GroupId => {
  const row = archive.documents.get(document)
  if (!row) throw new Failure('not-found')
  return row.group
}

/** Circles have no level of their own: their texts do not leave the group this way. */
const levelOf = (ports: Spaces, group: GroupId): Level => {
  if (ports.circles.find(group)) throw new Failure('not-permitted')
  return ports.groups.get(group).state().level
}

const writesIn = ({ groups }: Spaces, group: GroupId): boolean => {
  const { self, state } = groups.get(group)
  const member = self.member && state().members.get(self.member)
  return member !== undefined && member !== null && rightsOf(member).has('write')
}

/** Wider groups of this profile whose shared texts this member writes. */
export const targetsOf = (ports: Texts & Spaces, text: AdoptedText): Target[] => {
  const home = homeOf(ports, text)
  const from = levelOf(ports, home)
  return ports.groups
    .summaries()
    .filter(
      ({ id, level, state, outside }) =>
        id !== home &&
        state === 'active' &&
        !outside &&
        maySendTo(from, level) &&
        writesIn(ports, id),
    )
    .map(({ id, name, level, readers }) => ({ group: id, name, level, members: readers.members }))
}

/** The lines of the text beside what this member reads in the document. */
export const linesOf = (ports: Deliberation, text: AdoptedText): ForwardedLine[] => {
  const { document } = text
  const people = peopleIn(ports, document)
  const page = withSpeakers(
    spokenPage(settledPage(ports.documents.page(document))),
    'named',
    member => people.find(member)?.handle ?? '?',
  )
  const restricted = restrictedTexts(ports, document)
  const inside = new Map<string, string>()
  for (const [index, block] of page.blocks.entries()) {
    const words = restricted(block, index)?.text.blocks.map(blockText).join('\n')
    if (block.id !== null) inside.set(block.id, words ?? blockText(block))
  }
  return textOf(text).lines.flatMap((line): ForwardedLine[] => {
    if (line.what === 'table' || line.what === 'break' || line.what === 'note') return []
    const leaves = wordsOfLine(line)
    return [
      {
        block: line.id === '' ? null : line.id,
        number: 'number' in line ? line.number : '',
        inside: inside.get(line.id) ?? leaves,
        leaves,
        isWithheld: line.what === 'withheld',
      },
    ]
  })
}

/** The consents of respondents whose codes stand in the text. */
const consentsFor = ({ documents }: Texts, document: DocumentId, file: TextFile): NewConsent[] => {
  const consents = documents.carriedConsents(document)
  const known = new Set(consents.map(({ code }) => code))
  const named = new Set(wordsThatLeave(file).flatMap(words => [...codesIn(words, known, false)]))
  return consents.filter(({ code }) => named.has(code))
}

/** Pictures of the document by the SHA-256 of their bytes. */
const picturesOf = ({ documents }: Texts, document: DocumentId): Map<string, Picture> =>
  new Map(
    documents.page(document).blocks.flatMap(({ picture }) => {
      const bytes = picture && documents.enclosed(document, { what: 'picture', hash: picture.hash })
      return picture && bytes ? [[toHex(sha256(bytes)), picture]] : []
    }),
  )

/** Undoes what was begun as far as it can: the refusal before it is the one that a person meets. */
export const undone = (undo: () => void): void => {
  try {
    undo()
  } catch (error) {
    if (!(error instanceof Failure)) throw error
  }
}

/**
 * Begins a private document with the text, in another group or in a circle, which says that it came from this adoption.
 * Failures: `not-permitted` for a text of a circle, `consent-missing`, `invalid-input`, `not-found`.
 */
export const beginFromText = async (
  ports: Texts & Spaces,
  text: AdoptedText,
  space: GroupId,
  now: () => number,
): Promise<DocumentId> => {
  const { documents } = ports
  const level = levelOf(ports, homeOf(ports, text))
  const file = textOf(text)
  mustBeConsented(ports, text.document, wordsThatLeave(file), now())
  const pictures = picturesOf(ports, text.document)
  const begun = await documents.create({
    group: space,
    ...pageOfText(file, { pictureOf: hash => pictures.get(hash) ?? null, random }),
    consents: consentsFor(ports, text.document, file),
    picturesOf: text.document,
    withoutFiles: true,
  })
  const { adoption, checked } = text
  try {
    await documents.editBeside(begun, doc => {
      writeMeetingEntry(doc, { kind: 'from', at: now(), level, adoption, checked }, random)
    })
  } catch (error) {
    undone(() => documents.remove(begun))
    throw error
  }
  return begun
}

/**
 * Begins a document of the group with the text and shares it there. Failures: `not-permitted` for a
 * group that it may not go to, `consent-missing`, `invalid-input`, `not-found`.
 */
export const forwardText = async (
  ports: Texts & Spaces,
  text: AdoptedText,
  group: GroupId,
  now: () => number,
): Promise<DocumentId> => {
  if (!targetsOf(ports, text).some(target => target.group === group))
    throw new Failure('not-permitted')
  const begun = await beginFromText(ports, text, group, now)
  await ports.documents.share(begun)
  return begun
}

/** The adoption of another group that a document began with; of several the earliest. */
export const originOf = (
  ports: Texts,
  document: DocumentId,
): { level: Level; adoption: string; checked: 'card' | 'unknown' } | null => {
  // Nobody's name is asked for.
  const reading = { whose: () => null, isOfficer: () => false, endedAt: null }
  const { from } = ports.documents.meeting(document).log(reading)
  const [first] = from.map(({ entry }) => entry).toSorted((a, b) => a.at - b.at)
  return first ? { level: first.level, adoption: first.adoption, checked: first.checked } : null
}
