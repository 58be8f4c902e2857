// Answers about texts that go to the Secretariat.
import { readTextFile } from '#core/deliberation/adoption'
import { findQuestion, readsAs } from '#core/deliberation/decisions'
import type { Bytes } from '#core/keys'
import type { FileChoices, Language } from '#shared/contract'
import { largestAttachment } from '#document/files'
import { Failure } from '#shared/failure'
import type { ActId } from '#shared/ids'
import { makePack, mustStillLeave } from '../drafting/adoption-packs.ts'
import type { AdoptedText } from '../drafting/forward-text.ts'
import { giveText, mayGiveTexts, mustBeRecipient, recipientsIn } from '../drafting/give-text.ts'
import { isOfficer } from '../drafting/group-card.ts'
import { adoptionPorts } from './adoption.ts'
import type { Answers, ApiContext } from './api-context.ts'
import { bringFile } from '../drafting/bring-file.ts'
import { decisionPorts } from '../drafting/deliberation-ports.ts'
import { fileToWrite, isSaidNow, mustStillMayLeave, noteWritten } from '#core/exports'
import { adoptedText } from './forwarding.ts'
import type { Tasks } from './tasks.ts'

type Calls = Extract<keyof Answers, `secretariat.${string}`>

/** A file of a text, and the officers of a pack. */
type Attached = {
  ending: string
  bytes: Bytes
  officers: { signed: number; needs: number } | null
  /** Right before the file leaves: what may have changed while it was made. Failures: those of making it. */
  mustStillLeave(): Promise<void>
  noteWritten(): void
}

export const secretariatAnswers = (context: ApiContext, tasks: Tasks): Pick<Answers, Calls> => {
  const { files, now, profile } = context
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
    return {
      ...{ ending: 'zip', bytes, officers },
      mustStillLeave: async () => mustStillLeave(adoptionPorts(context), decision),
      noteWritten: () => {},
    }
  }
  const isApart = ({ document, bytes }: AdoptedText): boolean =>
    !readsAs(decisionPorts(profile(), now), document, bytes)
  /** A file of the document, which has to read as the text that was decided. Failure `text-apart`. */
  const fileOf = async (text: AdoptedText, format: 'docx' | 'pdf'): Promise<Attached> => {
    if (isApart(text)) throw new Failure('text-apart')
    const { document } = text
    const choices: FileChoices = { document, format, paper: 'a4' }
    const { bytes, leaves } = await fileToWrite(context, tasks.steering('paper.export'), choices)
    return {
      ...{ ending: format, bytes: new Uint8Array(bytes), officers: null },
      async mustStillLeave() {
        const isSame = await isSaidNow(profile(), choices, leaves.sheet)
        mustStillMayLeave(profile(), document, leaves, now())
        if (isApart(text)) throw new Failure('text-apart')
        if (!isSame) throw new Failure('text-changed')
      },
      noteWritten: () => noteWritten(profile, leaves.request),
    }
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
        isApart: isApart(text),
        withheld: read.value.lines.filter(({ what }) => what === 'withheld').length,
      }
    },
    async 'secretariat.give'({ decision, language, format, circleName, fileName, ...to }) {
      await profile().documents.flush()
      const before = finalText(decision, language)
      mustBeRecipient(profile(), { home: before.home, ...to })
      const made = format === 'pack' ? await packOf(decision) : await fileOf(before.text, format)
      const { ending, bytes, officers } = made
      if (bytes.length > largestAttachment) throw new Failure('file-too-large')
      // A newcomer begins with the present state of the circle: all of it must be in messages.
      profile().documents.sealNow()
      // Seconds passed: the decision may be another one.
      const { home, text } = finalText(decision, language)
      const file = { name: `${fileName}.${ending}`, bytes }
      const given = await giveText(
        profile(),
        text,
        { home, ...to, name: circleName },
        async begun => {
          await bringFile(profile(), begun, file, now())
          await made.mustStillLeave()
        },
        now,
      )
      made.noteWritten()
      return { ...given, officers }
    },
    async 'secretariat.save'({ decision, language, format, file }) {
      await profile().documents.flush()
      const made = await fileOf(finalText(decision, language).text, format)
      await made.mustStillLeave()
      finalText(decision, language)
      await files.write(file, made.bytes)
      made.noteWritten()
    },
  }
}
