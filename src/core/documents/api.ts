// The interface of the documents room, and the parts of other rooms that it needs.
import type { NameOfClient, Attached, Retire } from './lifecycle/index.ts'
import type * as Y from 'yjs'
import type { Archive } from '#core/archive'
import type { Bytes, Encodable } from '#core/keys'
import type { Language, Look, Right } from '#shared/contract'
import type { KeptBlocks } from '#document/undo'
import type { Adoption } from '#document/adoption'
import type { Amendment, SameMember } from '#document/review/amendments'
import type { Attachment } from '#document/files'
import type { ConsultationRound, NewConsent, readConsents } from '#document/consultation'
import type { Page, Picture } from '#document/model'
import type { ParagraphSuggestion, Suggestion } from '#document/review/suggestions'
import type { HeldBack, PartOf } from '#document/restricted'
import type { readChecks } from '#document/languages'
import type { readTemplate } from '#document/templates'
import type { Presence } from '#shared/document-port'
import type { ActId, BlockId, DeviceId, DocumentId, FeedId, GroupId, MemberId } from '#shared/ids'
import type { ComparedWording, Wordings } from './apart/index.ts'
import type { ActAnswers, ActPorts, RemarkAlone } from './acts.ts'
import type { NewDocument, Content } from './replica/index.ts'
import type { MessageKind, ClientIds } from './bodies/index.ts'
import type { MeetingText, Places, Change } from './lists/index.ts'
import type { Enclosed, Taken } from './figures/index.ts'
import type { History } from './history/index.ts'
import type { Conflict } from './conflicts/index.ts'
import type { Delivery, PieceDelivery, Received, Split } from '#core/messages'
import type { Remarks } from './remarks.ts'
import type { Later } from './timers.ts'
import type { Steering } from './turns.ts'
import type { Caret, WindowPort } from './windows/index.ts'

export type DocumentsPorts = {
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
  /** The present or past member of a device; null for none. */
  memberOf(group: GroupId, device: DeviceId): MemberId | null
  /** The rights of this device in shared documents of the group. */
  rightsIn(group: GroupId): ReadonlySet<Right>
  /** Writes a message in the transaction that is open. */
  publish(group: GroupId, document: DocumentId, kind: MessageKind, body: Bytes): void
  /** Announces to all, in the open transaction, that a document is retired for another one. */
  giveUp(
    group: GroupId,
    given: { document: DocumentId; successor: DocumentId; digest: string },
  ): void
  /**
   * In the open transaction: the disk's traces of the retired content are to be overwritten after
   * it.
   */
  gaveUp(): void
  /** Whether another device of the group is linked just now. */
  live(group: GroupId): boolean
  /** Acts of documents, read and carried on; a room of its own keeps them. */
  acts: ActPorts
  /** The place of a window's caret, for connected members. */
  sendPresence(group: GroupId, document: DocumentId, presence: Presence): void
  later?: Later
  /** Milliseconds from any beginning, to measure how long work takes. */
  clock(): number
  /** Reports a defect; the rest goes on. */
  defect(error: unknown): void
}

