// One window and the core behind it, for as long as the profile stays open in them. Locking ends
// both and clears what the window kept, because nothing less removes a key from memory.
import {
  BrowserWindow,
  ipcMain,
  MessageChannelMain,
  nativeTheme,
  type Session,
  utilityProcess,
} from 'electron'
import * as v from 'valibot'
import type { Act } from '#shared/consent'
import { consent, control, type PortOpening } from '#shared/control'
import { connect, type Handlers, serve, type Server } from '#shared/rpc'
import { lastKey, shell, type ShellContract } from '#shared/shell'
import { grantReading } from './grants.ts'
import { hardenContents, windowPreferences } from './hardening.ts'
import { launchCore } from './launcher.ts'
import { origin } from './page-files.ts'
import { openHiddenWork, type HiddenWindows } from './hidden-work.ts'
import type { Runtime } from './runtime.ts'

/** The window session itself answers the call about its own end. */
export type WindowSessionAnswers = Omit<Handlers<ShellContract>, 'left'>

export type WindowSession = {
  window: BrowserWindow
  control: ReturnType<typeof connect<typeof control>>
  /** Gives the window a port to core for one document. */
  openDocument(opening: PortOpening): void
  /** Aborted when this window session ends: an open question counts as no. */
  over: AbortSignal
  /**
   * Seals, ends core, destroys the window and clears its storage. Nothing of it is left. `quit`: mailboxes
   * get what was written last, while the window is hidden; a lock waits for no network. `sleep`: a lock
   * before the machine sleeps, which would keep the keys in memory.
   */
  end(why: 'lock' | 'sleep' | 'quit'): Promise<void>
}

/** How long core may take to seal; what it acknowledged is in the journal whether it does or not. */
const sealingTime = 250
/** How long core may take to give mailboxes the rest, while the person sees no window any more. */
const sendingTime = 2_000
/** How long a busy page may take to hand over what was typed a moment ago, while the window is hidden. */
const leavingTime = { lock: 2_000, quit: 2_000, sleep: 250 }

const within = (time: number, work: Promise<unknown>): Promise<unknown> =>
  Promise.race([work, new Promise(resolve => setTimeout(resolve, time))])

export type WindowSessionEvents = {
  answers(windowSession: WindowSession): WindowSessionAnswers
  /** Core ended by itself. */
  coreEnded(): void
  closed(): void
  openLink(url: string): void
  /** Asks the person; see `Allow`. */
  allow(act: Act, windowSession: WindowSession): Promise<void>
  hidden: HiddenWindows
  /** A key or the pointer was used in the window. */
  touched(): void
  chord(input: Electron.Input): boolean
}

const makeWindow = (session: Session, runtime: Runtime): BrowserWindow =>
  new BrowserWindow({
    title: 'Baraza',
    width: 1440,
    height: 900,
    minWidth: 640,
    minHeight: 480,
    // The page draws the bar; on a Mac the system keeps its own window buttons in it.
    ...(process.platform === 'darwin' ? { titleBarStyle: 'hiddenInset' } : { frame: false }),
    icon: runtime.icon,
    // The ground of the page (token `app`), until the page itself is there. The window is shown at once:
    // one that waited, hidden, for its first frame was never shown where that frame did not come.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#17151a' : '#f3f2f5',
    webPreferences: windowPreferences(session, runtime.preload),
  })

type Heard = { ready(): void; dropped(paths: readonly string[]): void }

/**
 * The channel from a page: it may say that it is ready, and that it takes the files that a person let
 * go over it. Only our own top page may; the paths are those that the preload saw. Returns its end.
 */
