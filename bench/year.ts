// A group of 25 seats with a year behind it: meetings with minutes and action items, decisions on texts and in
// minutes, with a position of every seat. The acts are put into the archive as the ledger keeps them; everything
// else is written by the calls that windows use.
import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createProfile, openProfile, type Archive } from '#core/archive'
import { readAct, writeAct, type KnownBody } from '#core/deliberation/acts'
import { askToJoin, foundGroup } from '#core/group'
import { random } from '#core/keys'
import { applyEditScript } from '#document/edits'
import type { NewBlock } from '#document/blocks'
import type { ActId, DocumentId, GroupId, MemberId } from '#shared/ids'
import type { ApiContext } from '../src/core/api/api-context.ts'
import { meetingAnswers } from '../src/core/api/meetings.ts'
import { composeProfile, type OpenProfile } from '../src/core/profile/open-profile.ts'

export const passphrase = 'five words for a bench'
const cost = { passes: 1, memory: 8192 }
const dayLong = 86_400_000

export const year = { seats: 25, meetings: 40, decisionsOfMeeting: 5, texts: 205, actions: 300 }
/** Acts of one decision: the question, a position of every seat but one, and a close. */
const positions = year.seats - 2

const atOnce = (work: () => void): (() => void) => {
  const timer = setImmediate(work)
  return () => clearImmediate(timer)
}

const composed = (archive: Archive, now: () => number): Promise<OpenProfile> =>
  composeProfile({
    archive,
    now,
    offline: true,
    lan: {},
    later: (work, milliseconds) => (milliseconds < 1000 ? atOnce(work) : () => {}),
    emit: () => {},
    onDefect: error => {
      throw error
    },
  })

type Seat = { profile: OpenProfile; member: MemberId }

/** The members of one group, each with a profile of its own below `home`. */
const seatsIn = async (
  home: string,
  directory: string,
  now: () => number,
): Promise<{ chair: OpenProfile; archive: Archive; group: GroupId; seats: Seat[] }> => {
  // The profile that is measured opens at the cost that a person has.
  const archive = createProfile(directory, passphrase, { now, later: atOnce })
  const chair = await composed(archive, now)
  const wanted = { name: 'Group', level: 'global', language: 'en', handle: 'Chair' } as const
  const group = chair.groups.add(foundGroup(archive, wanted, { now }).id)
  const guests: OpenProfile[] = []
  const inviting = chair.groups.get(group)
  for (let count = 1; count < year.seats; count++) {
    const path = join(home, `seat-${count}`)
    mkdirSync(path, { recursive: true })
    const own = createProfile(path, passphrase, { now, later: atOnce, cost })
    const guest = await composed(own, now)
    const { file } = inviting.invite({ role: 'member' })
    const asked = askToJoin(guest.archive, { bytes: file, handle: `Member ${count}` }, { now })
    guest.groups.add(asked.group)
    inviting.admit(inviting.readReply(asked.reply).reply)
    const { bytes } = await chair.sync.writeFile({ group, members: [] })
    await guest.sync.readFile(bytes)
    guests.push(guest)
  }
  const seats = [chair, ...guests].map(profile => {
    const { member } = profile.groups.get(group).self
    if (!member) throw new Error('a guest was not admitted')
    return { profile, member }
  })
  return { chair, archive, group, seats }
}

type Deciding = { archive: Archive; group: GroupId; seats: readonly Seat[]; at: () => number }

/** A decision on `document`, closed unless it `isOpen`. */
const decide = (
  { archive, group, seats, at }: Deciding,
  document: DocumentId,
  { words, isOpen, adopts }: { words: string; isOpen: boolean; adopts: boolean },
): number => {
  const [chair] = seats
  if (!chair) throw new Error('there is no chair')
  const heads = chair.profile.groups.get(group).foundation()
  const known = archive.acts.list({ document })
  let depth = known.length
  let parents = known
    .toSorted((a, b) => b.depth - a.depth)
    .slice(0, 1)
    .map(({ id }) => id)
  let subject: ActId | null = null
  let written = 0
  const sign = ({ profile }: Seat, body: KnownBody): ActId => {
    const { keys, device } = profile.groups.get(group).self
    const header = { audience: group, document, subject, heads, parents, at: at() }
    const signed = writeAct(keys, header, body)
    const act = readAct(signed)
    if (!act) throw new Error('an act has a wrong form')
    archive.acts.put({
      document,
      id: act.id,
      group,
      graph: document,
      subject,
      type: body.type,
      device,
      depth: depth++,
      bytes: signed.bytes,
      signature: signed.signature,
      state: 'taken',
      place: 'logged',
    })
    parents = [act.id]
    written++
    return act.id
  }
  const hash = new Uint8Array(32).fill(1)
  subject = sign(chair, {
    type: 'question',
    purpose: adopts ? 'adopt' : 'decide',
    words,
    texts: [{ document, language: 'en', hash, sha256: hash, size: 1 }],
    files: [],
    roll: seats
      .map(({ member }) => ({ seat: member, alternates: [] }))
      .toSorted((a, b) => (a.seat < b.seat ? -1 : 1)),
    rule: { kind: 'consensus', quorum: 13, threshold: null, heard: false },
    until: null,
    edition: '',
    replaces: null,
    rules: [],
    where: null,
  })
  for (const seat of seats.slice(1, 1 + positions))
    sign(seat, { type: 'position', choice: 'support', reason: '', reservations: [] })
  if (!isOpen) sign(chair, { type: 'close' })
  return written
}

