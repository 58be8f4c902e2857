// Open profiles of one group that deliberate about a document, without a network. They exchange by
// encrypted files. Long waits end when a test says so.
import { onTestFinished, vi } from 'vitest'
import type { Doc } from 'yjs'
import type { Archive } from '#core/archive'
import type { BodyOf, KnownBody } from '#core/deliberation/acts'
import { askToJoin, foundGroup } from '#core/group'
import { random as randomBytes, type Bytes } from '#core/keys'
import type { CoreContract, Role } from '#shared/contract'
import type { ActId, DeviceId, DocumentId, GroupId, MemberId } from '#shared/ids'
import type { Input } from '#shared/rpc'
import { composeProfile, type OpenProfile } from '../../src/core/profile/open-profile.ts'
import { memoryLinks } from '../acceptance/link.ts'
import { temporaryArchive } from './archive.ts'

/** Waits of a second and more end here and nowhere else. */
export class Waits {
  readonly #waiting = new Set<{ work: () => void; milliseconds: number }>()

  readonly later = (work: () => void, milliseconds: number): (() => void) => {
    if (milliseconds < 1000) {
      const timer = setTimeout(work, milliseconds)
      return () => clearTimeout(timer)
    }
    const entry = { work, milliseconds }
    this.#waiting.add(entry)
    return () => void this.#waiting.delete(entry)
  }

