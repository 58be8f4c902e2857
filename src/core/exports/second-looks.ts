// Whether a file needs a second look, and whether it is the file that a request names.
import type { AskedFile, ExportStanding, FileCheck, FileChoices } from '#shared/contract'
import { restrictedIn } from '#core/drafting/restricted'
import {
  askForLook,
  confirmFile,
  findRequest,
  isAbout,
  mayAsk,
  needsSecondLook,
  ownRequests,
  requestFor,
  shownRequest,
} from './second-look/index.ts'
import { Failure } from '#shared/failure'
import type { ActId } from '#shared/ids'
import type { Deliberation, Spaces, Texts } from '#core/drafting'
import { hashesFor } from './leaving-file.ts'

export const standingOf = async (
  ports: Deliberation,
  choices: FileChoices,
  now: number,
): Promise<ExportStanding> => {
  const { document, format } = choices
  const may = { mayAsk: mayAsk(ports, document) }
  if (!needsSecondLook(ports, document))
    return { isNeeded: false, ...may, request: null, earlier: null }
  const hashes = await hashesFor(ports, choices, now)
  const request = requestFor(ports, document, { format, hashes })
  const earlier = ownRequests(ports, document).find(each => !isAbout(each, format, hashes))
  return {
    isNeeded: true,
    ...may,
    request: request && shownRequest(ports, request),
    earlier: earlier ? shownRequest(ports, earlier) : null,
  }
}

const isWithheld = (ports: Texts & Spaces, { restricted, document }: FileChoices): boolean =>
  restricted === true && restrictedIn(ports, document).some(({ is }) => is !== 'open')

export const checkOf = async (
  ports: Deliberation,
  { id, choices, isTextChanged }: AskedFile,
  now: number,
): Promise<FileCheck> => {
  if (!choices) return 'unknown'
  if (isTextChanged) return 'text-changed'
  const hashes = await hashesFor(ports, choices, now)
  if (isAbout(findRequest(ports, id), choices.format, hashes)) return 'same'
  return isWithheld(ports, choices) ? 'withheld' : 'differs'
}

/** Asks for a second look at the file of these choices. */
export const askAbout = async (
  profile: () => Deliberation,
  choices: FileChoices,
  now: () => number,
) => {
  const hashes = await hashesFor(profile(), choices, now())
  return askForLook(profile(), choices, hashes)
}

/** Confirms the file of a request as this device makes it. Failures: `not-permitted`, `file-differs`. */
export const confirmRequest = async (
  profile: () => Deliberation,
  request: ActId,
  now: () => number,
) => {
  const { choices, mayAnswer } = shownRequest(profile(), findRequest(profile(), request))
  if (!mayAnswer) throw new Failure('not-permitted')
  if (!choices) throw new Failure('file-differs')
  const hashes = await hashesFor(profile(), choices, now())
  // Read again: the request may have been withdrawn meanwhile.
  confirmFile(profile(), findRequest(profile(), request), hashes)
  return findRequest(profile(), request).is
}
