// Everything that Electron would let a page do and that Baraza does not: permissions, requests,
// navigation, new windows, downloads, dictionaries, addresses given away by WebRTC.
import type { App, Session, WebContents, WebPreferences } from 'electron'
import { origin } from './page-files.ts'

/** Switches by which another program could look into a running app. */
const debugSwitches = [
  'inspect',
  'inspect-brk',
  'remote-debugging-port',
  'remote-debugging-pipe',
  'js-flags',
]

/** True when a packaged app was started with a debug switch: it must end at once. */
export const mustRefuse = (app: Pick<App, 'isPackaged' | 'commandLine'>): boolean =>
  app.isPackaged && debugSwitches.some(name => app.commandLine.hasSwitch(name))

/** Chromium's own services that would use the network or write beside the archive. */
export const quietSwitches: readonly [string, string?][] = [
  ['disable-background-networking'],
  ['disable-component-update'],
  ['disable-domain-reliability'],
  ['disable-sync'],
  ['no-pings'],
  ['disable-http-cache'],
  ['disable-features', 'SpareRendererForSitePerProcess,AutofillServerCommunication,MediaRouter'],
]

const mayLoad = (url: string): boolean =>
  url.startsWith(`${origin}/`) || url.startsWith(`blob:${origin}/`) || url.startsWith('data:')

export const hardenSession = (session: Session): void => {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setSpellCheckerEnabled(false)
  session.setSpellCheckerLanguages([])
  session.webRequest.onBeforeRequest((request, answer) => answer({ cancel: !mayLoad(request.url) }))
  session.on('will-download', event => event.preventDefault())
}

/** What every window is made with; `preload` is a path, the session is in memory. */
export const windowPreferences = (session: Session, preload?: string): WebPreferences => ({
  session,
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
  devTools: false,
  spellcheck: false,
  enableWebSQL: false,
  navigateOnDragDrop: false,
  safeDialogs: true,
  ...(preload !== undefined && { preload }),
})

/** `openLink` hears of http, https and mailto links that a person followed. */
export const hardenContents = (contents: WebContents, openLink: (url: string) => void): void => {
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
  contents.setWindowOpenHandler(({ url }) => {
    if (/^(https?|mailto):/i.test(url)) openLink(url)
    return { action: 'deny' }
  })
  contents.on('will-navigate', event => event.preventDefault())
  contents.on('will-frame-navigate', event => event.preventDefault())
  contents.on('will-attach-webview', event => event.preventDefault())
}
