// Asking: the texts of a question are written as files, attached, and named by hash.
import { writeTextFile, type Obstacle, type TextSource } from '#core/deliberation/adoption'
import {
  offices,
  rulesAt,
  rulesNow,
  seated,
  type Act,
  type BodyOf,
  type Standing,
} from '#core/deliberation/acts'
import type { ActLedger } from '#core/deliberation/ledger'
import type { Archive } from '#core/archive'
import { fromHex, random, sha256 } from '#core/keys'
import { meetingPage } from '#core/paper'
import type { Blocker, CoreContract, Language } from '#shared/contract'
import { attach, safeFileName } from '#document/files'
import { blockNamed, setMeetingStates } from '#document/tree'
import { countParagraphsOn, emptyLinesOn } from '#document/reading'
import { settledPage } from '#document/model'
import { spokenPage } from '#document/numbering'
import { Failure } from '#shared/failure'
import type { ActId, BlockId, DocumentId, GroupId } from '#shared/ids'
import type { Input, Output } from '#shared/rpc'
import { askedAlready, mustBeUnasked } from './asked-already.ts'
import { continuedBy, replaceableBy } from './continuing.ts'
import type { DecisionPorts } from './ports.ts'
import { placesFor, signedPlace } from './where.ts'

type Rules = Act<BodyOf<'rules'>>

export type Prepared = Output<CoreContract, 'decisions.prepare'>
export type Asking = Input<CoreContract, 'decisions.ask'>

/** Days for an answer, where the group has no rule. */
const usualDays = 7
/** Rules that a question can carry. */
const mostRules = 4

export const audienceOf = ({ archive }: DecisionPorts, document: DocumentId): GroupId => {
  const key = archive.documents.keyOf(document)
  if (!key) throw new Failure('not-found')
  return key.group
}

type RulePorts = { archive: Pick<Archive, 'acts'>; acts: Pick<ActLedger, 'actsOf'> }

/** The act with which a meeting was opened. No acts of its agenda are read for it. */
type Opening = Parameters<typeof rulesAt>[2]

/** The group's rules that hold now or held at an opening, the strictest first: one, or several that were written apart. */
const rulesOf = (ports: RulePorts, audience: GroupId, at: Opening | null = null): Rules[] => {
  const rows = ports.archive.acts.list({ group: audience, type: 'rules' }, ['document'])
  const documents = new Set(rows.map(({ document }) => document))
  const all = [...documents].flatMap(document => ports.acts.actsOf(document) ?? [])
  const [first] = all
  if (!first) return []
  const graphs = all.flatMap(acts => [...acts.graphs.values()])
  const found = at ? rulesAt(graphs, first.today, at) : rulesNow(graphs, first.today)
  return found.map(({ record }) => record)
}

/** The least number of so many seats that is this share of them. */
const seatsFor = ({ a, b, more }: BodyOf<'rules'>['quorum'], seats: number): number =>
  Math.max(1, more ? Math.floor((a * seats) / b) + 1 : Math.ceil((a * seats) / b))

const quorumBy = ([rules]: readonly Rules[], seats: number): number =>
  seatsFor(rules?.body.quorum ?? { a: 1, b: 2, more: true }, seats)

/** The seats of so many that have to answer: by the group's rules, now or at an opening, else more than half. */
export const quorumFor = (
  ports: RulePorts,
  audience: GroupId,
  seats: number,
  at: Opening | null = null,
): number => quorumBy(rulesOf(ports, audience, at), seats)

type RollSeat = BodyOf<'question'>['roll'][number]

const rollOf = ({ people }: Standing, [rules]: readonly Rules[]): RollSeat[] =>
  [...people]
    .filter(([, { role }]) => seated.includes(role))
    .map(([seat]) => ({
      seat,
      alternates: (rules?.body.seats.find(each => each.seat === seat)?.alternates ?? []).filter(
        member => people.get(member)?.role === 'alternate',
      ),
    }))
    .toSorted((a, b) => (a.seat < b.seat ? -1 : 1))

/** The quorum of a question that is asked now. */
export const quorumNow = (
  ports: RulePorts,
  audience: GroupId,
  standing: Standing | null,
): number => {
  const rules = rulesOf(ports, audience)
  return quorumBy(rules, standing ? rollOf(standing, rules).length : 0)
}

/** Versions of the document in other languages that the same members read. */
const textsBeside = (ports: DecisionPorts, document: DocumentId): DocumentId[] => {
  const audience = audienceOf(ports, document)
  return ports.versionsOf(document).filter(id => {
    const key = ports.archive.documents.keyOf(id)
    return key?.group === audience && key.shared
  })
}

