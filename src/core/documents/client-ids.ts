// How this program finds the client id of a writer. It is slow on purpose: who looks for an id that another
// member uses pays for each try. Tests give a twin whose ids meet often.
import { slowDigest } from '#core/keys'
import { clientIdOf, idBeside, type Writer } from '#shared/document'
import type { DocumentId } from '#shared/ids'

export type ClientIds = {
  /** The id that the writer's edits are written with. */
  of(document: DocumentId, writer: Writer): number
  /** The id that they have instead where another device claims the first one too. */
  apart(document: DocumentId, writer: Writer): number
}

export const clientIds: ClientIds = {
  of: (document, writer) => clientIdOf(slowDigest, document, writer),
  apart: (document, writer) =>
    idBeside(
      clientIdOf(slowDigest, document, writer),
      clientIdOf(slowDigest, document, writer, 'client-apart'),
    ),
}
