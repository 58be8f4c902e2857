// Answers about importing a text: a document from a file.
import type { Steering } from '#core/documents'
import { formatOf, readApart, zipLimits } from '#core/files'
import type { Answers, ApiContext } from './api-context.ts'
import { mustBeIn } from './documents.ts'
import type { Tasks } from './tasks.ts'

/** Share of the progress for reading; making the document is the rest. */
const reading = 0.2

/** Reports each hundredth once. */
const steeringOf = (tasks: Tasks) => {
  const { progress, isCancelled } = tasks.steering('documents.import')
  let last = 0
  return (from: number, to: number): Steering => ({
    isCancelled,
    progress(done) {
      const hundredths = Math.floor(100 * (from + (to - from) * done))
      if (hundredths <= last) return
      last = hundredths
      progress(last, 100)
    },
  })
}

/** The file's name without its ending, until a person gives a title. */
const titleFrom = (name: string): string => name.replace(/\.[^.]*$/, '').slice(0, 300)

export const importAnswers = (
  { files, profile }: ApiContext,
  tasks: Tasks,
): Pick<Answers, 'documents.import'> => ({
  async 'documents.import'({
    group,
    kind,
    language,
    file,
    changes = 'accepted',
    comments = 'left-out',
  }) {
    const { documents } = profile()
    mustBeIn(profile(), group)
    const name = files.name(file)
    const steering = steeringOf(tasks)
    const bytes = await files.read(file, zipLimits.bytes)
    const { blocks, footnotes, notes, findings, title, remarks } = await readApart(
      { format: formatOf(name), bytes, as: changes, comments, kind, file: name },
      steering(0, reading),
    )
    const document = await documents.createInTurns(
      { group, kind, title: title ?? titleFrom(name), language, blocks, notes: footnotes, remarks },
      steering(reading, 1),
    )
    return { document, paragraphs: blocks.length, notes, findings }
  },
})