/** The parts of a text that become its file. */
type Part = Pick<Asking, 'edition' | 'block'> & {
  /** Amendments lie beside a text: members may see it while some are open, and decide on it after. */
  mayAmend?: boolean
}

/** A text that becomes files: of the whole, or of each of its paragraphs. */
export const sourceOf = (
  { documents, openPoints, peopleIn }: DecisionPorts,
  document: DocumentId,
  mayAmend = false,
): Omit<TextSource, 'edition' | 'block'> => ({
  page: documents.page(document),
  people: peopleIn(document),
  open: mayAmend ? [] : openPoints(document),
  pictureOf: hash => documents.enclosed(document, { what: 'picture', hash }),
})

const writtenFrom = (
  ports: DecisionPorts,
  document: DocumentId,
  { edition, block, mayAmend }: Part,
) =>
  writeTextFile({
    ...sourceOf(ports, document, mayAmend),
    edition,
    ...(block !== null && { block }),
  })

const codes: Record<Exclude<Obstacle['code'], 'not-found'>, Blocker['code']> = {
  'bracket-open': 'bracket-open',
  'suggestion-open': 'suggestion-open',
  'amendment-open': 'amendment-open',
  'no-form': 'no-form',
  'no-picture': 'no-form',
  'text-too-long': 'text-too-long',
}

const blockersIn = (
  ports: DecisionPorts,
  document: DocumentId,
  block: BlockId | null,
): Blocker[] => {
  const written = writtenFrom(ports, document, { edition: '', block })
  if ('bytes' in written) return []
  return written.obstacles.map(({ code, ...where }) => {
    if (code === 'not-found') throw new Failure('not-found')
    return { code: codes[code], ...where }
  })
}

export const mayAsk = (
  ports: DecisionPorts,
  document: DocumentId,
  standing: Standing | null,
): boolean => {
  const self = ports.selfIn(audienceOf(ports, document))
  const role = self && standing?.people.get(self)?.role
  return !!role && offices.includes(role) && ports.documents.rightsNow(document).has('write')
}

/** Whether this member may ask about some text of the group or one of its circles. */
export const mayAskIn = (ports: DecisionPorts, group: GroupId): boolean =>
  ports.spaces(group).some(space => {
    const self = ports.selfIn(space)
    const role = self && ports.acts.standing(space)?.people.get(self)?.role
    return !!role && offices.includes(role)
  })

export const prepare = (
  ports: DecisionPorts,
  document: DocumentId,
  block: BlockId | null,
): Prepared => {
  const { archive, acts, documents, membersOf, now } = ports
  const audience = audienceOf(ports, document)
  const standing = acts.standing(audience)
  const rules = rulesOf(ports, audience)
  const roll = standing ? rollOf(standing, rules) : []
  const where = { block: null, place: '' }
  const isShared = archive.documents.keyOf(document)?.shared === true
  const already = askedAlready(ports, document, block)
  const beside = textsBeside(ports, document).filter(id => askedAlready(ports, id, block) === null)
  const blockers: Blocker[] = [
    ...(already ? [{ code: already, ...where }] : []),
    ...(isShared ? [] : [{ code: 'not-shared' as const, ...where }]),
    ...(mayAsk(ports, document, standing) ? [] : [{ code: 'no-office' as const, ...where }]),
    ...blockersIn(ports, document, block),
  ]
  const { members } = membersOf(audience)
  // A document that goes on from a decided text can take its place.
  const continued = continuedBy(ports, document)
  return {
    blockers,
    texts: [document, ...beside].map(id => {
      const page = settledPage(documents.page(id))
      const { meta, blocks } = page
      const all = emptyLinesOn(meetingPage(spokenPage(page), ports.peopleIn(id)))
      const empty = block === null ? all : all.filter(line => line.block === block)
      const about = block === null ? blocks : blocks.filter(({ id: own }) => own === block)
      const paragraphs = countParagraphsOn(about)
      return { document: id, language: meta.language, paragraphs, empty }
    }),
    openComments: documents.remarks(document).threads.filter(({ isResolved }) => !isResolved)
      .length,
    seats: roll.map(({ seat, alternates }) => {
      const until = members.get(seat)?.term.until ?? null
      return {
        member: seat,
        alternates,
        mayLeaveOut: standing?.people.get(seat)?.hasTerm ?? false,
        hasEnded: until !== null && until < now(),
      }
    }),
    rule: {
      kind: 'consensus',
      quorum: quorumBy(rules, roll.length),
      threshold: null,
      heard: false,
    },
    days: rules[0]?.body.days ?? usualDays,
    replaceable: replaceableBy(ports, document, continued),
    corrects: continued?.adoption
      ? { declaration: continued.adoption.declaration, edition: continued.adoption.edition }
      : null,
    places: placesFor(ports, audience, document, block),
  }
}

