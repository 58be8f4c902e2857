// How this program finds the client id of a writer. The computation is slow on purpose: a search
// for an id that another member uses pays for each try. Tests use ids that collide often.
import { slowDigest } from '#core/keys'
import { clientIdOf, idBeside, type LabelledHash, type Writer } from '#document/ids'
import type { DocumentId } from '#shared/ids'

export type ClientIds = {
  /** The id under which the writer's edits are written. */
  of(document: DocumentId, writer: Writer): number
  /** The id that they get where another device claims the first one too. */
  apart(document: DocumentId, writer: Writer): number
  /** The id that text under `client` gets on a branch: `writer` stands for the branch. */
  branch(document: DocumentId, client: number, writer: Writer): number
}

/**
 * Two branches must not collide in one id, and there are fewer to draw from: some 7 ms for each.
 */
const rounds = 32
const slower: LabelledHash = (label, ...parts) => {
  let hash = slowDigest(label, ...parts)
  for (let round = 1; round < rounds; round++) hash = slowDigest(label, hash)
  return hash
}
const beside = 2 ** 40

/** The latest ids: for one writer they are asked for several times in a row. */
const known = new Map<string, number>()
const mostKnown = 4_096

const idOf: typeof clientIdOf = (hash, document, writer, label) => {
  const name = `${label}/${document}/${writer.device}/${writer.feed}/${writer.writer}`
  const before = known.get(name)
  if (before !== undefined) return before
  const id = clientIdOf(hash, document, writer, label)
  if (known.size >= mostKnown) known.clear()
  known.set(name, id)
  return id
}

export const clientIds: ClientIds = {
  of: (document, writer) => idOf(slowDigest, document, writer, 'client'),
  apart: (document, writer) =>
    idBeside(
      idOf(slowDigest, document, writer, 'client'),
      idOf(slowDigest, document, writer, 'client-apart'),
    ),
  branch: (document, client, writer) =>
    idBeside(client, idOf(slower, document, writer, 'client-branch'), beside),
}
