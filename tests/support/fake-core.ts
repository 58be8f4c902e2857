// A fake core and shell that answer the contract in the page itself, to see screens without
// Electron. It holds its state in memory, follows the contract's rules where a screen depends on
// them, and can fail on request. Never part of the app.
import { everyRight } from '#shared/contract'
import type { FakeDocument } from './fake-document.ts'
import {
  type Appearance,
  type Circle,
  type CircleRole,
  type CoreContract,
  contract,
  type DocumentSummary,
  type Group,
  type GroupSummary,
  type Leaving,
  type NetworkStatus,
  type SearchCounts,
  type Settings,
} from '#shared/contract'
import about from '../../package.json' with { type: 'json' }
import type { FromCore, FromWindow } from '#shared/document-port'
import { Failure } from '#shared/failure'
import type { DocumentId, FileGrant, GroupId } from '#shared/ids'
import { type Handlers, serve, type Server } from '#shared/rpc'
import { shell, type ShellContract } from '#shared/shell'
import { exampleDocuments, exampleGroup, hexId, otherGroup } from './fake-group.ts'
import { fakeHistory } from './fake-history.ts'
import { fakeFigures } from './fake-figures.ts'
import type { Writable } from './writable.ts'

/** The calls that the made-up core has no answer for: tests of these open the real core. */
type Lacking =
  | Extract<keyof CoreContract['calls'], `${'adoption' | 'consents'}.${string}`>
  | `circles.${'create' | 'follow' | 'bring' | 'take' | 'decline' | 'askAgain'}`
  | `circles.${'remove' | 'appoint' | 'leave' | 'share'}`
  | `members.${'setRole' | 'setTerm' | 'remove' | 'leave' | 'unsent' | 'second'}`
  | `members.${'withdraw' | 'layAside' | 'removalPreview'}`
  | `travel.${'ask' | 'leave' | 'return'}`
  | `devices.${'shutOut' | 'lift' | 'remove' | 'invite'}`
  | `decisions.${'explain' | 'hear' | 'register' | 'withdraw' | 'ask' | 'position'}`
  | `decisions.${'close' | 'reopen' | 'declare' | 'sign' | 'takeApart' | 'takeApartBack'}`
  | `decisions.${'text' | 'see'}`
  | `actions.${'progress' | 'assign'}`
  | Exclude<Extract<keyof CoreContract['calls'], `meetings.${string}`>, 'meetings.list'>
  | Extract<keyof CoreContract['calls'], `minutes.${string}`>
  | 'decisions.get'
  | `recommendations.${'sent' | 'file' | 'reply' | 'answered' | 'export' | 'review'}`
  | `forwarding.${'prepare' | 'forward'}`
  | `secretariat.${'prepare' | 'give' | 'save'}`
  | Exclude<Extract<keyof CoreContract['calls'], `profile.${string}`>, 'profile.state'>
  | `archive.${'check' | 'settleMissing'}`
  | 'groups.create'
  | `backup.${'write' | 'newest' | 'restore'}`
  | `recovery.${'create' | 'confirm' | 'shares' | 'remove'}`
  | `search.${'around' | 'citing'}`
  | `searches.${'keep' | 'remove' | 'remember' | 'forget'}`
  | `paper.${'export' | 'exportMany' | 'preview'}`
  | `exports.${'setRule' | 'ask' | 'get' | 'confirm' | 'decline' | 'withdraw'}`
  | `documents.${'create' | 'rename' | 'setReference' | 'duplicate' | 'delete' | 'move'}`
  | 'mailbox.set'
  | Extract<keyof CoreContract['calls'], `${'invitations' | 'joining'}.${string}`>
  | `exchange.${'write' | 'read'}`
  | 'network.dial'
  | `documents.${'readFile' | 'digest' | 'importRead' | 'forgetFile' | 'eraseHistory' | 'settleLate'}`
  | `templates.${'make' | 'withdraw' | 'begin'}`
  | `figures.${'insert' | 'save'}`
  | `${'amendments' | 'suggestions'}.list`
  | 'handOver.write'
  | `wordings.${'compare' | 'keep'}`
  | `attachments.${'add' | 'bring' | 'remove' | 'save' | 'restrict' | 'lift'}`
  | `languages.${'add' | 'compare' | 'confirm' | 'bring'}`
  | `restricted.${'put' | 'add' | 'lift'}`
  | `consultations.${'begin' | 'import' | 'triage' | 'draft' | 'takeUp' | 'end' | 'table'}`
type Answered = Exclude<keyof CoreContract['calls'], Lacking>
type Answers = Pick<Handlers<CoreContract>, Answered> & { [name in Lacking]?: never }

