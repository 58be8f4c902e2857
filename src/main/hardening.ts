// Everything that Electron would let a page do and that Baraza does not: permissions, requests,
// navigation, new windows, downloads, dictionaries, addresses given away by WebRTC.
import type { App, Session, WebContents, WebPreferences } from 'electron'
import { origin } from './page-files.ts'

/** Switches by which another program could look into a running app, or run in its place. */
export const debugSwitches = [
  'inspect',
  'inspect-brk',
  'inspect-port',
  'inspect-publish-uid',
  'inspect-wait',
  'debug',
  'debug-brk',
  'debug-port',
  'remote-debugging-address',
  'remote-debugging-pipe',
  'remote-debugging-port',
  'remote-allow-origins',
  'js-flags',
  'browser-subprocess-path',
  'gpu-launcher',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'disable-web-security',
  'load-extension',
  'log-net-log',
  'ssl-key-log-file',
] as const

/** Variables that only a checkout of the sources obeys; see runtime.ts. */
export const developmentVariables = [
  'BARAZA_CORE_NODE',
  'BARAZA_TEST_RUNTIME',
  'BARAZA_UNDER_TEST',
] as const

/**
 * True when the app must end at once. A packaged one is neither looked into nor told how to run. One in
 * development is looked into by its tests alone, which say so (`BARAZA_UNDER_TEST`).
 */
export const mustRefuse = (
  { isPackaged, commandLine }: Pick<App, 'isPackaged' | 'commandLine'>,
  environment: Record<string, string | undefined>,
  isRoot: boolean,
): boolean => {
  const isLookedInto = debugSwitches.some(name => commandLine.hasSwitch(name))
  if (!isPackaged) return isLookedInto && environment['BARAZA_UNDER_TEST'] !== '1'
  // Chromium itself refuses its sandbox to root.
  const isOpen = commandLine.hasSwitch('no-sandbox') && !isRoot
  return isLookedInto || isOpen || developmentVariables.some(name => name in environment)
}

/** Chromium's own services that would use the network or write beside the archive. */
export const quietSwitches: readonly [string, string?][] = [
  ['disable-background-networking'],
  ['disable-component-update'],
  ['disable-domain-reliability'],
  ['disable-sync'],
  ['no-pings'],
  ['disable-http-cache'],
  // The portal is another process, with a list of recent files that cannot be kept from here.
  ['xdg-portal-required-version', '999'],
  ['disable-features', 'SpareRendererForSitePerProcess,AutofillServerCommunication,MediaRouter'],
]

/** Boxes for days and times are in the order of the page's language, not of the process, which does not know it. */
export const languageSwitch = ['enable-blink-features', 'LangAttributeAwareFormControlUI'] as const

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

/** The preferences of every window; `preload` is a path, the session is in memory. */
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
