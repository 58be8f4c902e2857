// Core: the whole product without a window. It opens one profile, composes its modules and answers
// the contract. The desktop app, the command line and the tests use this interface.
import { random, type StretchCost } from '#core/keys'
import { type PrintPage, toMarkdown } from '#core/paper'
import { type EditResult, applyEditScript } from '#document/edits'
import type { Page } from '#document/model'
import type { FromCore } from '#shared/document-port'
import type { Allow } from '#shared/consent'
import type { DocumentId, FileGrant, GroupId } from '#shared/ids'
import type { Answers, ApiContext } from './api/api-context.ts'
import { adoptionAnswers } from './api/adoption.ts'
import { amendmentAnswers } from './api/amendments.ts'
import { scriptAuthor } from '#core/drafting/review'
import { convertFile, sheetOf, type Conversion } from '#core/exports'
import { suggestionAnswers } from './api/suggestions.ts'
import { templateAnswers } from './api/templates.ts'
import { typedAnswers } from './api/typed.ts'
import { commentAnswers } from './api/comments.ts'
import { wordingAnswers } from './api/wordings.ts'
import { circleAnswers } from './api/circles.ts'
import { consentAnswers } from './api/consents.ts'
import { consultationAnswers } from './api/consultations.ts'
import { decisionAnswers } from './api/decisions.ts'
import { documentAnswers } from './api/documents.ts'
import { followUpAnswers } from './api/follow-up.ts'
import { meetingAnswers } from './api/meetings.ts'
import { exchangeAnswers } from './api/exchange.ts'
import { offloadAnswers } from './api/offload.ts'
import { retireAnswers } from './api/retire.ts'
import { forwardingAnswers } from './api/forwarding.ts'
import { secretariatAnswers } from './api/secretariat.ts'
import { groupAnswers } from './api/groups.ts'
import { importAnswers } from './api/import.ts'
import type { DrawPictures } from '#core/drafting/imports'
import { handOverAnswers } from './api/hand-over.ts'
import { historyAnswers } from './api/history.ts'
import { joiningAnswers } from './api/joining.ts'
import { mailboxAnswers } from './api/mailbox.ts'
import { memberAnswers } from './api/members.ts'
import { exportAnswers } from './api/exports.ts'
import { paperAnswers } from './api/paper.ts'
import { profileAnswers } from './api/profile.ts'
import { languageAnswers } from './api/languages.ts'
import { attachmentAnswers } from './api/attachments.ts'
import { figureAnswers } from './api/figures.ts'
import { restrictedAnswers } from './api/restricted.ts'
import { safetyAnswers } from './api/safety.ts'
import { searchAnswers } from './api/search.ts'
import { openTasks, taskAnswers } from './api/tasks.ts'
import { openLifecycle, type ProfileLifecycle, type Emit } from '#core/profile'
import { openFiles, withNamedFiles, type Granted } from '#core/grants'
import type { LanOptions } from '#core/sync'

export { keepOutOfDumps } from './dumps.ts'

export type Environment = {
  /** The folder of the profile, made when a profile is created. */
  directory: string
  /** UTC milliseconds. */
  now: () => number
  /** Cost of one guess at a new passphrase; by default calibrated to this machine. */
  cost?: StretchCost
  /** True if no socket may open by itself, whatever the settings. */
  offline?: boolean
  /** True where a lock was before: the window returns to its place. */
  afterLock?: boolean
  /** True for the example group: no socket opens at all. */
  example?: boolean
  lan?: LanOptions
  /** Asks the person before an act that the window alone may not cause. */
  allow: Allow
  /** Prints a page to a PDF; where it is left out, no PDF is made. */
  print?: PrintPage
  /** Draws pictures of imported files again; where it is left out, they lose all but their pixels. */
  draw?: DrawPictures
  /** Receives errors that are no refusal; only codes and numbers may reach a log. */
  onDefect?: (error: unknown) => void
}

export type WindowPort = {
  post(message: FromCore): void
  onMessage(listen: (message: unknown) => void): void
}

