// How this program finds the client id of a writer. It is slow on purpose: who looks for an id that another
// member uses pays for each try. Tests give a twin whose ids meet often.
import { slowDigest } from '#core/keys'
import { clientIdOf, idBeside, type LabelledHash, type Writer } from '#shared/document'
import type { DocumentId } from '#shared/ids'

export type ClientIds = {
  /** The id that the writer's edits are written with. */
  of(document: DocumentId, writer: Writer): number
  /** The id that they have instead where another device claims the first one too. */
  apart(document: DocumentId, writer: Writer): number
  /** The id that words have instead of `client` on a branch: `writer` is the one that the branch would be. */
  branch(document: DocumentId, client: number, writer: Writer): number
}

/** Two branches must not meet in one id, and there are fewer to draw from: some 7 ms for each. */
const rounds = 32
const slower: LabelledHash = (label, ...parts) => {
  let hash = slowDigest(label, ...parts)
  for (let round = 1; round < rounds; round++) hash = slowDigest(label, hash)
  return hash
}
const beside = 2 ** 40

export const clientIds: ClientIds = {
  of: (document, writer) => clientIdOf(slowDigest, document, writer),
  apart: (document, writer) =>
    idBeside(
      clientIdOf(slowDigest, document, writer),
      clientIdOf(slowDigest, document, writer, 'client-apart'),
    ),
  branch: (document, client, writer) =>
    idBeside(client, clientIdOf(slower, document, writer, 'client-branch'), beside),
}
