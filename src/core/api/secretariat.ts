// Answers about texts that go to the Secretariat.
import { readTextFile } from '#core/deliberation/adoption'
import { findQuestion } from '#core/deliberation/decisions'
import type { Bytes } from '#core/keys'
import type { FileChoices, Language } from '#shared/contract'
import { largestAttachment } from '#shared/document'
import { Failure } from '#shared/failure'
import type { ActId, DocumentId } from '#shared/ids'
import { makePack } from '../drafting/adoption-packs.ts'
import { giveText, mayGiveTexts, mustBeRecipient, recipientsIn } from '../drafting/give-text.ts'
import { isOfficer } from '../drafting/group-card.ts'
import { adoptionPorts } from './adoption.ts'
import type { Answers, ApiContext } from './api-context.ts'
import { bringFile } from './attachments.ts'
import { decisionPorts } from './decisions.ts'
import { fileToWrite, mustStillMayLeave, noteWritten, type FileToWrite } from './exports.ts'
import { adoptedText } from './forwarding.ts'
import type { Tasks } from './tasks.ts'

type Calls = Extract<keyof Answers, `secretariat.${string}`>

/** A file that is attached, and the officers of a pack. */
type Attached = {
  ending: string
  bytes: Bytes
  officers: { signed: number; needs: number } | null
  leaves: FileToWrite['leaves'] | null
}

export const secretariatAnswers = (context: ApiContext, tasks: Tasks): Pick<Answers, Calls> => {
  const { now, profile } = context
  /** Failures: `not-found`, `not-permitted`. */
  const finalText = (decision: ActId, language: Language) => {
    const ports = decisionPorts(profile(), now)
    const { audience, described } = findQuestion(ports, decision)
    if (described.state.is !== 'final' || profile().circles.find(audience))
      throw new Failure('not-permitted')
    return { home: audience, text: adoptedText(ports, decision, language) }
  }

  const packOf = async (decision: ActId): Promise<Attached> => {
    const steering = { ...tasks.steering('adoption.pack'), isPrinted: context.print !== null }
    const made = await makePack(adoptionPorts(context), decision, true, steering)
    const { bytes, ...officers } = made
    return { ending: 'zip', bytes, officers, leaves: null }
  }
  const fileOf = async (document: DocumentId, format: 'docx' | 'pdf'): Promise<Attached> => {
    const choices: FileChoices = { document, format, paper: 'a4' }
    const { bytes, leaves } = await fileToWrite(context, tasks, choices)
    return { ending: format, bytes: new Uint8Array(bytes), officers: null, leaves }
  }

  return {
    'secretariat.prepare'({ decision, language }) {
      const { home, text } = finalText(decision, language)
      const read = readTextFile(text.bytes)
      if ('refused' in read) throw new Failure('not-found')
      return {
        document: text.document,
        title: read.value.head.title,
        recipients: recipientsIn(profile(), home),
        mayGive: mayGiveTexts(profile(), home),
        mayMakePack: isOfficer(profile(), home),
        withheld: read.value.lines.filter(({ what }) => what === 'withheld').length,
      }
    },
    async 'secretariat.give'({ decision, language, member, format, circleName, fileName }) {
      await profile().documents.flush()
      const before = finalText(decision, language)
      mustBeRecipient(profile(), before.home, member)
      const { document } = before.text
      const { ending, bytes, officers, leaves } =
        format === 'pack' ? await packOf(decision) : await fileOf(document, format)
      if (bytes.length > largestAttachment) throw new Failure('file-too-large')
      // A newcomer begins with the present state of the circle: all of it must be in messages.
      profile().documents.sealNow()
      // Seconds passed: the decision may be another one.
      const { home, text } = finalText(decision, language)
      const file = { name: `${fileName}.${ending}`, bytes }
      const given = await giveText(
        profile(),
        text,
        { home, member, name: circleName },
        async begun => {
          await bringFile(profile(), begun, file, now())
          if (leaves) mustStillMayLeave(profile(), document, leaves, now())
        },
        now,
      )
      if (leaves) noteWritten(profile, leaves.request)
      return { ...given, officers }
    },
  }
}
