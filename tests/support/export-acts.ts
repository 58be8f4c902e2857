// Acts about files that leave the group, as members of a model group write them.
import type { Act, BodyOf } from '#core/deliberation/acts'
import { sha256, utf8, type Bytes } from '#core/keys'

type Body = BodyOf<'export'>

const hashOf = (words: string): Bytes => sha256(utf8(words))

/** A request about a Word file of a text with these words. */
export const exportRequest = (words = 'States should act.'): Extract<Body, { what: 'ask' }> => ({
  type: 'export',
  what: 'ask',
  format: 'docx',
  paper: 'a4',
  restricted: false,
  naming: null,
  changes: null,
  text: hashOf(`text ${words}`),
  list: hashOf(`list ${words}`),
  file: hashOf(`file ${words}`),
})

/** A confirmation of the file that a request names. */
export const confirmExport = ({ body }: Act): Extract<Body, { what: 'confirm' }> => {
  if (body.type !== 'export' || body.what !== 'ask') throw new Error('no request')
  return { type: 'export', what: 'confirm', list: body.list, file: body.file }
}

export const declineExport: Body = {
  type: 'export',
  what: 'decline',
  reason: 'Paragraph 4 names a witness.',
}
