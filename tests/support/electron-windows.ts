// Gives empty windows of the real Electron, for tests of screens without the rest of the app: the
// engine that the product has, on every machine that can run it. One Electron serves them all.
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { launchApp } from '#tests/app'

export type WindowOptions = { width?: number; height?: number; scheme?: 'light' | 'dark' }

export type ElectronWindows = {
  /** A fresh page with a session of its own, still at about:blank; the clock is on UTC. */
  open(options?: WindowOptions): Promise<Page>
  close(): Promise<void>
}

const folder = fileURLToPath(new URL('window-app', import.meta.url))

export async function electronWindows(): Promise<ElectronWindows> {
  const home = await mkdtemp(join(tmpdir(), 'windows-'))
  const { app, close } = await launchApp({ home, folder, env: { TZ: 'UTC' } })
  return {
    async open({ width = 1440, height = 900, scheme = 'light' } = {}) {
      const partition = randomUUID()
      const opened = app.waitForEvent('window', page => page.url() === 'about:blank')
      await app.evaluate(
        ({ BrowserWindow }, preferences) =>
          new BrowserWindow({
            useContentSize: true,
            width: preferences.width,
            height: preferences.height,
            frame: false,
            webPreferences: { sandbox: true, partition: preferences.partition },
          }).loadURL('about:blank'),
        { width, height, partition },
      )
      const page = await opened
      await page.setViewportSize({ width, height })
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
      return page
    },
    async close() {
      await close()
      await rm(home, { recursive: true, force: true })
    },
  }
}
