// What the documents room asks of the others, and what it does for them.
import type * as Y from 'yjs'
import type { Archive } from '#core/archive'
import type { Bytes, Encodable } from '#core/keys'
import type { Language, Look } from '#shared/contract'
import type {
  Adoption,
  Amendment,
  Attachment,
  ConsultationRound,
  NewConsent,
  Page,
  ParagraphSuggestion,
  PartOf,
  Picture,
  SameMember,
  readChecks,
  readConsents,
  readTemplate,
} from '#shared/document'
import type { Presence } from '#shared/document-port'
import type { BlockId, DeviceId, DocumentId, FeedId, GroupId, MemberId } from '#shared/ids'
import type { Split } from './apart/forking.ts'
import type { ComparedWording, Wordings } from './apart/wordings.ts'
import type { Attached } from './attached.ts'
import type { Arriving } from './arriving.ts'
import type { NewDocument } from './beginning.ts'
import type { MessageKind } from './bodies.ts'
import type { ClientIds } from './client-ids.ts'
import type { Enclosed, PieceDelivery, Taken } from './figures/figures.ts'
import type { History } from './history/index.ts'
import type { Merge } from './merges/index.ts'
import type { Places } from './places.ts'
import type { Change } from './news.ts'
import type { Reach } from './reach.ts'
import type { Delivery, Received } from './receive.ts'
import type { Remarks } from './remarks.ts'
import type { Sealing } from './sealing.ts'
import type { Content } from './snapshot.ts'
import type { Later } from './timers.ts'
import type { Steering } from './turns.ts'
import type { Caret, WindowPort } from './windows.ts'

export type DocumentsRooms = {
  archive: Archive
  /** UTC milliseconds. */
  now(): number
  random(length: number): Bytes
  /** How the client id of a writer is found. */
  ids: ClientIds
  /** The feed that this session writes in, in that group. */
  feedOf(group: GroupId): FeedId
  deviceOf(group: GroupId): DeviceId
  /** This device's member; null while it is only joining. */
  selfOf(group: GroupId): MemberId | null
  /** Whose a device is or was; null for nobody's. */
  memberOf?(group: GroupId, device: DeviceId): MemberId | null
  /** What this member's role changes in a shared document; all of it unless said otherwise. */
  reachIn?(group: GroupId, document: DocumentId): Reach
  /** Whether this member's role settles amendments; yes unless said otherwise. */
  settlesIn?(group: GroupId): boolean
  /** Whether it lets her say more beside a text than comments; yes unless said otherwise. */
  proposesIn?(group: GroupId): boolean
  /** Writes a message in the transaction that is open. */
  publish(group: GroupId, document: DocumentId, kind: MessageKind, body: Bytes): void
  /** Says in the open transaction, to all, that a document is given up for another one. */
  giveUp?(
    group: GroupId,
    given: { document: DocumentId; successor: DocumentId; digest: string },
  ): void
  /** In the open transaction: what the disk has of something is to be written over after it. */
  gaveUp?(): void
  /** Whether another device of the group is linked just now. */
  live(group: GroupId): boolean
  /** Takes in at once what of the group windows are shown already. */
  takeIn?(group: GroupId): void
  /** Where a window's caret stands, for the members in reach. */
  sendPresence(group: GroupId, document: DocumentId, presence: Presence): void
  later?: Later
  /** Milliseconds from any beginning, to tell how long work takes; for tests. */
  clock?: () => number
  /** Something that should not happen did, and the rest goes on. */
  defect?(error: unknown): void
}

