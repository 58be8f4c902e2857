// Final texts that go to the Secretariat: a file of the text, given in a circle or saved.
import { readTextFile } from '#core/deliberation/adoption'
import { findQuestion, readsAs } from '#core/deliberation/decisions'
import type { Bytes } from '#core/keys'
import type { Allow } from '#shared/consent'
import type { CoreContract, FileChoices, Language, Task } from '#shared/contract'
import { largestAttachment } from '#document/files'
import { Failure } from '#shared/failure'
import type { ActId } from '#shared/ids'
import type { Input, Output } from '#shared/rpc'
import { makePack, mustStillLeave, isOfficer } from '#core/drafting/adoption'
import {
  adoptedText,
  type AdoptedText,
  giveText,
  mayGiveTexts,
  mustBeRecipient,
  recipientsIn,
} from '#core/drafting/forwarding'
import { bringFile } from '#core/drafting/files'
import { decisionPorts, type Deliberation, type TaskSteering } from '#core/drafting'
import { fileToWrite, mustStillMayLeave, noteWritten, type Making } from './leaving-file.ts'
import { isSaidNow } from './made-file.ts'

type Ports = Making & { allow: Allow; steering(task: Task): TaskSteering }
type Wanted = { decision: ActId; language: Language }

/** A file of a text, and the officers of a pack. */
type Attached = {
  ending: string
  bytes: Bytes
  officers: { signed: number; needs: number } | null
  /** Right before the file leaves: what may have changed while it was made. Failures: those of making it. */
  mustStillLeave(): Promise<void>
  noteWritten(): void
}

/** Failures: `not-found`, `not-permitted`. */
const finalText = (opened: Deliberation, { decision, language }: Wanted, now: () => number) => {
  const ports = decisionPorts(opened, now)
  const { audience, described } = findQuestion(ports, decision)
  if (described.state.is !== 'final' || opened.circles.find(audience))
    throw new Failure('not-permitted')
  return { home: audience, text: adoptedText(ports, decision, language) }
}

const isApart = (
  opened: Deliberation,
  { document, bytes }: AdoptedText,
  now: () => number,
): boolean => !readsAs(decisionPorts(opened, now), document, bytes)

const packOf = async (ports: Ports, decision: ActId): Promise<Attached> => {
  const packing = () => ({ ...ports.profile(), ...ports })
  const steering = { ...ports.steering('adoption.pack'), isPrinted: ports.print !== null }
  const { bytes, ...officers } = await makePack(packing(), decision, true, steering)
  return {
    ...{ ending: 'zip', bytes, officers },
    mustStillLeave: async () => mustStillLeave(packing(), decision, true),
    noteWritten: () => {},
  }
}

/** A file of the document, which has to read as the text that was decided. Failure `text-apart`. */
const fileOf = async (
  ports: Ports,
  text: AdoptedText,
  format: 'docx' | 'pdf',
): Promise<Attached> => {
  const { now, profile } = ports
  const mustBeAlike = (): void => {
    if (isApart(profile(), text, now)) throw new Failure('text-apart')
  }
  mustBeAlike()
  const { document } = text
  const choices: FileChoices = { document, format, paper: 'a4' }
  const { bytes, leaves } = await fileToWrite(ports, ports.steering('paper.export'), choices)
  return {
    ...{ ending: format, bytes: new Uint8Array(bytes), officers: null },
    async mustStillLeave() {
      const isSame = await isSaidNow(profile(), choices, leaves.sheet)
      mustStillMayLeave(profile(), document, leaves, now())
      mustBeAlike()
      if (!isSame) throw new Failure('text-changed')
    },
    noteWritten: () => noteWritten(profile, leaves.request),
  }
}

/** Failures: `not-found`, `not-permitted`. */
export const finalTextFor = (
  opened: Deliberation,
  wanted: Wanted,
  now: () => number,
): Output<CoreContract, 'secretariat.prepare'> => {
  const { home, text } = finalText(opened, wanted, now)
  const read = readTextFile(text.bytes)
  if ('refused' in read) throw new Failure('not-found')
  return {
    document: text.document,
    title: read.value.head.title,
    recipients: recipientsIn(opened, home),
    mayGive: mayGiveTexts(opened, home),
    mayMakePack: isOfficer(opened, home),
    isApart: isApart(opened, text, now),
    withheld: read.value.lines.filter(({ what }) => what === 'withheld').length,
  }
}

/** Gives the text with a file of it. Failures: those of `finalTextFor`, `giveText`, and of making the file. */
export const giveFinalText = async (
  ports: Ports,
  wanted: Input<CoreContract, 'secretariat.give'>,
): Promise<Output<CoreContract, 'secretariat.give'>> => {
  const { now, profile } = ports
  const { decision, language, format, circleName, fileName, ...to } = wanted
  await profile().documents.flush()
  const before = finalText(profile(), wanted, now)
  mustBeRecipient(profile(), { home: before.home, ...to })
  const made =
    format === 'pack' ? await packOf(ports, decision) : await fileOf(ports, before.text, format)
  const { ending, bytes, officers } = made
  if (bytes.length > largestAttachment) throw new Failure('file-too-large')
  // A newcomer begins with the present state of the circle: all of it must be in messages.
  profile().documents.sealNow()
  // Seconds passed: the decision may be another one.
  const { home, text } = finalText(profile(), { decision, language }, now)
  const file = { name: `${fileName}.${ending}`, bytes }
  const complete = async (begun: AdoptedText['document']): Promise<void> => {
    await bringFile(profile(), begun, file, now())
    await made.mustStillLeave()
  }
  const given = await giveText(profile(), text, { home, ...to, name: circleName }, complete, now)
  made.noteWritten()
  return { ...given, officers }
}

/** `write` gets a file of the text. Failures: as of `giveFinalText`. */
export const saveFinalText = async (
  ports: Ports,
  { format, ...wanted }: Wanted & { format: 'docx' | 'pdf' },
  write: (bytes: Bytes) => Promise<void>,
): Promise<void> => {
  const { now, profile } = ports
  await profile().documents.flush()
  const made = await fileOf(ports, finalText(profile(), wanted, now).text, format)
  await made.mustStillLeave()
  finalText(profile(), wanted, now)
  await write(made.bytes)
  made.noteWritten()
}
