// Packs of decided texts, from the acts and files that are here. Officers make the same files on their own
// devices and sign them one after the other.
import {
  checkFiles,
  howToCheck,
  packFiles,
  readContainer,
  readTextFile,
  signFiles,
  writeContainer,
  type Files,
  type NamedFile,
  type PackAmendment,
  type PackNames,
  type PackSource,
} from '#core/deliberation/adoption'
import { findQuestion, textFilesOf, type FoundQuestion } from '#core/deliberation/decisions'
import { standsOn, type ActNode } from '#core/deliberation/acts'
import type { PdfSteering, PrintPage } from '#core/paper'
import { equal, sha256, toHex, utf8, verifyPlain, type Bytes } from '#core/keys'
import type { Allow } from '#shared/consent'
import { Language, type PackPreview } from '#shared/contract'
import { placesOf } from '#document/numbering'
import { Failure } from '#shared/failure'
import type { ActId, BlockId, MemberId } from '#shared/ids'
import { isSignatureName, sumsName } from '#shared/adoption'
import * as v from 'valibot'
import { keysThatSigned } from './check-pack.ts'
import { isOfficer, officersIn, ownPair, putKeyOnRecord } from './group-card.ts'
import { packMustBeConsented, refusedIn } from './pack-consents.ts'
import { printedForms, type Printing } from './printed-adoption.ts'
import { decisionPorts } from '../deliberation-ports.ts'
import { sameMemberIn } from '../members/index.ts'
import type { Deliberation } from '../parts.ts'

type Ports = Deliberation & {
  now(): number
  allow: Allow
  /** Null where no window prints. */
  print: PrintPage | null
}

/** A final decision of a group that adopted a text. Circles have no card. */
const finalOf = (ports: Ports, decision: ActId) => {
  const found = findQuestion(decisionPorts(ports, ports.now), decision)
  const { described, proceedings, audience, today } = found
  const statement = proceedings.statement(decision, today)
  const { state, standing } = described
  if (ports.circles.find(audience)) throw new Failure('circle-has-no-card')
  if (!isOfficer(ports, audience)) throw new Failure('not-permitted')
  if (state.is !== 'final' || !statement || !standing) throw new Failure('not-permitted')
  return { found, statement, standing, signers: state.signers }
}
type Final = ReturnType<typeof finalOf>

/** Signatures on declarations that say what the final one says. */
const signsOf = ({ found }: Final) =>
  found.described.declarations
    .filter(({ isOvertaken }) => !isOvertaken)
    .flatMap(({ signs }) => signs)
    .toSorted((a, b) => (a.record.id < b.record.id ? -1 : 1))

/** One for each member of a seat. */
const signaturesOf = (final: Final): PackSource['signatures'] => {
  const found = new Map<MemberId, { key: Bytes; signature: Bytes }>()
  for (const { record, member } of signsOf(final)) {
    const { key, signature } = record.body
    if (!key || !signature || found.has(member) || ![...final.signers].includes(member)) continue
    if (verifyPlain(final.statement.adoption, signature, key)) found.set(member, { key, signature })
  }
  return [...found.values()]
}

type Said = { node: ActNode; block: BlockId | null; line: string; as: string }

const lineHash = (line: readonly (string | null)[]): string =>
  toHex(sha256(utf8(`${JSON.stringify(line)}\n`)))

/** Reservations and explanations for the record, with the hash of its line there. */
const saidIn = ({ found }: Final): Said[] => {
  const { seats, explanations } = found.described
  const reserved = seats.flatMap(({ counted: { act } }) =>
    act?.record.body.type === 'position'
      ? act.record.body.reservations.map(({ block, line, words, as }) => ({
          node: act,
          block,
          as,
          line: lineHash(['reservation', block, line && toHex(line), words]),
        }))
      : [],
  )
  const explained = explanations
    .filter(({ record }) => record.body.what === 'explanation')
    .map(node => {
      const { block, words, as } = node.record.body
      return { node, block, as, line: lineHash(['explanation', block, words]) }
    })
  return [...reserved, ...explained]
}

const linesOf = (record: Bytes): Set<string> =>
  new Set(
    new TextDecoder()
      .decode(record)
      .split('\n')
      .map(line => toHex(sha256(utf8(`${line}\n`)))),
  )

/**
 * Lines of reservations that all their authors took back since: several may have the same words on one line, and
 * one that was given again stands.
 */
const takenBack = ({ found }: Final, said: readonly Said[]): string[] => {
  const lifted = found.described.explanations.filter(({ record }) => record.body.what === 'lifts')
  const isLifted = ({ node, block }: Said): boolean =>
    lifted.some(
      each =>
        each.member === node.member && each.record.body.block === block && !standsOn(node, each),
    )
  const reserved = said.filter(({ node }) => node.record.body.type === 'position')
  return [...Map.groupBy(reserved, ({ line }) => line)]
    .filter(([, all]) => all.every(isLifted))
    .map(([line]) => line)
}