export type FakeOptions = {
  /** The name of a circle that the member convenes, with three others in it. */
  circle?: string
  /** The fake side of a document. */
  textOf?: (document: DocumentId) => FakeDocument
  appearance?: Partial<Appearance>
  settings?: Partial<Settings>
  network?: Partial<NetworkStatus>
  /** Milliseconds that core takes for each answer. */
  slow?: number
  /** Calls that do not answer, to see waiting states, or the moment of their answer or refusal. */
  hang?: (keyof CoreContract['calls'])[]
  /** UTC milliseconds; all example data lie before it. */
  now?: number
  /** Replaces the whole conversation on a document's port. */
  serveDocument?: (document: DocumentId, port: MessagePort) => void
  /** The changes of both sides of a separation. */
  mergesOf?: (
    document: DocumentId,
  ) => Pick<FakeDocument, 'look' | 'merges' | 'markMerged' | 'authorOf' | 'history'>
}

/** Noon on 18 September 2018, the day of the mockups. */
export const exampleNow = Date.UTC(2018, 8, 18, 12, 6)

export type FakeCore = {
  /** Every call in order, with its input. */
  calls: { name: string; input: unknown }[]
  /** How many calls have no answer yet; those that hang have none to wait for. */
  unanswered(): number
  /** Answers those that hang so far. */
  answerHanging(): void
  emit: Server<CoreContract>['emit']
  /** The next choices of a person in a dialog for a picture; none left: cancelled. */
  pictures: { name: string; bytes: Uint8Array<ArrayBuffer> }[]
  documents: DocumentSummary[]
  groups: Writable<Group>[]
  /** Hands the ports over whenever the page announces that it is ready, like the preload. */
  attachTo(page: Window): void
}

const lacks = (name: string): never => {
  throw new Error(`The made-up core has no “${name}”`)
}

/** The list for a file of a text in which nobody is named. */
const fakeLeaving = (): Leaving => ({
  ...{ group: 'EDCSAG', reference: '', symbol: '', textIs: 'draft' },
  ...{ named: [], inText: [], unnamed: 9, out: [], open: [], unseen: [], refused: [] },
  ...{ beside: { open: 0, resolved: 0, suggestions: 0 }, changes: null },
})

const noCounts: SearchCounts = {
  ...{ kinds: [], statuses: [], languages: [], groups: [], years: [], cites: [] },
}