export type Documents = ActAnswers & {
  /** "Only you" until shared. Resolves when it is on the disk. */
  create(wanted: NewDocument): Promise<DocumentId>
  /** The same for imported text, in turns. Failure `cancelled`. */
  createInTurns(wanted: NewDocument, steering: Steering): Promise<DocumentId>
  rename(document: DocumentId, title: string): Promise<void>
  setReference(document: DocumentId, reference: string): Promise<void>
  /**
   * A private copy of the readable text, without its history. With a language, paragraphs keep
   * their ids: it is a version of the same text.
   */
  duplicate(
    document: DocumentId,
    title: string,
    language?: Language,
    nameOf?: NameOfClient,
  ): Promise<DocumentId>
  /** Failure `not-private` for a document that was ever shared. */
  remove(document: DocumentId): void
  /** Writes its state as its first message, or as several; this cannot be undone. */
  share(document: DocumentId): Promise<void>
  /** Pending edits are in messages before any part of the document is dropped. */
  sealing: Retire
  /** Serves a window until the returned function is called. Throws `not-found`. */
  attach(document: DocumentId, port: WindowPort): () => void
  /**
   * Core's own edits, through the same gate; resolves with the answer of `work` when they are on the disk. Nothing is
   * changed when `work` throws. Failure `invalid-input` or `file-too-large` when the gate refuses them;
   * `text-is-fixed` where a decision fixes the text; `line-decided` where a paragraph of `kept` would change.
   */
  editAs<T>(document: DocumentId, work: (doc: Y.Doc) => T, kept?: KeptBlocks): Promise<T>
  /**
   * The same for work that changes no word: entries of the logs beside the text, its links to other documents, and
   * the question that a line of minutes names. A fixed text takes it too. Throws where it changes more.
   */
  editBeside<T>(document: DocumentId, work: (doc: Y.Doc) => T): Promise<T>
  /** Throws what `editAs` would because of a decision, and changes nothing. */
  mustTake(document: DocumentId, work: (doc: Y.Doc) => unknown, kept?: KeptBlocks): void
  /** Entries in a message of their own, at once; see `RemarkAlone`. */
  remarkAlone: RemarkAlone
  /** A message of a member, authentic and in its place; in the transaction that keeps it. */
  receive(delivery: Delivery): Received
  /**
   * Messages that `work` receives for these documents cost each of them one transaction of its
   * replica.
   */
  together(ids: readonly DocumentId[], work: () => void): void
  /** A feed was forked: its messages here are a branch now. In the transaction that is open. */
  split(given: Split): void
  /** No part of the document's snapshot is still to come. */
  isWhole(group: GroupId, document: DocumentId): boolean
  /** A piece of a picture, as `receive`. */
  receivePiece(delivery: PieceDelivery): Taken
  /**
   * Keeps a picture for a document, to be named by a block of it. Failures: `not-permitted`,
   * `file-wrong-kind`, `file-too-large`.
   */
  addPicture(document: DocumentId, bytes: Bytes): Picture
  /**
   * Keeps a file for a document, to be attached to it. Failures: `not-permitted`, `file-too-large`.
   */
  enclose(document: DocumentId, bytes: Bytes): { hash: string; size: number }
  /** Files that belong to a document, the earliest first. */
  attachments(document: DocumentId): Attachment[]
  /** The attachments with which a successor begins; see `Attached`. */
  carried: Attached['carried']
  /** The same for a copy. */
  copied: Attached['copied']
  /**
   * The pictures and files that count when one more is to be added to a document; see `Attached`.
   */
  roomBeside: Attached['room']
  /** One more file of this member would not count among them. */
  hasAllAttachments(document: DocumentId): boolean
  /** A picture or a file; null where it is not here, or not all of it. */
  enclosed(document: DocumentId, enclosed: Enclosed): Bytes | null
  /** Whether all of it is here. */
  hasEnclosed(document: DocumentId, enclosed: Enclosed): boolean
  /** Bodies of `blob` messages with the pictures that are here. */
  picturesFor(document: DocumentId): Iterable<Bytes>
  /** Hashes of the pictures and files of a shared document that are whole here. */
  enclosedHere(document: DocumentId): string[]
  /**
   * See `Figures`; nothing for a member who may not write there. In the transaction that is open.
   */
  bringAgain(document: DocumentId, lackedBy: ReadonlyMap<DeviceId, ReadonlySet<string>>): void
  /** A newcomer's snapshot, in order; see `SnapshotBody`. */
  snapshotFor(document: DocumentId, heads: Encodable): Content[]
  page(document: DocumentId): Page
  /** The beginning of a long text, as it is now. */
  look(document: DocumentId): Look
  /** The restricted place whose text it claims to be; null for a document of its own. */
  partOf(document: DocumentId): PartOf | null
  hasRestricted(document: DocumentId): boolean
  /** Words of it that are in no file for people outside, though they were said or sent before. */
  heldBack(document: DocumentId): HeldBack
  /**
   * The member who made it a template of its audience, and when; null for a document that is none.
   */
  template(document: DocumentId): ReturnType<typeof readTemplate>
  /** The same, as lists ask it: updated with search. */
  isTemplate(group: GroupId, document: DocumentId): boolean
  /** The original of the version that it claims to be; null for a document of its own. */
  versionOf(document: DocumentId): DocumentId | null
  /** The standing checks of each paragraph of a version. */
  checks(document: DocumentId): ReturnType<typeof readChecks>
  /**
   * Documents of a group or circle that are texts of restricted paragraphs, have such, or are
   * versions.
   */
  places(group: GroupId): ReadonlyMap<DocumentId, Places>
  /** 64 hexadecimal digits; equal wherever the readable content is. */
  digest(document: DocumentId): string
  /** Rebuilds the copy here from the messages, without folded states. */
  rebuild(document: DocumentId): void
  /** The obstacles to its adoption, if any. */
  adoption(document: DocumentId, isSame: SameMember): Adoption
  /** Its amendments; `isSame` tells whether two client ids belong to one member. */
  amendments(document: DocumentId, isSame: SameMember): Amendment[]
  /** Consents of respondents, by code. */
  consents(document: DocumentId): ReturnType<typeof readConsents>
  /** The same, in the form in which another document carries them on. */
  carriedConsents(document: DocumentId): NewConsent[]
  /** Rounds among people outside, and their outcome. */
  consultations(document: DocumentId): ConsultationRound[]
  /** The document as meetings read it: an agenda or minutes. */
  meeting(document: DocumentId): MeetingText
  /** Suggestions for words of it, their formats and the kinds of its paragraphs, settled or not. */
  suggestions(document: DocumentId): Suggestion[]
  /** Suggestions for whole paragraphs of it, settled or not. */
  paragraphs(document: DocumentId, isSame: SameMember): ParagraphSuggestion[]
  /** The rights of this device in it now, for windows and edit scripts. The gate never asks. */
  rightsNow(document: DocumentId): ReadonlySet<Right>
  /** A decision fixes its text: windows and edit scripts change no more of its words. */
  isFixed(document: DocumentId): boolean
  /** Statements about it, with their places. */
  remarks(document: DocumentId): Remarks
  /** The member saw a thread of it on this device. False where nothing there waited for the member. */
  seeMentions(document: DocumentId, thread: string, member: MemberId): boolean
  /** The devices that claim one place in the text, for each such place. */
  disputed(document: DocumentId): DeviceId[][]
  /** The unsettled wordings of each place for which a device signed several. */
  wordings(document: DocumentId): Wordings[]
  /**
   * The effect of each wording for the place of the branch `of` on the text. Failure `not-found`
   * where it is settled.
   */
  compareWordings(document: DocumentId, of: FeedId): Promise<ComparedWording[]>
  /**
   * States for the place of the branch `of` which wording stays, null for the text as it is. When
   * that settles it, the text becomes that wording. Failures: `not-found` where it is settled,
   * `not-permitted`, `text-is-fixed`, `line-decided` where it would change a paragraph of `kept`.
   */
  keepWording(
    document: DocumentId,
    keeps: FeedId | null,
    of: FeedId,
    kept?: KeptBlocks,
  ): Promise<void>
  /** The author's device of a client id; null for genesis and unknown ids. */
  authorOf(document: DocumentId, client: number): DeviceId | null
  /** Devices that signed words of a paragraph which are not in `before`, those with the most first. */
  writersSince(document: DocumentId, block: BlockId, before: string): DeviceId[]
  /** The question whose text the document goes on from; null for any other. */
  draftOf(document: DocumentId): ActId | null
  /** Documents of the group or circle that go on from the text of the question. */
  draftsOf(group: GroupId, question: ActId): DocumentId[]
  /** Versions, comparisons, and changes since the last reading here. */
  history: Omit<History, 'kept' | 'grown' | 'forget' | 'level' | 'close'>
  /**
   * This device's edits that are in no message yet, so no other device can have them: of one
   * document, or of all shared ones of a group.
   */
  unsealed(of: { group: GroupId } | { document: DocumentId }): number
  /** Conflicts of changes here and elsewhere that are to be read. */
  merges(document: DocumentId): Conflict[]
  toRead(document: DocumentId): number
  /** Null for the document itself. */
  markRead(document: DocumentId, block: BlockId | null): void
  /** Devices that are linked now: they see this device's writing at once from now on. */
  reachable(devices: readonly { group: GroupId; device: DeviceId }[]): void
  showCaret(document: DocumentId, caret: Caret): void
  /** Flushes everything pending, and updates lists and search. Never rejects. */
  flush(): Promise<void>
  /** Flushes the journal soon; for when another device connects. */
  seal(): void
  /** The same at once; false where the disk refuses, and then soon. */
  sealNow(): boolean
  /** Rights changed in some group: open windows get their new ones. */
  renewRights(): void
  /** Each document at once, and then no oftener than lists can follow. */
  onChanged(listen: (change: Change) => void): () => void
  /** Ends all windows and timers; pending edits stay in the journal. */
  close(): void
}