const namesOf = ({ documents, groups }: Ports, final: Final): PackNames => {
  const { found, standing, statement } = final
  const lines = linesOf(statement.record)
  const said = saidIn(final).filter(({ line }) => lines.has(line))
  const [registered] = standing.registered.toSorted(
    (a, b) => b.depth - a.depth || (a.record.id < b.record.id ? -1 : 1),
  )
  return {
    group: groups.get(found.audience).state().name,
    reference: documents.page(found.document).meta.reference,
    number: standing.node.record.body.number,
    symbol: registered?.record.body.symbol ?? '',
    day: registered?.record.body.day ?? '',
    said,
    withdrawn: takenBack(final, said),
    endorsers: signsOf(final).map(({ record }) => record.body.as),
  }
}

/** Settled amendments, in the order of the page, without those that say what the text withholds. */
const amendmentsOf = (ports: Ports, { found }: Final): PackAmendment[] => {
  const { document } = found
  const page = ports.documents.page(document)
  const places = placesOf(page.blocks, page.meta)
  const { blocks, isIn } = ports.documents.heldBack(document)
  return ports.documents
    .amendments(document, sameMemberIn(ports, document))
    .filter(({ standing }) => standing !== 'open')
    .filter(({ block, target, base, wording }) => {
      const isHeld = blocks.has(block) || (target !== null && blocks.has(target.block))
      return !isHeld && !isIn(base) && !isIn(wording)
    })
    .map(({ label, base, wording, standing, target }) => ({
      label,
      paragraph: places[target?.index ?? -1] ?? '',
      before: base,
      after: wording,
      outcome: standing,
    }))
}

const filesOf = ({ documents }: Ports, { document, described }: FoundQuestion) =>
  described.question.node.record.body.files.map(({ name, hash, sha256: digest }) => {
    const bytes = documents.enclosed(document, { what: 'file', hash: toHex(hash) })
    if (!bytes || !equal(sha256(bytes), digest)) throw new Failure('not-found')
    return { name, bytes }
  })

/** Pictures of the document by the SHA-256 of their bytes. */
const picturesOf = ({ documents }: Ports, { document }: FoundQuestion) =>
  new Map(
    documents.page(document).blocks.flatMap(({ picture }) => {
      const bytes = picture && documents.enclosed(document, { what: 'picture', hash: picture.hash })
      return picture && bytes ? [[toHex(sha256(bytes)), { ...picture, bytes }]] : []
    }),
  )

/** How far the making of a pack is, in printed forms, and whether a person ended it. */
export type PackSteering = {
  /** With a PDF of each text, where a window prints it. */
  isPrinted: boolean
  progress(done: number, total: number): void
  over: AbortSignal
}
const unsteered = { progress: () => {}, over: new AbortController().signal }

/** The same files with printed forms of the texts, for which the reservations are read from them. */
const withPrinted = async (
  ports: Ports,
  final: Final,
  source: PackSource,
  { isPrinted, progress, over }: PackSteering,
): Promise<Files> => {
  const { record, names } = checkFiles(packFiles(source), null)
  const valueOf = (key: string): string => names.find(([each]) => each === key)?.[1] ?? ''
  const printed: NamedFile[] = []
  for (const [at, { bytes }] of source.texts.entries()) {
    progress(at, source.texts.length)
    const read = readTextFile(bytes)
    if ('refused' in read) continue
    const printing: Printing = {
      file: read.value,
      group: valueOf('group'),
      reference: valueOf('reference'),
      symbol: valueOf('symbol'),
      pictures: picturesOf(ports, final.found),
      reservations: record.filter(({ what }) => what === 'reservation'),
    }
    const steering: PdfSteering = {
      over,
      progress: done => progress(at + done, source.texts.length),
    }
    printed.push(...(await printedForms(printing, isPrinted ? ports.print : null, steering)))
    if (over.aborted) throw new Failure('cancelled')
  }
  return packFiles({ ...source, printed })
}

const sourceOf = (ports: Ports, final: Final, isNamed: boolean): PackSource => {
  const { found, statement } = final
  const texts = textFilesOf(decisionPorts(ports, ports.now), found)
  const [first] = texts
  return {
    ...statement,
    signatures: signaturesOf(final),
    texts,
    files: filesOf(ports, found),
    printed: [],
    amendments: amendmentsOf(ports, final),
    names: isNamed ? namesOf(ports, final) : null,
    help: howToCheck(v.parse(v.fallback(Language, 'en'), first?.language)),
  }
}

/** Failures: `consent-missing`, `invalid-input`. */
const consentedSource = (ports: Ports, final: Final, isNamed: boolean): PackSource => {
  const source = sourceOf(ports, final, isNamed)
  packMustBeConsented(ports, final.found.document, source, ports.now())
  return source
}

/** `signed`: officers who signed, by the keys that are here; `needs`: how many have to. */
export type SignedPack = { bytes: Bytes; signed: number; needs: number }

