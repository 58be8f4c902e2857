// The fake core's answers about the second look at files: requests in memory, and a rule that one officer begins.
import { listRequests, type AskedFile, type CoreContract, type FileCheck } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { ActId, DocumentId, MemberId } from '#shared/ids'
import type { Handlers } from '#shared/rpc'

type Calls = Extract<keyof CoreContract['calls'], `exports.${string}`>

export type FakeLook = {
  /** A request about the first document: of another member, or the own one; none if left out. */
  asked?: 'own' | 'theirs'
  state?: AskedFile['state']
  isTextChanged?: boolean
  check?: FileCheck
  /** An officer wants to end the rule: this member or another one. */
  ending?: 'own' | 'theirs'
  /** The role of this member can neither ask nor answer. */
  isReader?: boolean
  /** The group does not want a second look. */
  isOff?: boolean
}

type Scene = {
  look: FakeLook | undefined
  now: number
  members(): readonly MemberId[]
  document(): { id: DocumentId; title: string } | undefined
  isOffice: boolean
  changed(): void
}

const idOf = (number: number): ActId => String(number).padStart(64, 'e') as ActId

export const fakeExports = (scene: Scene): Pick<Handlers<CoreContract>, Calls> => {
  const { look = { isOff: true }, now, isOffice } = scene
  const memberAt = (at: number): MemberId => scene.members()[at] ?? ('' as MemberId)
  const [self, other] = [memberAt(0), memberAt(1)]
  let isNeeded = look.isOff !== true
  let ending = look.ending === undefined ? [] : [look.ending === 'own' ? self : other]
  const requests: AskedFile[] = []
  const add = (given: Partial<AskedFile>): AskedFile => {
    const { id = '' as DocumentId, title = '' } = scene.document() ?? {}
    const request: AskedFile = {
      id: idOf(requests.length),
      document: id,
      title,
      by: self,
      at: now - 1_560_000,
      choices: { document: id, format: 'docx', paper: 'a4' },
      fileHash: 'a'.repeat(64),
      state: 'asked',
      answers: [],
      writtenAt: null,
      isTextChanged: false,
      isOwn: true,
      mayAnswer: false,
      ...given,
    }
    requests.unshift(request)
    return request
  }
  const answer = (request: AskedFile, member: MemberId, reason: string | null): void => {
    const others = request.answers.filter(each => each.member !== member)
    request.answers = [...others, { member, at: now - 300_000, reason, isElsewhere: false }]
    const isDeclined = request.answers.some(each => each.reason !== null)
    request.state = isDeclined ? 'declined' : 'confirmed'
    scene.changed()
  }
  const state = look.state ?? 'asked'
  const isAnswered = state === 'confirmed' || state === 'declined'
  const reason = state === 'declined' ? 'Paragraph 4 names a town.' : null
  const answers = isAnswered
    ? [{ member: other, at: now - 300_000, reason, isElsewhere: false }]
    : []
  const begun = { state, answers, isTextChanged: look.isTextChanged === true }
  if (look.asked === 'own') add(begun)
  if (look.asked === 'theirs')
    add({ ...begun, by: other, isOwn: false, mayAnswer: look.isReader !== true })
  const named = (id: ActId): AskedFile => {
    const found = requests.find(each => each.id === id)
    if (!found) throw new Failure('not-found')
    return found
  }
  const ownOf = (document: DocumentId): AskedFile[] =>
    requests.filter(each => each.isOwn && each.document === document && each.state !== 'withdrawn')
  return {
    'exports.rule': () => ({ isNeeded, ending, needed: 2, mayChange: isOffice }),
    'exports.setRule'({ isNeeded: wanted }) {
      if (!wanted && isNeeded && !ending.includes(other)) ending = [self]
      else [isNeeded, ending] = [wanted, []]
      scene.changed()
    },
    'exports.standing'({ document, format, naming }) {
      const mayAsk = look.isReader !== true
      if (!isNeeded) return { isNeeded, mayAsk, request: null, earlier: null }
      const isSame = (each: AskedFile): boolean =>
        !each.isTextChanged && each.choices?.format === format && each.choices.naming === naming
      const own = ownOf(document)
      return {
        ...{ isNeeded, mayAsk },
        request: own.find(isSame) ?? null,
        earlier: own.find(each => !isSame(each)) ?? null,
      }
    },
    'exports.ask'(choices) {
      const { id } = add({ choices, document: choices.document, at: now })
      scene.changed()
      return { request: id }
    },
    'exports.list': () => listRequests(requests),
    'exports.get': ({ request }) => ({ request: named(request), check: look.check ?? 'same' }),
    'exports.confirm'({ request }) {
      answer(named(request), self, null)
      return { state: named(request).state }
    },
    'exports.decline': ({ request, reason: said }) => answer(named(request), self, said),
    'exports.withdraw'({ request }) {
      named(request).state = 'withdrawn'
      scene.changed()
    },
  }
}
