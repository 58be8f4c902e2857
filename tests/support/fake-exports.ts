// The fake core's answers about the second look at files: requests in memory, of which none is answered. Tests of the
// answers and of the rule have a real core.
import { listRequests, type AskedFile, type CoreContract, type FileCheck } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { ActId, DocumentId, MemberId } from '#shared/ids'
import type { Handlers } from '#shared/rpc'

type Calls = Extract<keyof CoreContract['calls'], `exports.${string}`>

export type FakeLook = {
  /** Another member asks about the first document. */
  isAsked?: boolean
  check?: FileCheck
}

type Scene = {
  /** The group does not want a second look, if it is left out. */
  look: FakeLook | undefined
  now: number
  members(): readonly MemberId[]
  document(): { id: DocumentId; title: string } | undefined
  changed(): void
}

const unasked = (): never => {
  throw new Error('The made-up core answers no request')
}

const idOf = (number: number): ActId => String(number).padStart(64, 'e') as ActId

export const fakeExports = (scene: Scene): Pick<Handlers<CoreContract>, Calls> => {
  const { look, now } = scene
  const [self = '' as MemberId, other = '' as MemberId] = scene.members()
  const isNeeded = look !== undefined
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
  if (look?.isAsked) add({ by: other, isOwn: false, mayAnswer: true })
  const named = (id: ActId): AskedFile => {
    const found = requests.find(each => each.id === id)
    if (!found) throw new Failure('not-found')
    return found
  }
  return {
    'exports.rule': () => ({ isNeeded, ending: [], needed: 2, mayChange: true }),
    'exports.setRule': unasked,
    'exports.standing'({ document }) {
      const own = requests.find(each => each.isOwn && each.document === document)
      return { isNeeded, mayAsk: true, request: own ?? null, earlier: null }
    },
    'exports.ask'(choices) {
      const { id } = add({ choices, document: choices.document, at: now })
      scene.changed()
      return { request: id }
    },
    'exports.list': () => listRequests(requests),
    'exports.get': ({ request }) => ({ request: named(request), check: look?.check ?? 'same' }),
    'exports.confirm': unasked,
    'exports.decline': unasked,
    'exports.withdraw': unasked,
  }
}