export type Core = {
  /** One function per call of the contract. Its callers check the input: `serve` and `parsing` in rpc.ts. */
  answers: Answers
  /** Returns a function that stops listening. */
  onEvent(listen: Emit): () => void
  grant(file: FileGrant, path: string, direction: Granted): void
  /** Serves one document to one window until the returned function is called. */
  attach(document: DocumentId, port: WindowPort): () => void
  page(document: DocumentId): Page
  markdown(document: DocumentId): string
  /** Applies an edit script as this member; resolves when every step is on the disk. */
  edit(document: DocumentId, steps: readonly unknown[]): Promise<EditResult>
  /** Writes a file of another program as another file; needs no profile, and keeps nothing. */
  convert(file: FileGrant, out: FileGrant, conversion: Conversion): Promise<void>
  /** Answers members on the network until it is closed. */
  listen(): Promise<{ addresses: readonly string[] }>
  /** Synchronizes this device and the mailbox at `url`, once. */
  meetMailbox(group: GroupId, url: string): Promise<void>
  /** Resolves when this device and the connected ones have the same messages of `group`. */
  level(group: GroupId): Promise<void>
  /** Before the app is quit: flushes pending edits and gives them to the mailboxes, as `sendRest`. */
  sendRest(): Promise<void>
  /** Flushes pending edits and closes the archive. */
  close(): Promise<void>
}

/** For the command line: the person typed the command. */
export const typedByPerson: Allow = () => Promise.resolve()

/** The answers to all calls of the contract, a file for each noun. */
const answersOf = (context: ApiContext, lifecycle: ProfileLifecycle, emit: Emit): Answers => {
  const tasks = openTasks(emit)
  return {
    ...profileAnswers(context, lifecycle, emit),
    ...safetyAnswers(context, lifecycle, tasks),
    ...retireAnswers(context),
    ...offloadAnswers(context),
    ...groupAnswers(context),
    ...joiningAnswers(context),
    ...memberAnswers(context),
    ...documentAnswers(context),
    ...decisionAnswers(context),
    ...adoptionAnswers(context, tasks),
    ...meetingAnswers(context),
    ...followUpAnswers(context),
    ...forwardingAnswers(context),
    ...secretariatAnswers(context, tasks),
    ...handOverAnswers(context),
    ...importAnswers(context, tasks),
    ...searchAnswers(context, emit),
    ...commentAnswers(context, emit),
    ...wordingAnswers(context),
    ...amendmentAnswers(context),
    ...consentAnswers(context),
    ...consultationAnswers(context),
    ...suggestionAnswers(context),
    ...historyAnswers(context, emit),
    ...paperAnswers(context, tasks),
    ...exportAnswers(context, tasks),
    ...circleAnswers(context),
    ...figureAnswers(context),
    ...attachmentAnswers(context),
    ...restrictedAnswers(context),
    ...languageAnswers(context),
    ...templateAnswers(context),
    ...typedAnswers(context),
    ...exchangeAnswers(context, tasks),
    ...taskAnswers(tasks),
    ...mailboxAnswers(context),
  }
}

export const openCore = (environment: Environment): Core => {
  const { directory, now, allow } = environment
  const { offline = false, example = false, afterLock = false } = environment
  const { lan = {}, print = null, draw = null, onDefect = () => {} } = environment
  const listeners = new Set<Emit>()
  const emit: Emit = (name, detail) => {
    for (const listen of listeners) listen(name, detail)
  }
  const files = openFiles()
  const { cost } = environment
  const lifecycle = openLifecycle({ directory, now, cost, offline, lan, files, emit, onDefect })
  const { profile } = lifecycle
  const context: ApiContext = {
    directory,
    now,
    cost,
    files,
    profile,
    afterLock,
    example,
    allow,
    print,
    draw,
    onDefect,
  }

  return {
    answers: withNamedFiles(answersOf(context, lifecycle, emit), files.kindOf),
    onEvent(listen) {
      listeners.add(listen)
      return () => void listeners.delete(listen)
    },
    grant: files.grant,
    attach: (document, port) => profile().documents.attach(document, port),
    page: document => profile().documents.page(document),
    markdown: document => toMarkdown(sheetOf(profile(), document)),
    async edit(document, steps) {
      return profile().documents.editAs(document, doc => {
        const author = scriptAuthor(profile(), document, now())
        return applyEditScript(doc, steps, { random, now, author })
      })
    },
    convert: (file, out, conversion) => convertFile(files, { file, out }, conversion),
    async listen() {
      const { sync } = profile()
      await sync.lan.start()
      return { addresses: sync.lan.status().addresses }
    },
    async meetMailbox(group, url) {
      const { circles, documents, sync } = profile()
      await documents.flush()
      await sync.mailboxes.meet(group, url)
      for (const { id, isIn } of circles.of(group)) if (isIn()) await sync.mailboxes.meet(id, url)
    },
    async level(group) {
      const { circles, sync } = profile()
      await sync.level(group)
      for (const { id } of circles.of(group)) await sync.level(id)
    },
    async sendRest() {
      if (!lifecycle.opened()) return
      const { documents, sync } = profile()
      await documents.flush()
      await sync.mailboxes.sendRest()
    },
    close: lifecycle.close,
  }
}
