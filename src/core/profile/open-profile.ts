// An open profile: its modules, composed. Each unlocking begins a new feed in every group, so that
// a copied or restored profile never writes where another copy wrote.
import type { Archive } from '#core/archive'
import { ActReadings, exactTextsIn, TextStatuses } from '#core/deliberation/decisions'
import type { ActLedger } from '#core/deliberation/ledger'
import { clientIds, openDocuments, type Documents } from '#core/documents'
import { openCircleList } from '#core/group'
import { random as randomBytes, type Bytes } from '#core/keys'
import { openSync, type LanOptions, type Later, type Sync } from '#core/sync'
import type { MailboxOptions } from '#core/sync'
import type { NetworkStatus, Settings } from '#shared/contract'
import type { DocumentId, GroupId } from '#shared/ids'
import { openSummaries, type Summaries } from '#core/drafting/lists'
import type { Deliberation, Spaces } from '#core/drafting'
import type { Emit } from './events.ts'
import { openActLedger } from './act-ledger.ts'
import { openGroupList, type GroupList } from './group-list.ts'
import { documentPorts } from './document-ports.ts'
import { documentSink } from './document-sink.ts'
import { openLostEdits, type LostEdits } from './lost-edits.ts'
import { openNetwork } from './network.ts'
import { showPresence } from './presence.ts'
import { openSpaces } from './spaces.ts'

export type OpenProfile = Deliberation &
  Summaries & {
    groups: GroupList
    sync: Sync
    lostEdits: LostEdits
    /**
     * Removes a group that this device only asked to join. Failures: `not-found`, `not-permitted`.
     */
    giveUpJoining(group: GroupId): void
    network(): NetworkStatus
    applySettings(settings: Settings): Promise<void>
    close(): Promise<void>
    /** As `close`, without flushing or sending pending edits. */
    release(): void
  }

export type ProfileOptions = {
  archive: Archive
  now: () => number
  /** True if no socket may open by itself, whatever the settings. */
  offline: boolean
  lan: LanOptions
  mailbox?: MailboxOptions
  /** Milliseconds from any beginning, to measure work; for tests. */
  clock?: () => number
  /** For tests: time that passes faster, and a feed that two starts begin. */
  later?: Later
  random?: (length: number) => Bytes
  emit: Emit
  onDefect: (error: unknown) => void
  /** Called after content was retired or offloaded: a `scrub` is due. */
  gaveUp?: () => void
}

type Parts = Pick<OpenProfile, 'acts' | 'archive' | 'circles' | 'documents' | 'sync'>

const closingOf = (parts: Parts): Pick<OpenProfile, 'close' | 'release'> => {
  const { acts, archive, circles, documents, sync } = parts
  const release = (): void => {
    // In a damaged archive each step may fail, and the profile is closed all the same.
    try {
      acts.close()
      documents.close()
    } finally {
      try {
        sync.close()
        circles.close()
      } finally {
        archive.close()
      }
    }
  }

  return {
    release,
    async close() {
      try {
        sync.takeIn()
        await documents.flush()
      } finally {
        // On a full disk too: pending edits are in the journal, or go there now if there is room.
        release()
      }
    },
  }
}

type TextNews = 'documents.changed' | 'decisions.changed'

/**
 * Tells windows of a change in a text. A closed item stands in an agenda of the group: its windows hear of that
 * agenda too.
 */
const openTextNews =
  (
    { archive, emit }: Pick<ProfileOptions, 'archive' | 'emit'>,
    { homeOf }: Spaces,
    documents: () => Documents,
  ) =>
  (name: TextNews, space: GroupId, document: DocumentId): void => {
    const group = homeOf(space)
    emit(name, { group, document })
    if (space === group || archive.documents.get(document)?.kind !== 'agenda') return
    const around = documents().meeting(document).meta.closedOf?.agenda
    if (around !== undefined) emit(name, { group, document: around })
  }

