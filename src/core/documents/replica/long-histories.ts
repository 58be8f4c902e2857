// Long histories: documents whose messages and drafts are to be folded into one state, in a pause of
// the writing.
import type { Archive } from '#core/archive'
import type { DocumentId } from '#shared/ids'
import * as Y from 'yjs'
import type { DocumentCache } from './document-cache.ts'
import type { DocumentReplica } from './document-replica.ts'
import { fold, isLong } from './history-folding.ts'

type Ports = {
  archive: Archive
  cache: DocumentCache
  /** Marks a document as unkept, where the transaction of its last change failed. */
  markUnkept(document: DocumentReplica): void
}

/** A history grows at most to this multiple of the length that a pause folds. */
const most = 2

const isSame = (one: Y.Doc, other: Y.Doc): boolean =>
  Y.equalSnapshots(Y.snapshot(one), Y.snapshot(other))

export class LongHistories {
  private readonly ports: Ports
  private readonly long = new Set<DocumentId>()

  constructor(ports: Ports) {
    this.ports = ports
  }

  /** Notes the document where its history is long. True when it is. */
  note(document: DocumentReplica): boolean {
    if (!isLong(document)) return false
    this.long.add(document.id)
    return true
  }

  foldAll(): void {
    this.fold(() => true)
  }

  /**
   * A key press during the folding of a long history waits for it: documents that `changed` now are
   * not folded now. False where some are left.
   */
  foldBut(changed: ReadonlySet<DocumentId>): boolean {
    this.fold(document => !changed.has(document.id) || isLong(document, most))
    return this.long.size === 0
  }

  private fold(may: (document: DocumentReplica) => boolean): void {
    for (const id of this.long) {
      const document = this.ports.cache.find(id)
      if (document && isLong(document)) {
        if (!may(document)) continue
        this.foldKept(document)
      }
      this.long.delete(id)
    }
  }

  /** Text that neither archive nor journal has need not come again, and is in no folded state. */
  private foldKept(document: DocumentReplica): void {
    const { archive, cache, markUnkept } = this.ports
    markUnkept(document)
    if (!document.isUnkept) return fold(archive, document)
    const kept = cache.readAgain(document.id)
    if (!kept) return
    try {
      if (isSame(kept.doc, document.doc)) document.isUnkept = false
      if (!kept.lacks) return fold(archive, document, kept)
      // Later text builds on text that is not kept: examined again after as much has come once
      // more.
      Object.assign(document.unfolded, { count: 0, bytes: 0 })
    } finally {
      kept.doc.destroy()
    }
  }
}