export function fakeCore(options: FakeOptions = {}): FakeCore {
  const now = options.now ?? exampleNow
  const calls: FakeCore['calls'] = []
  const working = new Set<unknown>()
  const hanging: (() => void)[] = []
  const circle = { id: hexId(900, 32) as GroupId, name: options.circle ?? '', members: 4 }
  let appearance: Appearance = { language: 'en', theme: 'light', size: 100, ...options.appearance }
  let settings: Settings = {
    version: 1,
    lockAfterMinutes: 10,
    localNetwork: false,
    sharePresence: true,
    isRecoveryPutAway: true,
    ...options.settings,
  }
  const groups: Writable<Group>[] = [exampleGroup(now), otherGroup(now)]
  const documents: DocumentSummary[] = exampleDocuments(now)
  let next = 1000
  const fresh = (bytes: number): string => hexId(next++, bytes)

  const groupOf = (id: GroupId): Writable<Group> => {
    const group = groups.find(each => each.id === id)
    if (!group) throw new Failure('not-found')
    return group
  }
  const documentOf = (id: DocumentId): DocumentSummary => {
    const document = documents.find(each => each.id === id)
    if (!document) throw new Failure('not-found')
    return document
  }
  const summaryOf = (group: Group): GroupSummary => ({
    id: group.id,
    name: group.name,
    level: group.level,
    language: group.language,
    handle: group.handle,
    state: group.state,
    readers: group.readers,
    outside: group.outside,
    members: group.memberList.length,
    devices: group.memberList.reduce((sum, member) => sum + member.devices.length, 0),
  })
  const changed = (document: DocumentSummary): void =>
    core.emit('documents.changed', { group: document.group, document: document.id })

  const network = (): NetworkStatus => ({
    on: settings.localNetwork,
    addresses: settings.localNetwork ? ['192.168.1.20:41827'] : [],
    peers: [],
    changesToGo: 4,
    bytesToGo: 2_400,
    mailboxes: [],
    ...options.network,
  })

  const handlers: Answers = {
    'profile.state': () => 'unlocked',
    'circles.list': ({ group }) =>
      options.circle === undefined ? [] : [convened(groupOf(group), circle, 'convener')],
    'circles.offers': () => ({ offers: [], declined: 0 }),
    'attachments.list': () => ({ rights: [...everyRight], files: [] }),
    ...fakeFigures({ fresh, blocksOf: id => options.textOf?.(id).blocks() ?? [] }),
    'restricted.list': () => [],
    ...fakeHistory({
      now,
      self: exampleGroup(now).self,
      ...(options.mergesOf && { documentOf: options.mergesOf }),
      changed: id => changed(documentOf(id)),
    }),
    'languages.list': ({ document }) => ({
      original: { document, title: '', language: 'en' },
      versions: [],
    }),
    'meetings.list': () => ({ mayPlan: true, meetings: [] }),
    'actions.list': () => [],
    'recommendations.list': () => [],
    'typed.list': () => [],
    'typed.keep': () => {},
    'consultations.list': () => ({ rights: [...everyRight], rounds: [] }),
    'forwarding.origin': () => null,
    'decisions.list': () => ({ mayAsk: true, decisions: [] }),
    'decisions.apart': () => [],
    'decisions.prepare': () => ({
      ...{ corrects: null, blockers: [], texts: [], openComments: 0, seats: [], days: 10 },
      rule: { kind: 'consensus', quorum: 6, threshold: null, heard: false },
      ...{ replaceable: [], places: [] },
    }),
    'templates.list': () => [],
    'travel.status': ({ group }) => ({
      here: documents
        .filter(each => each.group === group)
        .map(({ id, readers }) => ({
          document: id,
          state: readers.kind === 'only-you' ? 'only-you' : 'not-asked',
          keepers: [],
        })),
      away: [],
    }),
    'documents.retiredFrom': () => null,
    'recovery.status': () => ({ code: null, waiting: false, shares: null }),
    'appearance.get': () => appearance,
    'appearance.set': input => void (appearance = input),
    'window.place': () => null,
    'window.keepPlace': () => {},
    'settings.get': () => settings,
    'settings.set': input => {
      settings = input
      core.emit('settings.changed', settings)
      core.emit('network.changed', { peers: network().peers.length })
    },
    'groups.list': () => groups.map(summaryOf),
    'groups.get': input => groupOf(input.group),
    'documents.list': input => documents.filter(each => each.group === input.group),
    'documents.get': input => documentOf(input.document),
    'documents.look': ({ document }) => ({
      blocks: [],
      ...options.mergesOf?.(document).look(),
      isVersion: false,
    }),
    'documents.share': input => {
      const document = documentOf(input.document)
      document.readers = { kind: 'group', members: groupOf(document.group).memberList.length }
      document.have = 1
      changed(document)
    },
    'documents.importedFile': () => null,
    'suggestions.words': () => [],
    'suggestions.news': () => [],
    'suggestions.seen': () => {},
    'suggestions.open': () => [],
    'comments.list': () => [],
    'comments.disputed': () => [],
    'mentions.list': () => [],
    'mentions.seen': () => {},
    'wordings.list': () => [],
    'comments.authors': ({ document, clients }) => {
      const own = groups[0]?.self ?? null
      return clients.map(client => options.mergesOf?.(document).authorOf(client) ?? own)
    },
    'documents.merges': ({ document }) => options.mergesOf?.(document).merges() ?? [],
    'documents.markMerged'({ document, block }) {
      options.mergesOf?.(document).markMerged(block)
      changed(documentOf(document))
    },
    'documents.adoption': () => ({ may: true, open: [] }),
    'search.first': () => [],
    'search.query': () => ({ hits: [], total: 0, groups: 0, counts: noCounts }),
    'searches.list': () => [],
    'searches.recent': () => [],
    'exports.rule': () => ({ isNeeded: false, ending: [], needed: 2, mayChange: true }),
    'exports.standing': () => ({ isNeeded: false, mayAsk: true, request: null, earlier: null }),
    'exports.list': () => [],
    'paper.leaving': fakeLeaving,
    'paper.empty': () => [],
    'tasks.cancel': () => {},
    'network.status': network,
    'mailbox.status': ({ group }) => ({ group, url: null, state: 'off', waiting: 0, others: 0 }),
    'archive.saving': () => ({ state: 'saved' }),
    'archive.missing': () => ({ edits: 0 }),
  }

  const coreChannel = new MessageChannel()
  const shellChannel = new MessageChannel()
  const core = serve(
    contract,
    portOf(coreChannel.port2),
    guarded(handlers, options, { calls, working, hanging }),
    error => console.error(error),
  )
  const pictures: FakeCore['pictures'] = []
  serve(shell, portOf(shellChannel.port2), fakeShell(options, { calls, pictures }, handOver))

  let page: Window | undefined
  function handOver(document: DocumentId): void {
    const { port1, port2 } = new MessageChannel()
    if (options.serveDocument) options.serveDocument(document, port2)
    else serveDocument(port2)
    page?.postMessage({ baraza: 'document', document }, page.location.origin, [port1])
  }
  return {
    calls,
    pictures,
    unanswered: () => working.size,
    answerHanging: () => hanging.splice(0).forEach(answer => answer()),
    documents,
    groups,
    emit: (name, detail) => core.emit(name, detail),
    attachTo(target) {
      page = target
      target.addEventListener('message', event => {
        const data: unknown = event.data
        if (typeof data !== 'object' || data === null || !('baraza' in data)) return
        if (data.baraza !== 'ready') return
        target.postMessage({ baraza: 'core' }, target.location.origin, [coreChannel.port1])
        target.postMessage({ baraza: 'shell' }, target.location.origin, [shellChannel.port1])
      })
    },
  }
}