/** The documents of the profile, and the acts in them. */
const openTexts = ({
  options: { archive, now, clock = () => performance.now(), emit, onDefect, gaveUp },
  spaces,
  sync,
  random,
  timers,
}: {
  options: ProfileOptions
  spaces: Spaces
  sync: Sync
  random: (length: number) => Bytes
  timers: { later?: Later }
}): Pick<OpenProfile, 'acts' | 'readings' | 'statuses' | 'documents'> => {
  const tell = openTextNews({ archive, emit }, spaces, () => documents)
  const acts: ActLedger = openActLedger({
    archive,
    spaces,
    documents: () => documents,
    now,
    random,
    ...timers,
    changed(group, document) {
      statuses.changed(group, document)
      // A text may be fixed now, or open again.
      queueMicrotask(documents.renewRights)
      tell('decisions.changed', group, document)
    },
    defect: onDefect,
  })
  const readings = new ActReadings({ archive, acts, selfIn: spaces.selfIn })
  const statuses = new TextStatuses({ archive, readings })
  const documents: Documents = openDocuments({
    ids: clientIds,
    archive,
    now,
    clock,
    ...timers,
    defect: onDefect,
    random,
    acts: {
      found: taken => acts.found(taken),
      carried: document => acts.carried(document),
      files: document => acts.files(document),
      exactTexts: document => exactTextsIn({ acts, documents }, document),
      retired: (document, successor) => acts.retired(document, successor),
      dropped: document => acts.dropped(document),
      isFixed: (group, document) => statuses.isFixed(group, document),
    },
    ...documentPorts({
      sync,
      spaces,
      gaveUp() {
        archive.upkeep.put({ task: 'scrub', at: now() })
        queueMicrotask(() => gaveUp?.())
      },
    }),
  })

  documents.onChanged(({ group, document }) => tell('documents.changed', group, document))
  return { acts, readings, statuses, documents }
}

export const composeProfile = async (options: ProfileOptions): Promise<OpenProfile> => {
  const { archive, now, offline, lan, mailbox = {}, emit, onDefect } = options
  const { random = randomBytes } = options
  const timers = options.later ? { later: options.later } : {}
  /** Modules that open later add themselves. */
  const onRecords: ((group: GroupId) => void)[] = [group => emit('groups.changed', { group })]
  const recordsChanged = (group: GroupId): void => onRecords.forEach(listen => listen(group))
  const groups: GroupList = openGroupList(
    archive,
    { now },
    {
      changed: recordsChanged,
      reach: (group, member) => sync.reach(group).get(member) ?? { state: 'never-heard' },
      warnings: group => sync.warnings(group),
      offences: group => sync.offences(group),
      heldUp: group => sync.heldUp(group),
      crowding: group => acts.crowding(group),
      said: (group, device) => sync.said(group, device),
    },
  )
  const circles = openCircleList({ storage: archive, groups: groups.all, now })
  circles.onChange(recordsChanged)
  const spaces = openSpaces(groups, circles)
  const { homeOf, spaceOf } = spaces
  const lost = openLostEdits(archive, emit)
  const sync: Sync = openSync({
    archive,
    groups: groups.all,
    circles,
    documents: documentSink((): Documents => documents, { archive, lost, spaceOf }),
    now,
    random,
    ...timers,
    lan,
    mailbox,
    defect: onDefect,
  })
  const { acts, readings, statuses, documents } = openTexts({
    options,
    spaces,
    sync,
    random,
    timers,
  })

  // Circles change after their group, and only after the transaction succeeded.
  onRecords.push(() => queueMicrotask(documents.renewRights))
  onRecords.push(group => {
    for (const space of [group, ...circles.of(group).map(({ id }) => id)]) statuses.changed(space)
    acts.recordsChanged(group)
  })

  sync.onPresence(heard => showPresence({ archive, documents, groups, homeOf }, heard))
  archive.journal.onState(state => emit('saving.changed', { state }))

  acts.begin()

  const network = await openNetwork({
    archive,
    documents,
    groups,
    sync,
    homeOf,
    offline,
    emit,
    onDefect,
  })

  return {
    ...spaces,
    ...openSummaries({ acts, archive, documents, statuses, sync, ...spaces }),
    archive,
    groups,
    documents,
    sync,
    acts,
    readings,
    statuses,
    lostEdits: lost,
    giveUpJoining(group) {
      groups.remove(group)
      sync.forget(group)
      recordsChanged(group)
    },
    network: network.status,
    applySettings: network.applySettings,
    ...closingOf({ acts, archive, circles, documents, sync }),
  }
}
