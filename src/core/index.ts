// Core: the whole product without a window. It opens one profile, composes its modules and answers
// the contract. The desktop app, the command line and the tests use this interface.
import { random, type StretchCost } from '#core/keys'
import { finishPdf, type Printable, toMarkdown, toPrintable } from '#core/paper'
import type { EditResult, Page } from '#shared/document'
import { applyEditScript } from '#shared/document'
import type { FromCore } from '#shared/document-port'
import type { Allow } from '#shared/consent'
import type { DocumentId, FileGrant, GroupId } from '#shared/ids'
import type { Answers, Workings } from './answers/answers.ts'
import { amendmentAnswers, scriptAuthor } from './answers/amendments.ts'
import { suggestionAnswers } from './answers/suggestions.ts'
import { templateAnswers } from './answers/templates.ts'
import { typedAnswers } from './answers/typed.ts'
import { commentAnswers } from './answers/comments.ts'
import { wordingAnswers } from './answers/wordings.ts'
import { circleAnswers } from './answers/circles.ts'
import { consentAnswers } from './answers/consents.ts'
import { consultationAnswers } from './answers/consultations.ts'
import { documentAnswers } from './answers/documents.ts'
import { exchangeAnswers } from './answers/exchange.ts'
import { givingUpAnswers } from './answers/giving-up.ts'
import { groupAnswers } from './answers/groups.ts'
import { historyAnswers } from './answers/history.ts'
import { joiningAnswers } from './answers/joining.ts'
import { mailboxAnswers } from './answers/mailbox.ts'
import { memberAnswers } from './answers/members.ts'
import { paperAnswers, sheetOf, leavingSheet } from './answers/paper.ts'
import { profileAnswers } from './answers/profile.ts'
import { languageAnswers } from './answers/languages.ts'
import { attachmentAnswers } from './answers/attachments.ts'
import { figureAnswers } from './answers/figures.ts'
import { restrictedAnswers } from './answers/restricted.ts'
import { safetyAnswers } from './answers/safety.ts'
import { openTasks } from './answers/tasks.ts'
import { openDoors } from './doors.ts'
import { openFiles, type Granted } from './files.ts'
import type { LanOptions } from '#core/sync'
import type { Told } from './told.ts'

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
  /** True for the example group: no socket opens at all. */
  example?: boolean
  lan?: LanOptions
  /** Asks the person before an act that the window alone may not cause. */
  allow: Allow
  /** Receives errors that are no refusal; only codes and numbers may reach a log. */
  onDefect?: (error: unknown) => void
}

export type WindowPort = {
  post(message: FromCore): void
  onMessage(listen: (message: unknown) => void): void
}

export type Core = {
  /** One function per call of the contract. `serve` has checked the input. */
  answers: Answers
  /** Returns a function that stops listening. */
  onEvent(listen: Told): () => void
  grant(file: FileGrant, path: string, direction: Granted): void
  /** Serves one document to one window until the returned function is called. */
  attach(document: DocumentId, port: WindowPort): () => void
  page(document: DocumentId): Page
  markdown(document: DocumentId): string
  /** `restricted`: with the words of restricted paragraphs that this member reads. */
  printable(document: DocumentId, restricted?: boolean): Printable
  writePdf(document: DocumentId, file: FileGrant, printed: Uint8Array): Promise<void>
  /** Applies an edit script as this member; resolves when every step is on the disk. */
  edit(document: DocumentId, steps: readonly unknown[]): Promise<EditResult>
  /** Answers members on the network until it is closed. */
  listen(): Promise<{ addresses: string[] }>
  /** Synchronizes this device and the mailbox at `url`, once. */
  meetMailbox(group: GroupId, url: string): Promise<void>
  /** Resolves when this device and the connected ones have the same messages of `group`. */
  level(group: GroupId): Promise<void>
  /** Flushes pending edits and closes the archive. */
  close(): Promise<void>
}

/** For the command line: the person typed the command. */
export const typedByPerson: Allow = () => Promise.resolve()

export const openCore = (environment: Environment): Core => {
  const { directory, now, allow, offline = false, example = false } = environment
  const { lan = {}, onDefect = () => {} } = environment
  const listeners = new Set<Told>()
  const tell: Told = (name, detail) => {
    for (const listen of listeners) listen(name, detail)
  }
  const files = openFiles()
  const { cost } = environment
  const doors = openDoors({ directory, now, cost, offline, lan, files, tell, onDefect })
  const { session } = doors
  const workings: Workings = { directory, now, cost, files, session, example, allow, onDefect }

  const tasks = openTasks(tell)

  return {
    answers: {
      ...profileAnswers(workings, doors, tell),
      ...safetyAnswers(workings, doors, tasks),
      ...givingUpAnswers(workings),
      ...groupAnswers(workings),
      ...joiningAnswers(workings),
      ...memberAnswers(workings),
      ...documentAnswers(workings, tasks),
      ...commentAnswers(workings),
      ...wordingAnswers(workings),
      ...amendmentAnswers(workings),
      ...consentAnswers(workings),
      ...consultationAnswers(workings),
      ...suggestionAnswers(workings),
      ...historyAnswers(workings, tell),
      ...paperAnswers(workings),
      ...circleAnswers(workings),
      ...figureAnswers(workings),
      ...attachmentAnswers(workings),
      ...restrictedAnswers(workings),
      ...languageAnswers(workings),
      ...templateAnswers(workings),
      ...typedAnswers(workings),
      ...exchangeAnswers(workings, tasks),
      ...mailboxAnswers(workings),
    },
    onEvent(listen) {
      listeners.add(listen)
      return () => void listeners.delete(listen)
    },
    grant: files.grant,
    attach: (document, port) => session().documents.attach(document, port),
    page: document => session().documents.page(document),
    markdown: document => toMarkdown(sheetOf(session(), document)),
    printable: (document, restricted) =>
      toPrintable(leavingSheet(session(), document, { now: now(), restricted })),
    async writePdf(document, file, printed) {
      const sheet = sheetOf(session(), document)
      await files.write(file, await finishPdf(printed, { title: sheet.page.meta.title }))
    },
    async edit(document, steps) {
      let result: EditResult = { applied: 0, refused: [] }
      await session().documents.editAs(document, doc => {
        result = applyEditScript(doc, steps, {
          random,
          now,
          author: scriptAuthor(session(), document, now()),
        })
      })
      return result
    },
    async listen() {
      const { sync } = session()
      await sync.lan.start()
      return { addresses: sync.lan.status().addresses }
    },
    async meetMailbox(group, url) {
      const { circles, documents, sync } = session()
      await documents.flush()
      await sync.mailboxes.meet(group, url)
      for (const { id, isIn } of circles.of(group)) if (isIn()) await sync.mailboxes.meet(id, url)
    },
    async level(group) {
      const { circles, sync } = session()
      await sync.level(group)
      for (const { id } of circles.of(group)) await sync.level(id)
    },
    close: doors.close,
  }
}
