// Answers about files that leave the group: writing one, and the look of a second member before that.
import { toPdf, toPrintable, type PdfSteering, type PrintPage, type Sheet } from '#core/paper'
import {
  listRequests,
  type AskedFile,
  type ExportStanding,
  type FileCheck,
  type FileChoices,
} from '#shared/contract'
import { Failure } from '#shared/failure'
import type { ActId, DocumentId } from '#shared/ids'
import { mustBeConsented, textsOfSheet } from '../drafting/consents.ts'
import { exportRuleIn, neededToEnd, setExportRule } from '../drafting/export-rule.ts'
import { isOfficer } from '../drafting/group-card.ts'
import { restrictedIn } from '../drafting/restricted.ts'
import {
  askForLook,
  confirmFile,
  declineFile,
  findRequest,
  isAbout,
  isConfirmed,
  mayAsk,
  mustBeConfirmed,
  needsSecondLook,
  ownRequests,
  requestFor,
  requestsIn,
  sayWritten,
  shownRequest,
  withdrawRequest,
  type FileHashes,
} from '../drafting/second-look.ts'
import type { OpenProfile } from '../profile/open-profile.ts'
import type { Answers, ApiContext } from './api-context.ts'
import { hashesOfMade, isSaidNow, makeFile } from './made-file.ts'
import { wordsOf } from './paper.ts'
import { inHundredths, type Tasks } from './tasks.ts'

type Calls = Extract<keyof Answers, 'paper.export' | `exports.${string}`>

const hashesFor = async (
  profile: OpenProfile,
  choices: FileChoices,
  now: number,
): Promise<FileHashes> => hashesOfMade(profile, choices, await makeFile(profile, choices, now), now)

/**
 * The file of these choices, if it may be written; `request`: the one that allows it, null where no one is needed.
 * Failures: `second-look-missing`, and those of `makeFile`.
 */
export const fileThatMayLeave = async (profile: OpenProfile, choices: FileChoices, now: number) => {
  const made = await makeFile(profile, choices, now)
  const { document, format } = choices
  if (!needsSecondLook(profile, document)) return { ...made, request: null }
  const hashes = await hashesOfMade(profile, choices, made, now)
  return { ...made, request: mustBeConfirmed(profile, document, { format, hashes }) }
}

/** Whether a file that was made may still be written; `request`: the one that allows it, null where none was needed. */
const mayStillLeave = (
  profile: OpenProfile,
  document: DocumentId,
  request: ActId | null,
): boolean =>
  request === null ? !needsSecondLook(profile, document) : isConfirmed(profile, document, request)

/** The file is written: a refusal of the disk, or a right that is gone, does not undo that. */
export const noteWritten = (profile: () => OpenProfile, request: ActId | null): void => {
  if (request === null) return
  try {
    sayWritten(profile(), request)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
  }
}

/** A text that may leave, while another file than its own is made of it. */
type ConfirmedText = {
  /**
   * Before the other file is written: respondents consent, and the text is the same and still confirmed. Failures
   * `consent-missing`, `text-not-confirmed`, and `text-changed` where none has to confirm it: words may have been
   * restricted meanwhile.
   */
  mustStillBe(): Promise<void>
  /** The other file is written. */
  noteWritten(): void
}

/**
 * Another file with the words of this text may leave where the member has a confirmed request about the text as a web
 * page: a page of a consultation, an annotated agenda. Failure `text-not-confirmed`, and those of `makeFile`.
 */
export const confirmedText = async (
  profile: () => OpenProfile,
  document: DocumentId,
  now: () => number,
): Promise<ConfirmedText> => {
  const choices = { document, format: 'html', paper: 'a4' } as const
  const said = wordsOf(profile(), document)
  const confirmed = async (): Promise<ActId | null> => {
    if (!needsSecondLook(profile(), document)) return null
    const hashes = await hashesFor(profile(), choices, now())
    const found = requestFor(profile(), document, { format: choices.format, hashes })
    if (found?.is !== 'confirmed') throw new Failure('text-not-confirmed')
    return found.id
  }
  const request = await confirmed()
  return {
    async mustStillBe() {
      const isSame = await isSaidNow(profile(), choices, said)
      mustBeConsented(profile(), document, textsOfSheet(said), now())
      if (!mayStillLeave(profile(), document, request)) throw new Failure('text-not-confirmed')
      if (!isSame) throw new Failure(request === null ? 'text-changed' : 'text-not-confirmed')
    },
    noteWritten: () => noteWritten(profile, request),
  }
}

/** Seconds after a file was made, a member may have withdrawn a consent, declined or left. */
export const mustStillMayLeave = (
  profile: OpenProfile,
  document: DocumentId,
  { sheet, request }: Awaited<ReturnType<typeof fileThatMayLeave>>,
  now: number,
): void => {
  mustBeConsented(profile, document, textsOfSheet(sheet), now)
  if (!mayStillLeave(profile, document, request)) throw new Failure('second-look-missing')
}

