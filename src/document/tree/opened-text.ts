// The text with which a window begins, as `opened` of the document port says it.
import * as Y from 'yjs'

export type OpenedText = {
  asRead?: { state: Uint8Array; edits: Uint8Array[] } | undefined
  update: Uint8Array
}

/** Applies all of it as one remote change. */
export const applyOpened = (
  doc: Y.Doc,
  { asRead, update }: OpenedText,
  origin: unknown = null,
): void =>
  Y.transact(
    doc,
    () => {
      if (asRead) Y.applyUpdateV2(doc, asRead.state)
      for (const edit of asRead?.edits ?? []) Y.applyUpdate(doc, edit)
      Y.applyUpdate(doc, update)
    },
    origin,
    false,
  )
