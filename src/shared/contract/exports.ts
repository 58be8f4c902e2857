// A second member looks before a file leaves: the rule of the group, requests, and answers to them. All of it is
// computed from signed acts in the logs of the documents.
import * as v from 'valibot'
import { ActId, DocumentId, GroupId, MemberId } from '../ids.ts'
import { ExportFormat, Time } from '../vocabulary.ts'
import { leavingChoices, Paper } from './paper.ts'

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

export const ExportRule = v.object({
  /** No file of a shared text is written before a second member confirmed it. */
  isNeeded: v.boolean(),
  /** Officers who want to end that while it holds: another one has to agree. */
  ending: v.array(MemberId),
  /** Officers who have to end it together. */
  needed: v.number(),
  /** Whether this member holds an office. */
  mayChange: v.boolean(),
})
export type ExportRule = v.InferOutput<typeof ExportRule>

export const ExportState = v.picklist(['asked', 'confirmed', 'declined', 'withdrawn'])
export type ExportState = v.InferOutput<typeof ExportState>

/** A request for a second look at one file. */
export const AskedFile = v.object({
  id: ActId,
  document: DocumentId,
  title: v.string(),
  by: MemberId,
  at: Time,
  /** Null where a later version made choices that this one does not know. */
  choices: v.nullable(FileChoices),
  /** By which the file can be known later: SHA-256, where no words of circles stand in it. */
  fileHash: v.string(),
  state: ExportState,
  /**
   * The last answer of each member; `reason` with those who declined. `isElsewhere`: said about another request for the
   * same file, which that member declined.
   */
  answers: v.array(
    v.object({
      member: MemberId,
      at: Time,
      reason: v.nullable(v.string()),
      isElsewhere: v.boolean(),
    }),
  ),
  /** The file was written, as the member who asked says. */
  writtenAt: v.nullable(Time),
  /** The text on this device is another one than that of the request: the request is void. */
  isTextChanged: v.boolean(),
  /** This member asked. */
  isOwn: v.boolean(),
  /** This member may confirm or decline. */
  mayAnswer: v.boolean(),
})
export type AskedFile = v.InferOutput<typeof AskedFile>

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
export const ListedRequest = v.object({ ...AskedFile.entries, isOpen: v.boolean() })
export type ListedRequest = v.InferOutput<typeof ListedRequest>

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
export const FileCheck = v.picklist(['same', 'text-changed', 'differs', 'withheld', 'unknown'])
export type FileCheck = v.InferOutput<typeof FileCheck>

/** Whether a file of some choices may be written now. */
export const ExportStanding = v.object({
  isNeeded: v.boolean(),
  /** Whether this member may ask: the document is shared, and the role of the member has the right to propose. */
  mayAsk: v.boolean(),
  /** The own request about exactly this file; null for none. */
  request: v.nullable(AskedFile),
  /** The last own request about the document, whose file is another one now; null for none. */
  earlier: v.nullable(AskedFile),
})
export type ExportStanding = v.InferOutput<typeof ExportStanding>

const aboutRequest = { request: ActId }

export const exportCalls = {
  'exports.rule': { input: v.object({ group: GroupId }), output: ExportRule },
  /**
   * Failures: `not-permitted` without an office, `group-has-no-text` where the group has no document for the act,
   * `export-rule-away` to end it while the document in which it stands is away from this device.
   */
  'exports.setRule': {
    input: v.object({ group: GroupId, isNeeded: v.boolean() }),
    output: v.void(),
  },
  /** The file is made to compare it, where the group asks for a second look. */
  'exports.standing': { input: FileChoices, output: ExportStanding },
  /** Failures: `not-permitted`, `not-shared`, `consent-missing`, and those of `paper.leaving`. */
  'exports.ask': { input: FileChoices, output: v.object(aboutRequest) },
  /** Requests about documents of a group and its circles that this member reads, the last one first. */
  'exports.list': { input: v.object({ group: GroupId }), output: v.array(ListedRequest) },
  /** The request, with the file that this device makes. */
  'exports.get': {
    input: v.object(aboutRequest),
    output: v.object({ request: AskedFile, check: FileCheck }),
  },
  /**
   * Answers what the request is then: `declined` where another member still declines the file. Failures:
   * `not-permitted`, also to the member who asked; `file-differs` where this device makes another file.
   */
  'exports.confirm': { input: v.object(aboutRequest), output: v.object({ state: ExportState }) },
  /** Failures: `not-permitted`, also to the member who asked; `reason-missing`. */
  'exports.decline': {
    input: v.object({ ...aboutRequest, reason: v.pipe(v.string(), v.maxLength(4_000)) }),
    output: v.void(),
  },
  /** Failure `not-permitted` to another member than the one who asked. */
  'exports.withdraw': { input: v.object(aboutRequest), output: v.void() },
} as const