  /** Ends the waits of up to this many milliseconds. */
  pass(most: number): void {
    for (const entry of [...this.#waiting]) {
      if (entry.milliseconds > most || !this.#waiting.delete(entry)) continue
      entry.work()
    }
  }
}

export type Decider = OpenProfile & {
  waits: Waits
  events: string[]
  /** Documents that windows heard of, by the event. */
  heard: { name: string; document: DocumentId }[]
  clock: { now: number }
}

export const decider = async (
  given: { archive?: Archive; random?: (length: number) => Bytes; now?: number } = {},
): Promise<Decider> => {
  const waits = new Waits()
  const events: string[] = []
  const heard: Decider['heard'] = []
  const clock = { now: given.now ?? 1_700_000_000_000 }
  const profile = await composeProfile({
    archive: given.archive ?? temporaryArchive(),
    now: () => clock.now,
    offline: true,
    lan: {},
    later: waits.later,
    random: given.random ?? randomBytes,
    emit(name, detail) {
      events.push(name)
      if (typeof detail === 'object' && 'document' in detail)
        heard.push({ name, document: detail.document })
    },
    onDefect: error => {
      throw error
    },
  })
  let isReleased = false
  const close = async (): Promise<void> => {
    if (isReleased) return
    isReleased = true
    await profile.close()
  }
  onTestFinished(close)
  return {
    ...profile,
    close,
    waits,
    events,
    heard,
    clock,
    release() {
      isReleased = true
      profile.release()
    },
  }
}

export type Asking = Input<CoreContract, 'decisions.ask'>

/** A question whether a text is adopted as a whole, by consensus of that many seats at least. */
export const askingOf = (document: DocumentId, more: Partial<Asking> = {}, quorum = 1): Asking => ({
  document,
  block: null,
  purpose: 'adopt',
  words: 'Do we adopt this text?',
  languages: ['en'],
  rule: { kind: 'consensus', quorum, threshold: null, heard: false },
  until: null,
  edition: '',
  leftOut: [],
  replaces: null,
  where: null,
  ...more,
})

/** Words of this device in a text that a decision fixes, as one writes them that has not heard of the question. */
export const writeApart = (
  { documents, statuses }: OpenProfile,
  document: DocumentId,
  work: (doc: Doc) => void,
): Promise<void> => {
  const unheard = vi.spyOn(statuses, 'isFixed').mockReturnValue(false)
  try {
    return documents.editAs(document, work)
  } finally {
    unheard.mockRestore()
  }
}

/** Encrypted files from each to each, in this order. */
export const meet = async (group: GroupId, ...all: OpenProfile[]): Promise<void> => {
  for (const each of all) await each.documents.flush()
  for (const from of all) for (const to of all) if (from !== to) await bring(group, from, to)
}

export const bring = async (group: GroupId, from: OpenProfile, to: OpenProfile): Promise<void> => {
  await from.documents.flush()
  await to.sync.readFile((await from.sync.writeFile({ group, members: [] })).bytes)
}

/** An in-memory link between two, until the test ends. Resolves when both have the same. */
export const link = async (group: GroupId, one: OpenProfile, other: OpenProfile): Promise<void> => {
  const [a, b] = [one, other].map(each => each.groups.get(group).self.device)
  const ends = memoryLinks({ a: a!, b: b! })
  one.sync.addLink(group, ends.a)
  other.sync.addLink(group, ends.b)
  await Promise.all([one.sync.level(group), other.sync.level(group)])
}

export const join = async (
  host: OpenProfile,
  group: GroupId,
  handle: string,
  role: Role = 'member',
  given: Parameters<typeof decider>[0] = {},
): Promise<Decider> => {
  const guest = await decider(given)
  const { file } = host.groups.get(group).invite({ role })
  const asked = askToJoin(guest.archive, { bytes: file, handle }, { now: () => guest.clock.now })
  guest.groups.add(asked.group)
  const inviting = host.groups.get(group)
  inviting.admit(inviting.readReply(asked.reply).reply)
  await bring(group, host, guest)
  return guest
}

/** A new group, of which this is the chair. */
export const foundedBy = (chair: Decider): GroupId => {
  const wanted = { name: 'Group', level: 'global', language: 'en', handle: 'chair' } as const
  return chair.groups.add(foundGroup(chair.archive, wanted, { now: () => chair.clock.now }).id)
}

export const shareStatement = async (
  { documents }: Decider,
  group: GroupId,
  title = 'Statement',
): Promise<DocumentId> => {
  const id = await documents.create({
    ...({ group, kind: 'statement', title, language: 'en' } as const),
    blocks: [{ kind: 'num1', runs: [{ text: 'We call on the State.' }] }],
  })
  await documents.share(id)
  return id
}

/** The chair and others, who share one document. */
export const deciders = async (
  roles: readonly Role[],
  given: Parameters<typeof decider>[0] = {},
): Promise<{ group: GroupId; id: DocumentId; all: Decider[] }> => {
  const chair = await decider(given)
  const group = foundedBy(chair)
  const id = await shareStatement(chair, group)
  const all = [chair]
  for (const [at, role] of roles.entries())
    all.push(await join(chair, group, `${role} ${at}`, role, given))
  await meet(group, ...all)
  return { group, id, all }
}

export const memberIn = (profile: OpenProfile, group: GroupId): MemberId =>
  profile.groups.get(group).self.member ?? ('' as MemberId)

export const deviceIn = (profile: OpenProfile, group: GroupId): DeviceId =>
  profile.groups.get(group).self.device

const hash = (byte: number): Bytes => new Uint8Array(32).fill(byte)

/** A question with all seats, as this profile knows them. */
export const questionOf = (
  profile: OpenProfile,
  group: GroupId,
  document: DocumentId,
  more: Partial<BodyOf<'question'>> = {},
): BodyOf<'question'> => {
  const seated: readonly Role[] = ['chair', 'rapporteur', 'member']
  const roll = [...profile.groups.get(group).state().members.values()]
    .filter(({ role, devices }) => seated.includes(role) && devices.length > 0)
    .map(({ id }) => ({ seat: id, alternates: [] }))
    .toSorted((a, b) => (a.seat < b.seat ? -1 : 1))
  return {
    type: 'question',
    purpose: 'decide',
    words: 'Shall this be our text?',
    texts: [{ document, language: 'en', hash: hash(1), sha256: hash(2), size: 1 }],
    files: [],
    roll,
    rule: { kind: 'consensus', quorum: 1, threshold: null, heard: false },
    until: null,
    edition: '',
    replaces: null,
    rules: [],
    where: null,
    ...more,
  }
}

export const position = (choice: BodyOf<'position'>['choice']): KnownBody => ({
  type: 'position',
  choice,
  reason: choice === 'object' ? 'The text leaves the region out.' : '',
  reservations:
    choice === 'reservations'
      ? [{ block: null, line: null, words: 'With one exception.', as: '' }]
      : [],
})

/** The acts that count here, by document in which the graph began; waiting ones are not among them. */
export const actsIn = (profile: OpenProfile, document: DocumentId): ActId[] =>
  [...(profile.acts.actsOf(document)?.graphs.values() ?? [])]
    .flatMap(({ nodes }) => [...nodes.keys()])
    .toSorted()

/** The state of each question, with its count, as this profile computes it. */
export const statesIn = (profile: OpenProfile, document: DocumentId): unknown[] => {
  const acts = profile.acts.actsOf(document)
  if (!acts) return []
  return [...acts.graphs].flatMap(([, proceedings]) =>
    proceedings
      .asked(acts.today)
      .map(({ question, state }) => ({
        id: question.id,
        is: state.is,
        ...('outcome' in state && {
          code: state.outcome.code,
          seats: state.outcome.seats.map(({ seat, from, choice }) => [seat, from, choice]),
        }),
        statement: Buffer.from(
          proceedings.statement(question.id, acts.today)?.adoption ?? new Uint8Array(),
        ).toString(),
      })),
  )
}
