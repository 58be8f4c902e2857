// Answers about figures.
import { random } from '#core/keys'
import { insertFigure } from '#document/edits'
import { largestPicture } from '#document/model'
import { newBlockId } from '#document/ids'
import { printedWords } from '#document/reading'
import { Failure } from '#shared/failure'
import type { Answers, ApiContext } from './api-context.ts'
import { mustHaveRoom } from '../drafting/enclosing.ts'

type FigureCalls = Extract<keyof Answers, `figures.${string}`>

/** Most bytes of a file that a person chooses: a photograph from a camera, with some reserve. */
const largestGiven = 32 * 1024 * 1024

export const figureAnswers = ({ files, profile }: ApiContext): Pick<Answers, FigureCalls> => {
  const given = async (file: Parameters<typeof files.read>[0]): Promise<Uint8Array> => {
    const bytes = await files.read(file)
    if (bytes.length > largestGiven) throw new Failure('file-too-large')
    return bytes
  }
  return {
    'figures.list'({ document }) {
      const { documents } = profile()
      const { pictures } = documents.carried(document)
      return documents.page(document).blocks.flatMap(block => {
        const { id, kind, label, number, picture, alternative } = block
        // A picture of a circle is not beside this text.
        if (kind !== 'figure' || (label !== undefined && !picture)) return []
        const isHere =
          picture !== undefined &&
          documents.hasEnclosed(document, { what: 'picture', hash: picture.hash })
        const goesAlong = picture !== undefined && pictures.has(picture.hash)
        const caption = printedWords(block).trim().slice(0, 80)
        const said = { caption, hasAlternative: alternative !== undefined }
        return [{ block: id, number, ...said, isHere, goesAlong }]
      })
    },
    'figures.keep'({ document, bytes }) {
      mustHaveRoom(profile(), document, { what: 'picture', size: bytes.length })
      return profile().documents.addPicture(document, bytes)
    },
    'figures.picture': ({ document, hash }) =>
      profile().documents.enclosed(document, { what: 'picture', hash }),
    async 'figures.insert'({ document, after, file, caption, alternative }) {
      const { documents } = profile()
      const bytes = await given(file)
      const size = Math.min(bytes.length, largestPicture)
      mustHaveRoom(profile(), document, { what: 'picture', size })
      const picture = documents.addPicture(document, bytes)
      const id = newBlockId(random)
      const figure = { id, picture, alternative, caption }
      await documents.editAs(document, doc => {
        if (!insertFigure(doc, after, figure, random)) throw new Failure('not-found')
      })
      return id
    },
    async 'figures.save'({ document, block, file }) {
      const { documents } = profile()
      const found = documents.page(document).blocks.find(({ id }) => id === block)
      const hash = found?.picture?.hash
      const bytes = hash && documents.enclosed(document, { what: 'picture', hash })
      if (!bytes) throw new Failure('not-found')
      await files.write(file, bytes)
    },
  }
}