const hearPage = (window: BrowserWindow, heard: Heard): (() => void) => {
  const isOurs = ({ sender, senderFrame }: Electron.IpcMainEvent): boolean =>
    sender === window.webContents &&
    senderFrame === window.webContents.mainFrame &&
    senderFrame.url.startsWith(`${origin}/`)
  const ready = (event: Electron.IpcMainEvent): void => {
    if (isOurs(event)) heard.ready()
  }
  const dropped = (event: Electron.IpcMainEvent, given: unknown): void => {
    const paths = v.safeParse(v.array(v.string()), given)
    if (isOurs(event) && paths.success) heard.dropped(paths.output)
  }
  ipcMain.on('ready', ready)
  ipcMain.on('dropped', dropped)
  return () => {
    ipcMain.off('ready', ready)
    ipcMain.off('dropped', dropped)
  }
}

export const openWindowSession = (
  runtime: Runtime,
  session: Session,
  told: WindowSessionEvents,
): WindowSession => {
  const core = launchCore(
    { entry: runtime.coreEntry, node: runtime.coreNode },
    { utilityProcess, MessageChannelMain },
  )
  const channel = {
    post: core.post,
    onMessage: (listen: (message: unknown) => void) => void core.onMessage(listen),
  }
  const client = connect(control, channel)
  const window = makeWindow(session, runtime)
  let ending = false
  let page: Server<ShellContract> | undefined
  /** Resolved when that page handed over all, or never can. */
  let left = Promise.withResolvers<void>()
  const over = new AbortController()
  hardenContents(window.webContents, told.openLink)
  window.on('page-title-updated', event => event.preventDefault())
  window.webContents.on('input-event', told.touched)
  window.webContents.on('before-input-event', (event, input) => {
    if (told.chord(input)) event.preventDefault()
  })
  window.webContents.on('render-process-gone', () => {
    page = undefined
    left.resolve()
    if (!ending && !window.isDestroyed()) window.webContents.reload()
  })
  core.onExit(() => {
    if (!ending) told.coreEnded()
  })
  window.on('closed', () => {
    left.resolve()
    if (!ending) told.closed()
  })

  const give = (tag: object, port: Electron.MessagePortMain) =>
    window.webContents.postMessage('port', tag, [port])

  const windowSession: WindowSession = {
    window,
    control: client,
    over: over.signal,
    openDocument(opening) {
      if (opening.kind === 'document') {
        give({ baraza: 'document', document: opening.document }, core.openPort(opening))
      }
    },
    async end(why) {
      ending = true
      over.abort()
      stopHearing()
      const ended = new Promise<void>(resolve => void core.onExit(() => resolve()))
      if (!window.isDestroyed()) {
        window.hide()
        page?.emit('leaving', null)
        window.webContents.sendInputEvent({ type: 'keyDown', keyCode: lastKey })
        if (page) await within(leavingTime[why], Promise.race([left.promise, ended]))
      }
      if (why === 'quit')
        await within(sendingTime, Promise.race([ended, client.call('sendRest').catch(() => {})]))
      const sealed = client.call('stop').catch(() => {})
      await within(sealingTime, sealed)
      core.kill()
      if (!window.isDestroyed()) window.destroy()
      await ended
      await session.clearStorageData()
    },
  }

  // Core alone can ask this: a window's port ends in core, and this channel is main's and core's own.
  serve(consent, channel, {
    allow: act => told.allow(act, windowSession),
    ...openHiddenWork(over.signal, told.hidden),
  })
  const answers = told.answers(windowSession)
  const begin = (): void => {
    give({ baraza: 'core' }, core.openPort({ kind: 'core' } satisfies PortOpening))
    const { port1, port2 } = new MessageChannelMain()
    left = Promise.withResolvers()
    page = serve(
      shell,
      {
        post: message => port1.postMessage(message),
        onMessage: listen => void port1.on('message', ({ data }) => listen(data as unknown)),
      },
      { ...answers, left: () => left.resolve() },
    )
    port1.start()
    give({ baraza: 'shell' }, port2)
  }
  const stopHearing = hearPage(window, {
    ready: begin,
    dropped: paths =>
      void grantReading(client, paths).then(
        files => page?.emit('dropped', { files }),
        // Core ended meanwhile.
        () => {},
      ),
  })
  return windowSession
}
