// A text that may leave, while another file than its own is made of it.
import { Failure } from '#shared/failure'
import type { ActId, DocumentId } from '#shared/ids'
import { mustBeConsented, textsOfSheet } from '#core/drafting/consultation'
import { needsSecondLook, requestFor } from './second-look/index.ts'
import type { Deliberation } from '#core/drafting'
import { isSaidNow } from './made-file.ts'
import { wordsOf } from './paper.ts'
import { noteWritten, hashesFor, mayStillLeave } from './leaving-file.ts'

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
  profile: () => Deliberation,
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