const paragraph = (text: string, kind: NewBlock['kind'] = 'num1'): NewBlock => ({
  kind,
  runs: [{ text }],
})

/** Lines of discussion and action items of one meeting, behind the headings that its minutes begin with. */
const linesOf = (meeting: number, seats: readonly Seat[], first: number) => {
  const share = Math.ceil(year.actions / (year.meetings - 1))
  const count = Math.max(0, Math.min(share, year.actions - meeting * share))
  const due = new Date(Date.now() + (meeting - 20) * dayLong).toISOString().slice(0, 10)
  const discussion = Array.from({ length: 20 }, (_, line) => ({
    new: `The member spoke, line ${line}.`,
    after: first + line,
  }))
  const items = Array.from({ length: count }, (_, at) => {
    const after = first + 20 + at
    const owner = seats[(meeting + at) % seats.length]?.member
    return [
      { new: `Send wording ${meeting}.${at} to the Secretariat.`, after, kind: 'action' as const },
      { states: { owner, due }, block: after + 1 },
    ]
  })
  return [...discussion, ...items.flat()]
}

/** Writes the year into the profile of the chair. Returns how many acts there are. */
const live = async (
  chair: OpenProfile,
  { archive, group, seats, at }: Deciding,
): Promise<number> => {
  const context = { directory: '', example: false, now: at, profile: () => chair }
  const answers = meetingAnswers(context as unknown as ApiContext)
  const rows: [DocumentId, Parameters<typeof decide>[2]][] = []
  for (let meeting = 0; meeting < year.meetings; meeting++) {
    const title = `Session ${meeting}`
    const { agenda } = await answers['meetings.create']({ group, title, language: 'en' })
    for (let item = 0; item < 6; item++)
      await answers['meetings.addItem']({ agenda, after: null, title: `Item ${item}`, minutes: 10 })
    const from = Date.now() + (meeting - year.meetings + 1) * dayLong
    const call = { agenda, from, until: from + dayLong / 24, zones: [], languages: [] }
    await answers['meetings.call'](call)
    if (meeting === year.meetings - 1) continue
    const { minutes } = await answers['meetings.open']({ agenda })
    const { list } = await answers['meetings.get']({ agenda })
    for (const { block, title: item } of list)
      if (item !== '') await answers['meetings.item']({ agenda, block, state: 'noted' })
    await answers['meetings.end']({ agenda })
    const first = chair.documents.page(minutes).blocks.length - 1
    await chair.documents.editAs(minutes, doc => {
      applyEditScript(doc, linesOf(meeting, seats, first), { random, now: at })
    })
    for (let count = 0; count < year.decisionsOfMeeting; count++)
      rows.push([
        minutes,
        { words: `Item ${count} of session ${meeting}`, isOpen: false, adopts: false },
      ])
  }
  for (let text = 0; text < year.texts; text++) {
    const document = await chair.documents.create({
      group,
      kind: 'recommendations',
      title: `Advice ${text}`,
      language: 'en',
      blocks: Array.from({ length: 12 }, (_, line) => paragraph(`Protect defenders, ${line}.`)),
    })
    await chair.documents.share(document)
    rows.push([document, { words: `Text ${text}`, isOpen: text < 3, adopts: true }])
  }
  await chair.documents.flush()
  let acts = archive.acts.list({}, ['id']).length
  archive.transaction(() => {
    for (const [document, decision] of rows)
      acts += decide({ archive, group, seats, at }, document, decision)
  })
  return acts
}

export type Year = { group: GroupId; acts: number }

/** Profiles of the same member: `empty`, in which nothing was written, and `full`, with the year. */
export const liveYear = async (
  home: string,
  { empty, full }: { empty: string; full: string },
): Promise<Year> => {
  let time = Date.now() - 400 * dayLong
  const at = () => (time += 60_000)
  const { chair: first, group, seats: all } = await seatsIn(home, full, at)
  await first.close()
  cpSync(full, empty, { recursive: true })
  const archive = openProfile(full, passphrase, { now: at, later: atOnce })
  const chair = await composed(archive, at)
  const seats = all.map(seat => (seat.profile === first ? { ...seat, profile: chair } : seat))
  const acts = await live(chair, { archive, group, seats, at })
  for (const { profile } of seats) await profile.close()
  return { group, acts }
}
