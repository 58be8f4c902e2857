// The open feeds are kept beside the messages, so that opening a group does not read every feed. Each
// has a row: a device that begins many feeds does not make this one write all of them again.
import type { FeedId, GroupId } from '#shared/ids'
import type { OpenHeads } from './open-heads.ts'
import type { SyncArchive } from '../ports.ts'

export class OpenFeedRows {
  readonly #table: SyncArchive['openFeeds']
  readonly #group: GroupId

  constructor({ openFeeds }: Pick<SyncArchive, 'openFeeds'>, group: GroupId) {
    this.#table = openFeeds
    this.#group = group
  }

  load(): FeedId[] {
    return this.#table.list({ group: this.#group }).map(({ feed }) => feed)
  }

  /** `feed` is open, and `over` is no more. The first row takes those of all open feeds with it. */
  put(feed: FeedId, over: FeedId | null, open: Pick<OpenHeads, 'all'>): void {
    const isKept = this.#table.has({ group: this.#group })
    const all = isKept ? [] : open.all().map(point => point.feed)
    for (const each of [...all, feed]) this.#table.put({ group: this.#group, feed: each })
    if (over !== null) this.#table.remove({ group: this.#group, feed: over })
  }

  /** In the archive alone. */
  replace(feed: FeedId, by: FeedId): void {
    this.#table.put({ group: this.#group, feed: by })
    this.#table.remove({ group: this.#group, feed })
  }
}
