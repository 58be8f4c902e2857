// Powers that Electron would give a page and Baraza does not, tried from inside the real window;
// and the lock, which leaves nothing of a session behind.
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isRunning } from '#tests/processes'
import { coreOf } from '#tests/story-core'
import { openDesk, type Desk } from '#tests/story'
import { pointer } from '#tests/story-hand'
import { choosePassphrase, createGroup, unlock } from '#tests/story-start'
import { blocksOf, newDocument, openDocument, write } from '#tests/story-page'

let folder: string
let desk: Desk
let passphrase: string
let server: Server
let address: string
const requests: string[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sh-'))
  server = createServer((request, response) => {
    requests.push(request.url ?? '')
    response.setHeader('access-control-allow-origin', '*').end('reached')
  })
  server.on('connection', () => requests.push('connection'))
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('No address')
  address = `http://127.0.0.1:${bound.port}/`
  desk = await openDesk({ home: join(folder, 'a'), hand: pointer })
  passphrase = await choosePassphrase(desk)
  await createGroup(desk, 'Advisory Group', 'A.D.')
  await newDocument(desk, 'On rural clinics')
  await write(desk, 'Clinics close early.')
})
afterAll(async () => {
  await desk?.kill()
  server?.close()
  await rm(folder, { recursive: true, force: true })
})

/**
 * Runs `work` from a timer, like the page's own code: code that a test evaluates at once stands
 * above the page's policy. Returns the value as JSON, or "refused: " and the error's name.
 */
const fromPage = (work: (() => unknown) | string): Promise<string> =>
  desk.page.evaluate<string>(
    `new Promise(resolve => setTimeout(() => Promise.resolve().then(${String(work)}).then(
      value => resolve(JSON.stringify(value) ?? 'nothing'),
      error => resolve('refused: ' + error.name),
    )))`,
  )

test('a page runs: it has nothing of Node or Electron, and no object of the preload', async () => {
  const found = await fromPage(() =>
    [
      'require',
      'process',
      'module',
      'Buffer',
      'global',
      'electron',
      'ipcRenderer',
      'baraza',
    ].filter(name => name in globalThis),
  )
  expect(JSON.parse(found)).toEqual([])
})

test('a window opens: each of its settings has its written value', async () => {
  const settings = await desk.app.evaluate(({ BrowserWindow, session }) => {
    const [window] = BrowserWindow.getAllWindows()
    if (!window) throw new Error('No window')
    const contents = window.webContents as Electron.WebContents & {
      getLastWebPreferences(): Electron.WebPreferences
    }
    const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } =
      contents.getLastWebPreferences()
    return {
      sandbox,
      contextIsolation,
      nodeIntegration,
      webSecurity,
      webviewTag,
      windows: BrowserWindow.getAllWindows().length,
      title: window.getTitle(),
      webrtc: contents.getWebRTCIPHandlingPolicy(),
      dictionaries: session.fromPartition('baraza').isSpellCheckerEnabled(),
      kept: session.fromPartition('baraza').isPersistent(),
    }
  })
  expect(settings).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
    windows: 1,
    title: 'Baraza',
    webrtc: 'disable_non_proxied_udp',
    dictionaries: false,
    kept: false,
  })
})

test('a page asks for any permission: it is denied', async () => {
  const states = await fromPage(async () => {
    const names = ['camera', 'microphone', 'geolocation', 'notifications', 'midi']
    const found = names.map(name =>
      navigator.permissions.query({ name: name as PermissionName }).then(({ state }) => state),
    )
    return [...new Set(await Promise.all(found))]
  })
  expect(JSON.parse(states)).toEqual(['denied'])
  const camera = await fromPage(() => navigator.mediaDevices.getUserMedia({ video: true }))
  expect(camera).toMatch(/^refused: (NotAllowedError|NotFoundError)$/)
})

test('a page sends a request by fetch, socket, picture, worker, frame or form: none leaves', async () => {
  await desk.page.evaluate(to => Object.assign(window, { to }), address)
  expect(await fromPage(`async () => (await fetch(window.to)).text()`)).toMatch(/^refused/)
  await fromPage(
    `() => new Promise(done => {
    const picture = new Image()
    picture.onerror = picture.onload = () => done(0)
    picture.src = window.to + 'picture'
  })` as never,
  )
  await fromPage(
    `() => new Promise(done => {
    const socket = new WebSocket(window.to.replace('http', 'ws'))
    socket.onerror = socket.onopen = () => done(0)
  })` as never,
  )
  await fromPage(`() => navigator.sendBeacon(window.to + 'beacon', 'x')`)
  await fromPage(
    `() => new Promise(done => {
    const frame = document.createElement('iframe')
    document.addEventListener('securitypolicyviolation', () => done(0), { once: true })
    frame.src = window.to + 'frame'
    document.body.append(frame)
  })` as never,
  )
  await fromPage(
    `() => {
    const form = document.createElement('form')
    form.action = window.to + 'form'
    document.body.append(form)
    form.submit()
    form.remove()
  }` as never,
  )
  expect(await fromPage(`() => { new Worker(window.to + 'worker') }`)).toMatch(/^refused/)
  expect(requests).toEqual([])
  // The server would have received it.
  await fetch(address)
  expect(requests).not.toEqual([])
  requests.length = 0
})