/**
 * Minutes after a pack was begun, an office may have ended, or a respondent may have withdrawn a consent. Failures: as of
 * `makePack`.
 */
export const mustStillLeave = (ports: Ports, decision: ActId, isNamed: boolean): void => {
  consentedSource(ports, finalOf(ports, decision), isNamed)
}

/** With the signature of this device, whose key is on record from then on, once the person allowed it. */
const signed = async (ports: Ports, decision: ActId, final: Final, files: Files) => {
  const { audience, document } = final.found
  const { texts } = checkFiles(files, null)
  const isNamed = files.has('names.jsonl')
  await ports.allow({
    act: isNamed ? 'sign-pack' : 'sign-pack-unnamed',
    group: ports.groups.get(audience).state().name,
    text: texts[0]?.text.head.title ?? '',
    number: final.standing.node.record.body.number,
  })
  mustStillLeave(ports, decision, isNamed)
  putKeyOnRecord(ports, audience, document)
  const all = signFiles(files, ownPair(ports, audience))
  const keys = keysThatSigned(all)
  const { officers, needs } = officersIn(ports, audience)
  const known = officers.filter(each => each.keys.some(key => keys.has(key)))
  return { bytes: writeContainer(all), signed: known.length, needs }
}

/**
 * Failures: `circle-has-no-card` for a decision of a circle, `not-permitted` for a member without an office and for a decision that is not final or adopted
 * nothing, `not-found` where a file is not here, `consent-missing`, `declined`,
 * `cancelled`.
 */
export const makePack = async (
  ports: Ports,
  decision: ActId,
  isNamed: boolean,
  steering: PackSteering,
): Promise<SignedPack> => {
  const final = finalOf(ports, decision)
  const files = await withPrinted(ports, final, consentedSource(ports, final, isNamed), steering)
  return signed(ports, decision, final, files)
}

/**
 * The files and names of a pack, before anything is signed. Codes without a consent are in it: a member of the group
 * reads it, and nothing leaves.
 */
export const previewPack = async (
  ports: Ports,
  decision: ActId,
  isNamed: boolean,
): Promise<PackPreview> => {
  const final = finalOf(ports, decision)
  const source = sourceOf(ports, final, isNamed)
  // The size of a PDF is not known before it is printed.
  const files = await withPrinted(ports, final, source, { ...unsteered, isPrinted: false })
  const { record, names } = checkFiles(files, null)
  const textOf = (kind: string): string => names.find(([each]) => each === kind)?.[1] ?? ''
  const { officers, needs } = officersIn(ports, final.found.audience)
  return {
    files: [...files].map(([name, bytes]) => ({ name, size: bytes.length })),
    group: textOf('group'),
    reference: textOf('reference'),
    number: textOf('number'),
    symbol: textOf('symbol'),
    day: textOf('day'),
    refused: refusedIn(ports, final.found.document, source, ports.now()),
    named: [
      ...record.flatMap(({ what, as }) => (as === '' ? [] : [{ as, where: what }])),
      ...names.flatMap(([kind, as]) =>
        kind === 'endorser' ? [{ as, where: 'endorsement' as const }] : [],
      ),
    ],
    reservations: record.filter(({ what }) => what === 'reservation').length,
    signatures: source.signatures.length,
    officers: officers.map(({ member, keys }) => ({ member, hasKey: keys.length > 0 })),
    needs,
  }
}

const isPdf = (name: string): boolean => /^printed\/.*\.pdf$/.test(name)

/** The listed files: an officer signs no printed form either that this device would not make. */
const comparable = (files: Files, kept: (name: string) => boolean): string =>
  [...files]
    .filter(([name]) => name !== sumsName && !isSignatureName(name) && kept(name))
    .map(([name, bytes]) => `${name} ${toHex(sha256(bytes))}`)
    .toSorted()
    .join('\n')

/**
 * Failures: `file-wrong-kind` for a pack that this device would not make, `other-pdf` where only its PDF is not the
 * one that this device prints, or it prints none.
 */
export const signPack = async (ports: Ports, decision: ActId, pack: Bytes): Promise<SignedPack> => {
  const final = finalOf(ports, decision)
  const read = readContainer(pack)
  if ('refused' in read || read.value.damaged.size > 0) throw new Failure('file-wrong-kind')
  const { files } = read.value
  const isWhole = checkFiles(files, null).problems.length === 0
  const isNamed = files.has('names.jsonl')
  const isPrinted = [...files.keys()].some(isPdf)
  const source = consentedSource(ports, final, isNamed)
  const own = await withPrinted(ports, final, source, { ...unsteered, isPrinted })
  const isOther = (kept: (name: string) => boolean): boolean =>
    comparable(own, kept) !== comparable(files, kept)
  if (!isWhole || isOther(name => !isPdf(name))) throw new Failure('file-wrong-kind')
  if (isOther(isPdf)) throw new Failure('other-pdf')
  return signed(ports, decision, final, files)
}
