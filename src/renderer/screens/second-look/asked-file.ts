// A request for a second look, as screens read it: the ways to it, and the words of its choices.
import type { AskedFile, FileChoices } from '#shared/contract'
import { textFormats, type Shows, type TextFormat } from '../export/formats.ts'
import type { Route } from '../../shell/router.ts'
import type { Words } from '../../words/index.ts'

/** A change of these can change a request. Core may make the file again to answer: twice a second at the most. */
export const requestEvents = ['documents.changed', 'decisions.changed', 'groups.changed'] as const
export const calm = { pause: 500 }

/** The way of the export screen that makes a file of these choices. */
export const showsOf = ({ changes }: FileChoices): Shows => {
  if (changes?.suggestions === true) return 'annotated'
  return changes ? 'changes' : 'text'
}

const textFormat = (format: string): TextFormat | undefined =>
  textFormats.find(({ id }) => id === format)?.id

/** The export screen with the choices of a request; the request itself where the screen has no such way. */
export const exportOf = ({ id, document, choices }: AskedFile): Route => {
  const format = choices && textFormat(choices.format)
  if (!choices || !format) return { screen: 'look', request: id }
  return { screen: 'export', document, shows: showsOf(choices), format, asked: choices }
}

/** A command line can ask about formats that the window does not offer: they go by their ending. */
export const formatName = (words: Words, choices: FileChoices): string => {
  const format = textFormat(choices.format)
  return format === undefined ? choices.format.toUpperCase() : words(`editor.export.${format}`)
}

/** The first of those who say the same as the request: declined, or confirmed. */
export const answeredBy = ({ state, answers }: AskedFile): AskedFile['answers'][number] | null =>
  answers.find(({ reason }) => (reason === null) === (state === 'confirmed')) ?? null