test('a page tries to leave: no other page and no other window opens', async () => {
  const before = desk.page.url()
  expect(await fromPage(`() => window.open(window.to) === null`)).toBe('true')
  await fromPage(`() => { location.href = window.to }`)
  await fromPage(`() => { location.href = 'file:///etc/passwd' }`)
  await expect.poll(() => desk.page.evaluate(() => document.readyState)).toBe('complete')
  expect(desk.page.url()).toBe(before)
  expect(await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(
    1,
  )
  expect(requests).toEqual([])
})

test('a page uses WebRTC: it learns no address', async () => {
  const candidates = await fromPage(async () => {
    const connection = new RTCPeerConnection()
    const found: string[] = []
    connection.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate !== null && candidate.candidate !== '') found.push(candidate.candidate)
    })
    connection.createDataChannel('x')
    await connection.setLocalDescription(await connection.createOffer())
    await new Promise<void>(done => {
      connection.addEventListener('icegatheringstatechange', () => {
        if (connection.iceGatheringState === 'complete') done()
      })
    })
    connection.close()
    return found.length
  })
  expect(candidates).toBe('0')
})

test("Baraza locks: core and the window end, and the window's storage is cleared", async () => {
  const before = coreOf(desk)
  const databases = () => desk.page.evaluate(async () => (await indexedDB.databases()).length)
  expect(await databases()).toBeGreaterThan(0)
  const old = desk.page
  await desk.nextWindow(() => desk.page.keyboard.press('Control+Shift+L'))
  await desk.page.locator('.unlock-card').waitFor()
  await expect.poll(() => isRunning(before)).toBe(false)
  await expect.poll(() => old.isClosed()).toBe(true)
  expect(coreOf(desk)).not.toBe(before)
  expect(await databases()).toBe(0)
  const shown = await desk.page.locator('body').innerText()
  expect(shown).not.toMatch(/Advisory Group|clinics/i)
  await unlock(desk, passphrase)
  await openDocument(desk, 'On rural clinics')
  await expect.poll(async () => (await blocksOf(desk)).join()).toContain('Clinics close early.')
})

/** The paragraph that has the caret. */
const atCaret = (): Promise<string | undefined> =>
  desk.page.evaluate(() => {
    const caret = document.getSelection()?.focusNode
    return [...document.querySelectorAll<HTMLElement>('.page-text > *')].find(
      block => caret && block.contains(caret),
    )?.innerText
  })

test('Baraza is unlocked: it is at the paragraph where it was locked', async () => {
  await desk.page.locator('.page-text').click()
  await desk.page.keyboard.press('Control+End')
  for (let number = 1; number <= 30; number++) {
    await desk.page.keyboard.press('Enter')
    await desk.page.keyboard.type(`Finding ${number}.`)
  }
  await desk.page.locator('.page-text > *', { hasText: 'Finding 20.' }).click()
  await expect.poll(atCaret).toBe('Finding 20.')
  // The page keeps its place one second later, and the timers of a page end in their order.
  await desk.page.evaluate(
    () => new Promise(done => requestAnimationFrame(() => setTimeout(done, 1100))),
  )
  await desk.nextWindow(() => desk.page.keyboard.press('Control+Shift+L'))
  await desk.page.locator('.unlock-card').waitFor()
  expect(await desk.page.locator('body').innerText()).not.toMatch(/Finding|clinics/i)
  await unlock(desk, passphrase)
  await expect.poll(atCaret).toBe('Finding 20.')
  const isInSight = () =>
    desk.page.getByText('Finding 20.').evaluate(block => {
      const { top } = block.getBoundingClientRect()
      return top > 0 && top < innerHeight
    })
  await expect.poll(isInSight).toBe(true)
})

// The signals of the machine when it goes to sleep, and when its own screen is locked.
test.each(['suspend', 'lock-screen'])('the machine says %s: Baraza locks', async word => {
  const before = coreOf(desk)
  await desk.nextWindow(() =>
    desk.app.evaluate(({ powerMonitor }, said) => void powerMonitor.emit(said), word),
  )
  await desk.page.locator('.unlock-card').waitFor()
  await expect.poll(() => isRunning(before)).toBe(false)
  expect(await desk.page.locator('body').innerText()).not.toMatch(/Advisory Group|clinics/i)
  await unlock(desk, passphrase)
})

// A window that waits, hidden, for its first frame may get none: since Electron 40, not when its page
// sets the zoom first (electron/electron issue 51972).
test('a window opens: it is shown before its page runs', async () => {
  await desk.app.evaluate(({ app }) => {
    app.once('browser-window-created', (_event, window) => {
      window.webContents.once('dom-ready', () => {
        Object.assign(globalThis, { shownAtDomReady: window.isVisible() })
      })
    })
  })
  await desk.nextWindow(() => desk.page.keyboard.press('Control+Shift+L'))
  const shown = () => desk.app.evaluate(() => Reflect.get(globalThis, 'shownAtDomReady') as unknown)
  await expect.poll(shown).toBeDefined()
  expect(await shown()).toBe(true)
})

test('Baraza is quit and opened again: it begins at home', async () => {
  const home = join(folder, 'a')
  await desk.close()
  desk = await openDesk({ home, hand: pointer })
  await unlock(desk, passphrase)
  const heading = desk.page.getByRole('heading', { name: desk.words('home.waiting') })
  await expect.poll(() => heading.isVisible()).toBe(true)
})