/** The circle of the member and three others. */
const convened = (
  { id, self, memberList }: Group,
  circle: Pick<Circle, 'id' | 'name'>,
  role: CircleRole,
): Circle => {
  const others = memberList.filter(each => !each.self).slice(0, 3)
  const members = [
    { member: self, role, here: true },
    ...others.map(each => ({ member: each.id, role: 'member' as const, here: true })),
  ]
  return { ...circle, group: id, members, role, follows: null, documents: 0 }
}

const portOf = (port: MessagePort) => ({
  post: (message: unknown) => port.postMessage(message),
  onMessage: (listener: (message: unknown) => void) => {
    port.addEventListener('message', event => listener(event.data))
    port.start()
  },
})

/**
 * Notes each call, also one without an answer, and refuses or holds those that the options name.
 * A slow answer is in `working` until it is there.
 */
function guarded(
  handlers: Answers,
  options: FakeOptions,
  kept: { calls: FakeCore['calls']; working: Set<unknown>; hanging: (() => void)[] },
): Handlers<CoreContract> {
  const { calls, working, hanging } = kept
  const wrap =
    (name: Answered, work: (input: never) => unknown = () => lacks(name)) =>
    (input: never) => {
      calls.push({ name, input })
      const answered = () => {
        return work(input)
      }
      if (options.hang?.includes(name) === true)
        return new Promise<void>(done => void hanging.push(done)).then(answered)
      const { slow } = options
      const answer =
        slow === undefined
          ? answered()
          : new Promise(done => void setTimeout(done, slow)).then(answered)
      if (!(answer instanceof Promise)) return answer
      working.add(answer)
      return answer.finally(() => working.delete(answer))
    }
  return Object.fromEntries(
    (Object.keys(contract.calls) as Answered[]).map(name => [name, wrap(name, handlers[name])]),
  ) as unknown as Handlers<CoreContract>
}

function fakeShell(
  options: FakeOptions,
  { calls, pictures }: Pick<FakeCore, 'calls' | 'pictures'>,
  openDocument: (document: DocumentId) => void,
): Handlers<ShellContract> {
  const note = (name: string, input: unknown): void => void calls.push({ name, input })
  let grants = 1
  const grant = (name: string) => ({ file: hexId(grants++, 16) as FileGrant, name })
  const extensions: Record<string, string> = {
    invitation: 'baraza',
    reply: 'baraza',
    locked: 'age',
    pack: 'zip',
    verifyPage: 'html',
    texts: 'zip',
  }
  return {
    left: () => note('left', undefined),
    'dialog.save': input => {
      note('dialog.save', input)
      if (input.type === 'attachment' || input.type === 'card') return grant(input.name)
      return grant(`${input.name}.${extensions[input.type] ?? input.type}`)
    },
    'dialog.open': input => {
      note('dialog.open', input)
      return grant(
        input.type === 'attachment'
          ? 'Annex to the report.pdf'
          : `example.${extensions[input.type]}`,
      )
    },
    'dialog.openMany': input => {
      note('dialog.openMany', input)
      return []
    },
    'dialog.picture': input => {
      note('dialog.picture', input)
      return pictures.shift() ?? null
    },
    'document.open': input => openDocument(input.document),
    lock: () => note('lock', null),
    'clipboard.copySecret': input => note('clipboard.copySecret', input),
    'clipboard.copy': input => note('clipboard.copy', input),
    runtime: () => ({ test: false, demo: false, version: about.version }),
    'window.minimize': () => note('window.minimize', null),
    'window.toggleMaximize': () => note('window.toggleMaximize', null),
    'window.close': () => note('window.close', null),
    'window.zoom': input => note('window.zoom', input),
  }
}

/** The least conversation of a document's port: opened, then every edit durable. */
function serveDocument(port: MessagePort): void {
  port.addEventListener('message', event => {
    const message = event.data as FromWindow
    const answer = (from: FromCore): void => port.postMessage(from)
    if (message.kind === 'open') {
      answer({
        kind: 'opened',
        clientId: 123_456_789,
        update: new Uint8Array([0, 0]),
        stateVector: new Uint8Array([0]),
        rights: [...everyRight],
      })
    } else if (message.kind === 'edit') answer({ kind: 'durable', number: message.number })
  })
  port.start()
}
