// The example advisory group of the mockups, in core's form: members and documents. No
// person, text or group in it is real.
import {
  type Device,
  type DocumentKind,
  type DocumentSummary,
  type Group,
  type Member,
  MembershipAct,
  type Reach,
  everyRight,
  rightsAlone,
} from '#shared/contract'
import type { DeviceId, DocumentId, GroupId, MemberId } from '#shared/ids'
import type { Writable } from './writable.ts'

/** A readable replacement of a hash: `number` in hexadecimal, padded to `bytes`. */
export const hexId = (number: number, bytes: number): string =>
  number.toString(16).padStart(bytes * 2, '0')

const hour = 3_600_000
const day = 24 * hour
const groupId = hexId(1, 32) as GroupId
const memberId = (index: number): MemberId => hexId(100 + index, 32) as MemberId

/** Members have the colours of the mockups. */
const colours = [1, 4, 3, 2, 5, 4, 2, 6, 1]
const handles = ['K.W.', 'M.S.', 'L.H.', 'C.R.', 'T.N.', 'P.J.', 'V.S.', 'A.D.', 'E.G.']
const deviceNames: Record<number, string[]> = {
  0: ['This laptop', 'Home computer'],
  2: ['Old laptop', 'New laptop'],
  3: ['Laptop', 'Office'],
}

const device = (member: number, index: number, name: string): Device => ({
  id: hexId(200 + member * 4 + index, 32) as DeviceId,
  member: memberId(member),
  name,
  self: member === 0 && index === 0,
  checked: true,
  refused: 0,
  stopped: false,
  heldUp: false,
  crowds: false,
  state: 'active',
  addedAt: 0,
})

const reachOf = (member: number, now: number): Reach => {
  if (member === 0) return { state: 'self' }
  if (member === 2) return { state: 'behind', changes: 4, at: now - 2 * day }
  if (member === 8) return { state: 'never-heard' }
  return { state: 'has-everything', at: now - member * hour }
}

const member = (index: number, now: number): Writable<Member> => ({
  id: memberId(index),
  handle: handles[index] ?? '',
  role: index < 1 ? 'chair' : 'member',
  self: index === 0,
  joinedAt: now - (120 - index) * day,
  color: colours[index] ?? 1,
  devices: (deviceNames[index] ?? ['Laptop']).map((name, at) => device(index, at, name)),
  reach: reachOf(index, now),
  term: { from: null, until: null },
  removed: null,
  recovery: false,
  outside: false,
})

/** The fields of a group besides its members and documents when nothing is going on in it. */
const quiet = {
  pastMembers: [],
  proposals: [],
  shutOuts: [],
  unheard: [],
  acts: [...MembershipAct.options],
}

export function exampleGroup(now: number): Writable<Group> {
  const memberList = handles.map((_, index) => member(index, now))
  return {
    id: groupId,
    name: 'Executive Director’s Civil Society Advisory Group',
    level: 'global',
    language: 'en',
    handle: 'K.W.',
    state: 'active',
    members: memberList.length,
    devices: memberList.reduce((sum, each) => sum + each.devices.length, 0),
    readers: {
      members: memberList.length,
      devices: memberList.reduce((sum, each) => sum + each.devices.length, 0),
    },
    outside: false,
    self: memberId(0),
    memberList,
    invitations: [],
    requests: [],
    warnings: [],
    ...structuredClone(quiet),
  }
}

/** A group with one member, like a new one. */
export function otherGroup(now: number): Writable<Group> {
  const only = { ...member(0, now), devices: [device(0, 0, 'This laptop')] }
  return {
    id: hexId(2, 32) as GroupId,
    name: 'Arab States regional group',
    level: 'regional',
    language: 'ar',
    handle: 'K.W.',
    state: 'active',
    members: 1,
    devices: 1,
    readers: { members: 1, devices: 1 },
    outside: false,
    self: only.id,
    memberList: [only],
    invitations: [],
    requests: [],
    warnings: [],
    ...structuredClone(quiet),
  }
}

type Row = [
  title: string,
  kind: DocumentKind,
  reference: string,
  by: number,
  ago: number,
  have: number,
]
const rows: Row[] = [
  [
    'Strategy of support for women human rights defenders: recommendations',
    'recommendations',
    'EDCSAG/2018/3',
    3,
    0,
    6,
  ],
  ['Follow-up to CSW62 agreed conclusions, paragraph 42', 'statement', 'EDCSAG/2018/5', 1, day, 9],
  ['Annex: country examples, Georgia to Papua New Guinea', 'recommendations', '', 4, 3 * day, 4],
  [
    'Protocolo de La Esperanza: aportes sobre la investigación de amenazas',
    'statement',
    '',
    3,
    day,
    8,
  ],
  ['Statement on shrinking spaces for civil society', 'statement', '', 0, 4 * day, 0],
  ['Minutes, second regular session', 'minutes', 'EDCSAG/2018/MIN/2', 1, 98 * day, 9],
  ['المدافعات عن حقوق الإنسان: توصيات أولية', 'recommendations', '', 2, 5 * day, 7],
]

export function exampleDocuments(now: number): DocumentSummary[] {
  return rows.map(([title, kind, reference, by, ago, have], index) => ({
    id: hexId(300 + index, 16) as DocumentId,
    group: groupId,
    kind,
    title,
    language: index === 3 ? 'es' : index === 6 ? 'ar' : 'en',
    reference,
    status: 'draft',
    readers: have === 0 ? { kind: 'only-you' } : { kind: 'group', members: handles.length },
    changedAt: now - ago,
    changedBy: memberId(by),
    words: 1284 - index * 137,
    have,
    toRead: 0,
    unread: false,
    template: false,
    rights: [...(have > 0 ? everyRight : rightsAlone)],
  }))
}