type NamedText = BodyOf<'question'>['texts'][number]

/** Writes a text as a file, and attaches it. The edit is saved when `saved` resolves. Failure `text-open`. */
export const attachText = (
  ports: DecisionPorts,
  asked: Part & Pick<Asking, 'document'>,
  text: DocumentId,
): { named: NamedText; saved: Promise<void> } => {
  const { documents, now } = ports
  const written = writtenFrom(ports, text, asked)
  if (!('bytes' in written)) throw new Failure('text-open')
  const { bytes } = written
  const { title, language } = documents.page(text).meta
  const { hash, size } = documents.enclose(asked.document, bytes)
  const name = safeFileName(`${title.slice(0, 80)} (${language}).jsonl`)
  const isThere = documents.attachments(asked.document).some(file => file.hash === hash)
  const saved = isThere
    ? Promise.resolve()
    : documents.editBeside(
        asked.document,
        doc => void attach(doc, { name, hash, size }, { at: now(), random }),
      )
  const named = { document: text, language, hash: fromHex(hash), sha256: sha256(bytes), size }
  return { named, saved }
}

/** Failure `not-found` for an item that this text cannot be asked about at. */
const placeFor = (ports: DecisionPorts, audience: GroupId, asked: Asking) => {
  const { document, block, where } = asked
  if (where === null) return null
  const isOffered = placesFor(ports, audience, document, block).some(
    each => each.agenda === where.agenda && each.block === where.block,
  )
  if (!isOffered) throw new Failure('not-found')
  return signedPlace(ports, where)
}

/** Failure `not-found` for a declaration that this question cannot replace. */
const mustBeReplaceable = (ports: DecisionPorts, { document, replaces }: Asking): void => {
  if (replaces === null) return
  const offered = replaceableBy(ports, document, continuedBy(ports, document))
  if (!offered.some(({ declaration }) => declaration === replaces)) throw new Failure('not-found')
}

/**
 * Puts the text as it stands to a decision. Failures: `text-open`, `decision-open`, `decided-already`,
 * `rule-too-weak`, `quorum-too-high`, `not-permitted`, `not-found`.
 */
export const ask = async (ports: DecisionPorts, asked: Asking): Promise<ActId> => {
  const { document, leftOut, rule } = asked
  const audience = audienceOf(ports, document)
  if (ports.archive.documents.keyOf(document)?.shared !== true) throw new Failure('not-shared')
  // A text is fixed as a whole, so no part of it is adopted.
  if (asked.block !== null && asked.purpose === 'adopt') throw new Failure('invalid-input')
  const standing = ports.acts.standing(audience)
  if (!standing || !mayAsk(ports, document, standing)) throw new Failure('not-permitted')
  const languageOf = (id: DocumentId): Language => ports.documents.page(id).meta.language
  const beside = textsBeside(ports, document)
  const texts = [document, ...beside.filter(id => asked.languages.includes(languageOf(id)))]
  for (const text of texts) mustBeUnasked(ports, text, asked.block)
  mustBeReplaceable(ports, asked)
  const rules = rulesOf(ports, audience)
  const roll = rollOf(standing, rules).filter(({ seat }) => !leftOut.includes(seat))
  if (rule.quorum > roll.length) throw new Failure('quorum-too-high')
  const open = texts.some(id => !('bytes' in writtenFrom(ports, id, asked)))
  if (open) throw new Failure('text-open')
  const where = placeFor(ports, audience, asked)
  // Without a pause between: the text that is read is the text that is asked about.
  const attached = texts.map(text => attachText(ports, asked, text))
  const graph = ports.acts.graphFor(document)
  const id = ports.acts.write(
    document,
    null,
    {
      type: 'question',
      purpose: asked.purpose,
      words: asked.words,
      texts: attached.map(({ named }, at) => (at === 0 ? { ...named, document: graph } : named)),
      files: [],
      roll,
      rule,
      until: asked.until,
      edition: asked.edition.normalize('NFC'),
      replaces: asked.replaces,
      rules: rules.slice(0, mostRules).map(({ signed }) => signed),
      where,
    },
    { mustKeepTheRules: 'rule-too-weak' },
  )
  await Promise.all(attached.map(({ saved }) => saved))
  await nameOnLine(ports, asked, id)
  return id
}

/** A line of minutes that was asked about names its question, so that what came out stands below it. */
const nameOnLine = async (
  { documents }: DecisionPorts,
  { document, block }: Asking,
  question: ActId,
): Promise<void> => {
  const line = documents.page(document).blocks.find(({ id }) => id !== null && id === block)
  if (block === null || line?.kind !== 'decision') return
  await documents.editBeside(document, doc => {
    const element = blockNamed(doc, block)
    if (element) setMeetingStates(element, { question })
  })
}
