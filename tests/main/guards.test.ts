// Rights that Electron would give a page and Baraza does not, tested with doubles for a session and
// a window; and the idle time after which it locks.
import { EventEmitter } from 'node:events'
import type { Session, WebContents } from 'electron'
import { expect, test, vi } from 'vitest'
import {
  debugSwitches,
  developmentVariables,
  hardenContents,
  hardenSession,
  mustRefuse,
  quietSwitches,
  windowPreferences,
} from '../../src/main/hardening.ts'
import { watchIdle } from '../../src/main/idle.ts'
import { folderName, readRuntime } from '../../src/main/runtime.ts'

/** A session that notes what it was told. */
function standInSession() {
  const told: Record<string, unknown> = {}
  const note =
    (name: string) =>
    (value: unknown): void =>
      void (told[name] = value)
  const session = Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: note('request'),
    setPermissionCheckHandler: note('check'),
    setDevicePermissionHandler: note('device'),
    setSpellCheckerEnabled: note('spelling'),
    setSpellCheckerLanguages: note('languages'),
    webRequest: { onBeforeRequest: note('before') },
  })
  hardenSession(session as unknown as Session)
  return { told, session }
}

test('every permission is refused, and no dictionary is fetched', () => {
  const { told } = standInSession()
  const answer = vi.fn<(answer: unknown) => void>()
  const ask = told['request'] as (contents: unknown, permission: string, answer: unknown) => void
  for (const permission of ['media', 'geolocation', 'notifications', 'clipboard-read', 'usb'])
    ask({}, permission, answer)
  expect(answer.mock.calls).toEqual(Array.from({ length: 5 }, () => [false]))
  expect((told['check'] as () => boolean)()).toBe(false)
  expect((told['device'] as () => boolean)()).toBe(false)
  expect(told).toMatchObject({ spelling: false, languages: [] })
})

test.each([
  ['app://baraza/index.html', false],
  ['blob:app://baraza/1234', false],
  ['data:image/png;base64,AAAA', false],
  ['https://example.org/', true],
  ['http://127.0.0.1:80/', true],
  ['file:///etc/passwd', true],
  ['app://baraza.example.org/', true],
  ['app://elsewhere/', true],
  ['ws://example.org/', true],
  ['blob:https://example.org/1', true],
])('a request for %s is cancelled: %s', (url, cancel) => {
  const { told } = standInSession()
  const before = told['before'] as (request: { url: string }, answer: unknown) => void
  const answer = vi.fn<(answer: unknown) => void>()
  before({ url }, answer)
  expect(answer).toHaveBeenCalledWith({ cancel })
})

test('a download does not begin', () => {
  const { session } = standInSession()
  const event = { preventDefault: vi.fn<() => void>() }
  session.emit('will-download', event)
  expect(event.preventDefault).toHaveBeenCalledOnce()
})

function standInContents() {
  let open: (details: { url: string }) => { action: string } = () => ({ action: 'allow' })
  const contents = Object.assign(new EventEmitter(), {
    policy: '',
    setWebRTCIPHandlingPolicy(policy: string) {
      contents.policy = policy
    },
    setWindowOpenHandler(handler: typeof open) {
      open = handler
    },
  })
  const links: string[] = []
  hardenContents(contents as unknown as WebContents, url => links.push(url))
  return { contents, links, open: (url: string) => open({ url }) }
}

test.each(['will-navigate', 'will-frame-navigate', 'will-attach-webview'])(
  'a page cannot: %s',
  name => {
    const { contents } = standInContents()
    const event = { preventDefault: vi.fn<() => void>() }
    contents.emit(name, event)
    expect(event.preventDefault).toHaveBeenCalledOnce()
  },
)

test('no window opens; a person is asked about links to the web and to mail, and no others', () => {
  const { contents, links, open } = standInContents()
  const urls = [
    'https://example.org/a',
    'mailto:somebody@example.org',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'app://baraza/index.html',
    'vbscript:x',
    ' https://example.org/space',
  ]
  for (const url of urls) expect(open(url)).toEqual({ action: 'deny' })
  expect(links).toEqual(['https://example.org/a', 'mailto:somebody@example.org'])
  expect(contents.policy).toBe('disable_non_proxied_udp')
})

test('a window is sandboxed in every way there is', () => {
  const session = {} as Session
  expect(windowPreferences(session, '/preload.cjs')).toEqual({
    session,
    preload: '/preload.cjs',
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
  })
})

const started = (isPackaged: boolean, ...switches: string[]) => ({
  isPackaged,
  commandLine: { hasSwitch: (name: string) => switches.includes(name) } as never,
})

test.each(debugSwitches)(
  'an app is started with --%s: it ends, unless its tests look into it',
  name => {
    const underTest = { BARAZA_UNDER_TEST: '1' }
    expect(mustRefuse(started(true, name), {}, false)).toBe(true)
    expect(mustRefuse(started(true, name), underTest, false)).toBe(true)
    expect(mustRefuse(started(false, name), {}, false)).toBe(true)
    expect(mustRefuse(started(false, name), { BARAZA_TEST_RUNTIME: '1' }, false)).toBe(true)
    expect(mustRefuse(started(false, name), underTest, false)).toBe(false)
  },
)

test.each(developmentVariables)('a packaged app finds %s in its environment: it ends', name => {
  expect(mustRefuse(started(true), { [name]: '1' }, false)).toBe(true)
  expect(mustRefuse(started(true), { [name]: '' }, false)).toBe(true)
  expect(mustRefuse(started(false), { [name]: '1' }, false)).toBe(false)
})

test('an app is started as a person starts it: it goes on', () => {
  expect(mustRefuse(started(true, 'demo'), { LANG: 'C' }, false)).toBe(false)
  expect(mustRefuse(started(true, 'no-sandbox'), {}, false)).toBe(true)
  expect(mustRefuse(started(true, 'no-sandbox'), {}, true)).toBe(false)
  expect(quietSwitches.map(([name]) => name)).toContain('disable-background-networking')
  expect(quietSwitches).toContainEqual(['xdg-portal-required-version', '999'])
})

test('it locks after the minutes without a key or pointer, once, whatever the clock does meanwhile', () => {
  let now = 0
  const onIdle = vi.fn<() => void>()
  const idle = watchIdle({ now: () => now, onIdle })
  now = 60 * 60_000
  idle.look()
  expect(onIdle).not.toHaveBeenCalled()
  idle.setMinutes(5)
  idle.touch()
  now += 4 * 60_000
  idle.look()
  expect(onIdle).not.toHaveBeenCalled()
  // Asleep for hours: no timer ran, and the first look after it locks.
  now += 8 * 60 * 60_000
  idle.look()
  idle.look()
  expect(onIdle).toHaveBeenCalledOnce()
  idle.touch()
  now += 5 * 60_000
  idle.look()
  expect(onIdle).toHaveBeenCalledTimes(2)
})

test('the test runtime keeps to a folder of its own, and runs core on the Node it is given', () => {
  const environment = { BARAZA_TEST_RUNTIME: '1', BARAZA_CORE_NODE: '/node' }
  const test = readRuntime('/app/main', environment, ['baraza', '--demo'])
  const official = readRuntime('/app/main', { BARAZA_CORE_NODE: '/node' }, ['baraza'])
  expect(test).toMatchObject({ test: true, demo: true, coreNode: '/node' })
  expect(official).toMatchObject({ test: false, demo: false, coreNode: undefined })
  expect(folderName(test)).not.toBe(folderName(official))
})
