// A second member looks before a file leaves: the rule of the group, requests, and answers to them. All of it is
// computed from signed acts in the logs of the documents.
import * as v from 'valibot'
import { ActId, type DocumentId, GroupId, type MemberId } from '../ids.ts'
import { ExportFormat, type Time } from '../vocabulary.ts'
import { leavingChoices, Paper } from './paper.ts'
import { answers, call } from '../rpc.ts'

/** All choices of a file, as a request names them. */
const fileChoices = { ...leavingChoices, format: ExportFormat, paper: Paper }
export const FileChoices = v.object(fileChoices)
export type FileChoices = v.InferOutput<typeof FileChoices>

/** The choices that decide what leaves with the file: the input of `paper.leaving`. */
export const leavingChoicesOf = ({
  format: _format,
  paper: _paper,
  ...leaving
}: FileChoices): Omit<FileChoices, 'format' | 'paper'> => leaving

export type ExportRule = {
  /** No file of a shared text is written before a second member confirmed it. */
  isNeeded: boolean
  /** Officers who want to end that while it holds: another one has to agree. */
  ending: readonly MemberId[]
  /** Officers who have to end it together. */
  needed: number
  /** Whether this member holds an office. */
  mayChange: boolean
}

export type ExportState = 'asked' | 'confirmed' | 'declined' | 'withdrawn'

/** A request for a second look at one file. */
export type AskedFile = {
  id: ActId
  document: DocumentId
  title: string
  by: MemberId
  at: Time
  /** Null where a later version made choices that this one does not know. */
  choices: FileChoices | null
  /** By which the file can be known later: SHA-256, where no words of circles stand in it. */
  fileHash: string
  state: ExportState
  /**
   * The last answer of each member; `reason` with those who declined. `isElsewhere`: said about another request for the
   * same file, which that member declined.
   */
  answers: readonly { member: MemberId; at: Time; reason: string | null; isElsewhere: boolean }[]
  /** The file was written, as the member who asked says. */
  writtenAt: Time | null
  /** The text on this device is another one than that of the request: the request is void. */
  isTextChanged: boolean
  /** This member asked. */
  isOwn: boolean
  /** This member may confirm or decline. */
  mayAnswer: boolean
}

/**
 * Whether its author can ask again: it is declined, and a member answered this request itself, or the author declined the
 * file elsewhere. Until then it waits for its own answer.
 */
export const isToAskAgain = ({
  state,
  answers,
  by,
}: Pick<AskedFile, 'state' | 'answers' | 'by'>): boolean =>
  state === 'declined' && answers.some(({ isElsewhere, member }) => !isElsewhere || member === by)

/** A request in the list; `isOpen`: it concerns this member now, and the first screen and its document show it. */
export type ListedRequest = AskedFile & { isOpen: boolean }

/**
 * Says which of `all`, the last first, concern this member. Only the last request that was not withdrawn counts, for each
 * document and member who asked: the own one until its file is written, and another member's while it waits for an answer
 * that this member may give.
 */
export const listRequests = (all: readonly AskedFile[]): ListedRequest[] => {
  const seen = new Set<string>()
  return all.map(request => {
    const { document, by, isOwn, state, writtenAt, mayAnswer } = request
    const key = `${document} ${by}`
    const isLast = state !== 'withdrawn' && !seen.has(key)
    if (isLast) seen.add(key)
    const isWaiting = state !== 'confirmed' && !isToAskAgain(request)
    const isOpen = isLast && writtenAt === null && (isOwn || (mayAnswer && isWaiting))
    return { ...request, isOpen }
  })
}

/**
 * The file that this device makes of the same choices: the one that was asked about; another one, because the text
 * changed or for another reason; none, because words of a circle are withheld here; or of choices that it does not know.
 */
export type FileCheck = 'same' | 'text-changed' | 'differs' | 'withheld' | 'unknown'

/** Whether a file of some choices may be written now. */
export type ExportStanding = {
  isNeeded: boolean
  /** Whether this member may ask: the document is shared, and the role of the member has the right to propose. */
  mayAsk: boolean
  /** The own request about exactly this file; null for none. */
  request: AskedFile | null
  /** The last own request about the document, whose file is another one now; null for none. */
  earlier: AskedFile | null
}

const aboutRequest = { request: ActId }

export const exportCalls = {
  'exports.rule': call({ group: GroupId }, answers<ExportRule>()),
  /**
   * Failures: `not-permitted` without an office, `group-has-no-text` where the group has no document for the act,
   * `export-rule-away` to end it while the document in which it stands is away from this device.
   */
  'exports.setRule': call({ group: GroupId, isNeeded: v.boolean() }, answers<void>()),
  /** The file is made to compare it, where the group asks for a second look. */
  'exports.standing': call(FileChoices, answers<ExportStanding>()),
  /** Failures: `not-permitted`, `not-shared`, `consent-missing`, and those of `paper.leaving`. */
  'exports.ask': call(FileChoices, answers<{ request: ActId }>()),
  /** Requests about documents of a group and its circles that this member reads, the last one first. */
  'exports.list': call({ group: GroupId }, answers<readonly ListedRequest[]>()),
  /** The request, with the file that this device makes. */
  'exports.get': call(aboutRequest, answers<{ request: AskedFile; check: FileCheck }>()),
  /**
   * Answers what the request is then: `declined` where another member still declines the file. Failures:
   * `not-permitted`, also to the member who asked; `file-differs` where this device makes another file.
   */
  'exports.confirm': call(aboutRequest, answers<{ state: ExportState }>()),
  /** Failures: `not-permitted`, also to the member who asked; `reason-missing`. */
  'exports.decline': call(
    { ...aboutRequest, reason: v.pipe(v.string(), v.maxLength(4_000)) },
    answers<void>(),
  ),
  /** Failure `not-permitted` to another member than the one who asked. */
  'exports.withdraw': call(aboutRequest, answers<void>()),
} as const
