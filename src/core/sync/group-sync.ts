// Group sync: everything that this device has of one group, and the only way to add to it. It takes
// in packs and records, writes own messages, states heads, and selects packs for devices that lack
// them.
import type { Bytes } from '#core/keys'
import type { DeviceId, DocumentId, FeedId, MessageId } from '#shared/ids'
import type { Admissions, Authors } from './members/index.ts'
import type { FeedPoint, Heads } from '#core/messages'
import type { Content, PeerHeads } from './peers/index.ts'
import type { SyncGroup } from './ports.ts'
import type { PackSelection, MissingRanges } from './selection/index.ts'
import type { Tombstones, Retirements } from './retire/index.ts'
import type { BootstrapSnapshots } from './bootstrap/index.ts'
import type { DeferredIntake, Inbox, Tally, Records } from './inbox/index.ts'
import type { News, Warning, Draft } from './outbox/index.ts'
import type { Pack } from './packs/index.ts'
import type { StoppedDevices } from './equivocation/index.ts'
import type { Offload } from './offload/index.ts'

/** Everything that goes to others, and everything that is asked of them. */
type Exchange = PackSelection & MissingRanges

export type GroupSync = Exchange &
  Records & {
    group: SyncGroup
    /** This session's feed. */
    feed: FeedId
    words: PeerHeads
    snapshots: BootstrapSnapshots
    tombstones: Tombstones
    sealing: Retirements
    travel: Offload
    admissions: () => Admissions
    authors: Authors
    /** Whether the feed is here and this device began it. */
    isOwn(feed: FeedId): boolean
    /** The feed or branch of a message that is here, or that this device began with. */
    lineOf(id: MessageId): FeedId | null
    /** Writes a message for the group, in the transaction that is open. */
    publish(draft: Draft): void
    /**
     * Publishes the heads of this device in a signed message, when they reach further than the last
     * ones.
     */
    sayHeads(): void
    /** Takes in authentic packs, all or none of them; counts are added to `tally`. */
    receive(packs: readonly Pack[], tally?: Tally): Tally
    /** Every message of the pack is here, judged or waiting, or stored as backfill. */
    knows(pack: Pack): boolean
    look: Inbox['look']
    /** Messages that no person waits to see. */
    deferred: Pick<DeferredIntake, 'put' | 'settle'>
    /**
     * Answers all questions about kept documents, also of devices that had an answer a moment ago.
     */
    answerAll(): void
    /** Writes the bootstrap snapshots of devices that this one admitted. */
    prepare(): void
    heads(): Heads
    /** The heads, as much of them as one message can hold. */
    word(): Heads
    /** How far this device has the bootstrap snapshot of `by`, in feeds for this device alone. */
    began(by: DeviceId): FeedPoint[]
    /** 32 bytes that two devices with the same heads share. */
    digest(): Bytes
    /** Edits made here that are in no message yet. */
    unsealed(): number
    warnings(): Warning[]
    offences: StoppedDevices['offences']
    content: Content
    waiting(): number
    /**
     * Whether messages of this document are held back: two contents for one place of a feed were
     * signed in it.
     */
    isHeldUp(document: DocumentId): boolean
    /** Judges again the messages that an earlier session left waiting; once in a session. */
    resume(): void
    onNews(listen: (news: News) => void): () => void
    close(): void
  }
