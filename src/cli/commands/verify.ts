// The check of a pack by a reader outside the group: no profile, no network, nothing but the files.
import { lstat, readdir, readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import {
  checkFiles,
  largestCard,
  largestPack,
  mostFiles,
  readCard,
  readContainer,
  type Checked,
  type Container,
  type GroupCard,
  type Read,
} from '#core/deliberation/adoption'
import { Failure } from '#shared/failure'
import { Denied, optional, type Command } from '../command.ts'
import { answerOf, problemText } from '../pack-sentences.ts'

const bytesAt = async (path: string, most: number): Promise<Uint8Array> => {
  const found = await lstat(path).catch((cause: unknown) => {
    throw new Failure('file-not-found', { cause })
  })
  if (!found.isFile()) throw new Failure('file-not-found')
  if (found.size > most) throw new Failure('file-too-large')
  return new Uint8Array(await readFile(path))
}

/** The files below a folder, by their names in a pack; links are passed over. */
const filesBelow = async (folder: string): Promise<Map<string, Uint8Array>> => {
  const files = new Map<string, Uint8Array>()
  let left = largestPack
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  for (const entry of entries.filter(each => each.isFile())) {
    const path = join(entry.parentPath, entry.name)
    const bytes = await bytesAt(path, left)
    left -= bytes.length
    files.set(path.slice(folder.length).split(sep).filter(Boolean).join('/'), bytes)
    if (files.size > mostFiles) throw new Failure('file-too-large')
  }
  return files
}

const packAt = async (path: string): Promise<Read<Container>> => {
  const found = await lstat(path).catch((cause: unknown) => {
    throw new Failure('file-not-found', { cause })
  })
  if (found.isDirectory())
    return { value: { files: await filesBelow(join(path, '.')), damaged: new Set() } }
  return readContainer(await bytesAt(path, largestPack))
}

/** The card that was asked for; null without one. */
const cardAt = async (path: string | undefined): Promise<Read<GroupCard | null>> =>
  path === undefined ? { value: null } : readCard(await bytesAt(path, largestCard))

/** Everything but the words of the texts and the record. */
const told = ({ texts, record, ...checked }: Checked) => ({
  ...checked,
  texts: texts.map(({ file, text: { head, lines } }) => ({
    file,
    title: head.title,
    language: head.language,
    paragraphs: lines.filter(({ what }) => what === 'block').length,
  })),
  reservations: record.filter(({ what }) => what === 'reservation').length,
})

/** A file that is no pack, or no card. */
const denied = (why: string, json: boolean): Denied => new Denied(json ? { refused: why } : why)

export const verifying: Command[] = [
  {
    name: 'verify',
    summary: 'checks the pack of an adopted text by the card of its group, without a profile',
    usage: 'PACK [--card CARD]',
    profile: 'none',
    async run(context) {
      const json = context.values['json'] === true
      const card = await cardAt(optional(context, 'card'))
      if ('refused' in card) return denied(card.refused.why, json)
      const read = await packAt(context.rest[0] ?? '')
      if ('refused' in read) return denied(read.refused.why, json)
      const checked = checkFiles(read.value.files, card.value, read.value.damaged)
      const result = json
        ? told(checked)
        : [...answerOf(checked, card.value), ...checked.problems.map(problemText(checked))]
      return checked.verdict === 'valid' ? result : new Denied(result)
    },
  },
]