/** Failures: `invalid-input` where no window prints, `cancelled`. */
export const printedPdf = (
  sheet: Sheet,
  print: PrintPage | null,
  steering: PdfSteering,
): Promise<Uint8Array> => {
  if (!print) throw new Failure('invalid-input')
  return toPdf(toPrintable(sheet), print, steering)
}

const standingOf = async (
  profile: OpenProfile,
  choices: FileChoices,
  now: number,
): Promise<ExportStanding> => {
  const { document, format } = choices
  const may = { mayAsk: mayAsk(profile, document) }
  if (!needsSecondLook(profile, document))
    return { isNeeded: false, ...may, request: null, earlier: null }
  const hashes = await hashesFor(profile, choices, now)
  const request = requestFor(profile, document, { format, hashes })
  const earlier = ownRequests(profile, document).find(each => !isAbout(each, format, hashes))
  return {
    isNeeded: true,
    ...may,
    request: request && shownRequest(profile, request),
    earlier: earlier ? shownRequest(profile, earlier) : null,
  }
}

const isWithheld = (profile: OpenProfile, { restricted, document }: FileChoices): boolean =>
  restricted === true && restrictedIn(profile, document).some(({ is }) => is !== 'open')

const checkOf = async (
  profile: OpenProfile,
  { id, choices, isTextChanged }: AskedFile,
  now: number,
): Promise<FileCheck> => {
  if (!choices) return 'unknown'
  if (isTextChanged) return 'text-changed'
  const hashes = await hashesFor(profile, choices, now)
  if (isAbout(findRequest(profile, id), choices.format, hashes)) return 'same'
  return isWithheld(profile, choices) ? 'withheld' : 'differs'
}

export type FileToWrite = {
  bytes: Uint8Array
  leaves: Awaited<ReturnType<typeof fileThatMayLeave>>
}

/**
 * The bytes of the file of these choices, which says what the text says now. Tells the progress of `paper.export`.
 * Failures: `text-changed`, and those of `fileThatMayLeave` and `printedPdf`.
 */
export const fileToWrite = async (
  { now, print, profile }: Pick<ApiContext, 'now' | 'print' | 'profile'>,
  tasks: Tasks,
  choices: FileChoices,
): Promise<FileToWrite> => {
  const { over, ...steering } = tasks.steering('paper.export')
  const shown = { progress: inHundredths(steering), over }
  const make = async (): Promise<FileToWrite> => {
    const leaves = await fileThatMayLeave(profile(), choices, now())
    return { leaves, bytes: leaves.bytes ?? (await printedPdf(leaves.sheet, print, shown)) }
  }
  const isNow = ({ leaves }: FileToWrite): Promise<boolean> =>
    isSaidNow(profile(), choices, leaves.sheet)
  const first = await make()
  if (await isNow(first)) return first
  // Words may have been restricted meanwhile.
  const second = await make()
  if (!(await isNow(second))) throw new Failure('text-changed')
  return second
}

export const exportAnswers = (context: ApiContext, tasks: Tasks): Pick<Answers, Calls> => {
  const { files, now, profile } = context
  return {
    async 'paper.export'({ file, paper = 'a4', ...choices }) {
      const { bytes, leaves } = await fileToWrite(context, tasks, { ...choices, paper })
      mustStillMayLeave(profile(), choices.document, leaves, now())
      await files.write(file, bytes)
      noteWritten(profile, leaves.request)
    },
    'exports.rule'({ group }) {
      const mayChange = isOfficer(profile(), group)
      return { ...exportRuleIn(profile(), group), needed: neededToEnd(profile(), group), mayChange }
    },
    'exports.setRule': ({ group, isNeeded }) => setExportRule(profile(), group, isNeeded),
    'exports.standing': choices => standingOf(profile(), choices, now()),
    async 'exports.ask'(choices) {
      const hashes = await hashesFor(profile(), choices, now())
      return { request: askForLook(profile(), choices, hashes) }
    },
    'exports.list': ({ group }) =>
      listRequests(requestsIn(profile(), group).map(found => shownRequest(profile(), found))),
    async 'exports.get'({ request: id }) {
      const request = shownRequest(profile(), findRequest(profile(), id))
      return { request, check: await checkOf(profile(), request, now()) }
    },
    async 'exports.confirm'({ request }) {
      const { choices, mayAnswer } = shownRequest(profile(), findRequest(profile(), request))
      if (!mayAnswer) throw new Failure('not-permitted')
      if (!choices) throw new Failure('file-differs')
      const hashes = await hashesFor(profile(), choices, now())
      // Read again: the request may have been withdrawn meanwhile.
      confirmFile(profile(), findRequest(profile(), request), hashes)
      return { state: findRequest(profile(), request).is }
    },
    'exports.decline': ({ request, reason }) =>
      declineFile(profile(), findRequest(profile(), request), reason),
    'exports.withdraw': ({ request }) =>
      withdrawRequest(profile(), findRequest(profile(), request)),
  }
}