export type Documents = {
  /** "Only you" until shared. Resolves when it is on the disk. */
  create(wanted: NewDocument): Promise<DocumentId>
  /** The same for what came from outside, in turns that others have theirs between. Failure `cancelled`. */
  createInTurns(wanted: NewDocument, steering: Steering): Promise<DocumentId>
  rename(document: DocumentId, title: string): Promise<void>
  /** A private copy of what can be read now, without its history. */
  /** With a language, paragraphs keep their ids: it is a version of the same text. */
  duplicate(document: DocumentId, title: string, language?: Language): Promise<DocumentId>
  /** Failure `not-private` for a document that was ever shared. */
  remove(document: DocumentId): void
  /** Writes its state as its first message, or as several; nothing takes that back. */
  share(document: DocumentId): Promise<void>
  /** What is pending is in messages before anything of it is given up. */
  sealing: Sealing
  /** Serves a window until the returned function is called. Throws `not-found`. */
  attach(document: DocumentId, port: WindowPort): () => void
  /**
   * Core's own edits, through the same gate; resolves when they are on the disk. Nothing is changed
   * when `work` throws. Failure `invalid-input` or `file-too-large` when the gate refuses them.
   */
  editAs(document: DocumentId, work: (doc: Y.Doc) => void): Promise<void>
  /** A message of a member, authentic and in its place; in the transaction that keeps it. */
  receive(delivery: Delivery): Received
  /** What `work` has these documents receive costs each of them one transaction of its replica. */
  together(ids: readonly DocumentId[], work: () => void): void
  /** A feed was forked: what was here of it is a branch now. In the transaction that is open. */
  split(given: Split): void
  /** No part of what the document begins with is still to come. */
  isWhole(group: GroupId, document: DocumentId): boolean
  /** What windows are shown before it is taken in. */
  early: Pick<Arriving, 'show' | 'ended'>
  /** A piece of a picture, as `receive`. */
  receivePiece(delivery: PieceDelivery): Taken
  /**
   * Keeps a picture for a document, to be named by a block of it. Failures: `not-permitted`,
   * `file-wrong-kind`, `file-too-large`.
   */
  addPicture(document: DocumentId, bytes: Bytes): Picture
  /** Keeps a file for a document, to be attached to it. Failures: `not-permitted`, `file-too-large`. */
  enclose(document: DocumentId, bytes: Bytes): { hash: string; size: number }
  /** Files that belong to a document, the earliest first. */
  attachments(document: DocumentId): Attachment[]
  /** What a copy or a sealed text begins with; see `Attached`. */
  carried: Attached['carried']
  /** What counts when one more picture or file is to lie beside a document; see `Attached`. */
  roomBeside: Attached['room']
  /** One more file of this member's would not count among them. */
  hasAllAttachments(document: DocumentId): boolean
  /** A picture or a file; null where it is not here, or not all of it. */
  enclosed(document: DocumentId, enclosed: Enclosed): Bytes | null
  /** Whether all of it is here. */
  hasEnclosed(document: DocumentId, enclosed: Enclosed): boolean
  /** Bodies of `blob` messages with the pictures that are here. */
  picturesFor(document: DocumentId): Iterable<Bytes>
  /** Hashes of the pictures and files of a shared document that are whole here. */
  enclosedHere(document: DocumentId): string[]
  /** See `Figures`; nothing for who may not write there. In the transaction that is open. */
  bringAgain(document: DocumentId, lackedBy: ReadonlyMap<DeviceId, ReadonlySet<string>>): void
  /** What a newcomer begins with, in order; see `SnapshotBody`. */
  snapshotFor(document: DocumentId, heads: Encodable): Content[]
  page(document: DocumentId): Page
  /** The beginning of a long text, as it is now. */
  look(document: DocumentId): Look
  /** The place whose text it is, as it says itself; null for a document of its own. */
  partOf(document: DocumentId): PartOf | null
  hasRestricted(document: DocumentId): boolean
  /** Blocks whose words are a circle's now, also those that stand nowhere: cells that went with their table. */
  withheldBlocks(document: DocumentId): ReadonlySet<BlockId>
  /** Who said that it is a template of its audience, and when; null for one that is none. */
  template(document: DocumentId): ReturnType<typeof readTemplate>
  /** The same, as lists ask it: level with search. */
  isTemplate(group: GroupId, document: DocumentId): boolean
  /** The original that it says it is a version of; null for a document of its own. */
  versionOf(document: DocumentId): DocumentId | null
  /** What was said of each paragraph of a version, and stands. */
  checks(document: DocumentId): ReturnType<typeof readChecks>
  /** Documents of a group or circle that are texts of restricted paragraphs, have such, or are versions. */
  places(group: GroupId): ReadonlyMap<DocumentId, Places>
  /** 64 hexadecimal digits; the same wherever the same can be read. */
  digest(document: DocumentId): string
  /** Makes the copy here anew from the messages, without what was folded. */
  rebuild(document: DocumentId): void
  /** What keeps it from being adopted, if anything. */
  adoption(document: DocumentId, isSame: SameMember): Adoption
  /** What was proposed for it; `isSame` tells whether two client ids are one member's. */
  amendments(document: DocumentId, isSame: SameMember): Amendment[]
  /** What respondents consented to, by code. */
  consents(document: DocumentId): ReturnType<typeof readConsents>
  /** The same, as another document goes on with it. */
  carriedConsents(document: DocumentId): NewConsent[]
  /** Rounds among people outside, and what came of them. */
  consultations(document: DocumentId): ConsultationRound[]
  /** What was suggested for whole paragraphs of it, settled or not. */
  paragraphs(document: DocumentId, isSame: SameMember): ParagraphSuggestion[]
  /** Whether this member settles amendments in it. */
  settles(document: DocumentId): boolean
  /** Whether this member may say more beside it than comments. */
  proposes(document: DocumentId): boolean
  /** Whether this member writes in its text. */
  writes(document: DocumentId): boolean
  /** What was said about it, and where. */
  remarks(document: DocumentId): Remarks
  /** Whose words a client id of the document marks; null for genesis and the unknown. */
  /** The devices that claim one place in the text, for each such place. */
  disputed(document: DocumentId): DeviceId[][]
  /** For each place for which a device signed several wordings, and no one is settled: these. */
  wordings(document: DocumentId): Wordings[]
  /** What each wording for the place of the branch `of` makes of the text. Failure `not-found` where it is settled. */
  compareWordings(document: DocumentId, of: FeedId): Promise<ComparedWording[]>
  /**
   * Says for the place of the branch `of` which wording stays, null for the text as it is. Where that settles
   * it, the text is as that wording makes it. Failures: `not-found` where it is settled, `not-permitted`.
   */
  keepWording(document: DocumentId, keeps: FeedId | null, of: FeedId): Promise<void>
  authorOf(document: DocumentId, client: number): DeviceId | null
  /** Versions, comparisons, and what changed since it was read here. */
  history: Omit<History, 'kept' | 'grown' | 'forget' | 'level' | 'close'>
  /**
   * This device's edits that are in no message yet, so nobody else can have them: of one document,
   * or of all shared ones of a group.
   */
  unsealed(of: { group: GroupId } | { document: DocumentId }): number
  /** What was changed here and elsewhere apart from each other, and is to be read. */
  merges(document: DocumentId): Merge[]
  toRead(document: DocumentId): number
  /** Null for the document itself. */
  markRead(document: DocumentId, block: BlockId | null): void
  /** Devices that are linked now: they see at once what is written here from now on. */
  reachable(devices: readonly { group: GroupId; device: DeviceId }[]): void
  showCaret(document: DocumentId, caret: Caret): void
  /** Seals everything that is pending, and brings lists and search level. Never rejects. */
  flush(): Promise<void>
  /** Seals what is in the journal, as soon as may be; for when a device comes into reach. */
  seal(): void
  /** The same at once; false where the disk refuses, and then soon. */
  sealNow(): boolean
  /** Who may do what has changed in some group: open windows are told of what changed for them. */
  renewRights(): void
  /** Each document at once, and then no oftener than lists can follow. */
  onChanged(listen: (change: Change) => void): () => void
  /** Ends all windows and timers; what is pending stays in the journal. */
  close(): void
}
