// Answers about text that was typed and not sent. It goes to no other module and to no other
// device.
import { Failure } from '#shared/failure'
import type { DocumentId } from '#shared/ids'
import type { AnswersOn, ApiContext } from './api-context.ts'

/** Most places of one document with unsent text. */
const mostPlaces = 500

export const typedAnswers = ({ profile }: ApiContext): AnswersOn<'typed'> => {
  const storeFor = (document: DocumentId) => {
    const { documents, typed } = profile().archive
    if (!documents.keyOf(document)) throw new Failure('not-found')
    return typed
  }
  return {
    'typed.list': ({ document }) => storeFor(document).list({ document }, ['place', 'fields']),
    'typed.keep'({ document, place, fields }) {
      const typed = storeFor(document)
      if (fields === null) return typed.remove({ document, place })
      const isNew = !typed.has({ document, place })
      if (isNew && typed.count({ document }) >= mostPlaces) throw new Failure('invalid-input')
      typed.put({ document, place, fields })
    },
  }
}
