// The named versions of a document: whether the text of one is proven, its text, and the plain copies
// that this device keeps.
import type { Archive } from '#core/archive'
import { digest } from '#core/keys'
import {
  hasState,
  pageOf,
  readVersions,
  type DocumentState,
  type Doubt,
  type Version,
} from '#document/history/versions'
import type { EntryId } from '#document/ids'
import type { Page } from '#document/model'
import { Failure } from '#shared/failure'
import type { DocumentId } from '#shared/ids'
import type { DocumentReplica } from '../replica/index.ts'
import type { ListedVersion } from './shapes.ts'
import { openVerdicts, type Verdict, type Verdicts } from './verdicts.ts'

/**
 * Plain copies of one document: they can be read when its layout changed, and when the history that
 * made them is gone. An attacker names versions at little cost, and a copy is a whole text.
 */
const mostCopies = 100
/** Versions whose text is proven in one pause. */
const mostInPause = 10

const versionIn = ({ doc }: DocumentReplica, id: EntryId): Version => {
  const version = readVersions(doc).find(each => each.id === id)
  if (!version) throw new Failure('not-found')
  return version
}
const refuse = (doubt: Doubt): never => {
  throw new Failure(doubt === 'missing' ? 'version-incomplete' : 'version-false')
}

export class NamedVersions {
  private readonly archive: Archive
  private readonly verdicts: Verdicts = openVerdicts()

  constructor(archive: Archive) {
    this.archive = archive
  }

  /** Keeps its copy when it is proven for the first time. */
  prove(document: DocumentReplica, version: Version): 'proven' | Doubt {
    const { id } = document
    if (this.hasCopy(id, version.id)) return 'proven'
    const found = this.foundOf(document, version)
    const hasRoom = !this.isFull(id)
    if (found === 'false' || (found === 'proven' && !hasRoom)) return found
    const page = this.pageIn(document, version)
    if (typeof page === 'string') return page
    if (hasRoom) this.archive.versionPages.put({ document: id, version: version.id, page })
    return 'proven'
  }

  proveNamed(document: DocumentReplica, entry: EntryId): 'proven' | Doubt {
    return this.prove(document, versionIn(document, entry))
  }

  /** Failures: `not-found`, `version-incomplete`, `version-false`. */
  page(document: DocumentReplica, entry: EntryId): Page {
    const version = versionIn(document, entry)
    const standing = this.prove(document, version)
    if (standing !== 'proven') return refuse(standing)
    const key = { document: document.id, version: entry }
    const page = this.archive.versionPages.pluck(key, 'page') ?? this.pageIn(document, version)
    return typeof page === 'string' ? refuse(page) : page
  }

  /** The state that a version names. Failures as for `page`. */
  state(document: DocumentReplica, entry: EntryId): DocumentState {
    const version = versionIn(document, entry)
    // Proven before; a state that is here stays here.
    if (version.state && this.hasCopy(document.id, entry) && hasState(document.doc, version.state))
      return version.state
    const found = this.foundOf(document, version)
    const page = found === 'proven' ? null : (found ?? this.pageIn(document, version))
    if (typeof page === 'string') return refuse(page)
    return version.state ?? refuse('false')
  }

  /** One after another, with their standing. */
  *list(document: DocumentReplica, versions: Version[]): Generator<void, ListedVersion[]> {
    const listed: ListedVersion[] = []
    for (const version of versions) {
      const { id, client, at, name, digest: sum } = version
      listed.push({ id, client, at, name, digest: sum, standing: this.prove(document, version) })
      yield
    }
    return listed
  }

  /** False where more is to be done than in one pause. */
  keepCopies(document: DocumentReplica): boolean {
    let proven = 0
    for (const version of readVersions(document.doc)) {
      if (this.isFull(document.id)) return true
      if (
        this.verdicts.of(document.id, version) === 'false' ||
        this.hasCopy(document.id, version.id)
      )
        continue
      if (proven === mostInPause) return false
      if (this.prove(document, version) !== 'missing') proven++
    }
    return true
  }

  /** The ids of the document changed. */
  parted(id: DocumentId): void {
    this.verdicts.forget(id)
  }

  forget(id: DocumentId): void {
    this.verdicts.forget(id)
  }

  private hasCopy(document: DocumentId, version: EntryId): boolean {
    return this.archive.versionPages.has({ document, version })
  }

  private isFull(document: DocumentId): boolean {
    return this.archive.versionPages.count({ document }) >= mostCopies
  }

  /**
   * An earlier verdict that still holds: a state that is here stays here, and a false one stays
   * false.
   */
  private foundOf({ id, doc }: DocumentReplica, version: Version): Verdict | null {
    const verdict = this.verdicts.of(id, version)
    const isHere = version.state !== null && hasState(doc, version.state)
    return verdict === 'proven' && !isHere ? null : verdict
  }

  private pageIn({ id, doc }: DocumentReplica, version: Version): Page | Doubt {
    const page = pageOf(doc, version, digest)
    if (page !== 'missing') this.verdicts.keep(id, version, page === 'false' ? 'false' : 'proven')
    return page
  }
}
