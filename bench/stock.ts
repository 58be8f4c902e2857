// Stock Lexical with Yjs in a window of the same Electron, and a second replica that types in the same
// text over a socket.
import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import { WebSocketServer } from 'ws'
import * as Y from 'yjs'
import { launchApp } from '#tests/app'

export type Stock = {
  page: Page
  /** The second replica puts a letter at the beginning of a paragraph. */
  write(block: number): void
  close(): Promise<void>
}

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' }

/** `home`: an empty folder for everything that it writes. */
export const openStock = async (home: string, paragraphs: readonly string[]): Promise<Stock> => {
  const outDir = join(home, 'built')
  await build({
    root: join(import.meta.dirname, 'stock'),
    base: './',
    configFile: false,
    logLevel: 'error',
    // Its top level waits for the paragraphs.
    build: { outDir, target: 'chrome130', modulePreload: { polyfill: false } },
  })
  const server = createServer((request, response) => {
    if (request.url === '/paragraphs') {
      response.end(JSON.stringify(paragraphs))
      return
    }
    const name = request.url === '/' ? 'index.html' : (request.url ?? '')
    readFile(join(outDir, name)).then(
      bytes => {
        response.writeHead(200, { 'content-type': types[extname(name)] ?? 'text/plain' })
        response.end(bytes)
      },
      () => response.writeHead(404).end(),
    )
  })
  const doc = new Y.Doc()
  const fromPage = Symbol('from the page')
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', socket => {
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== fromPage) socket.send(update)
    })
    socket.on('message', (data: Buffer) => Y.applyUpdate(doc, new Uint8Array(data), fromPage))
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  const folder = join(import.meta.dirname, '../tests/support/window-app')
  const app = await launchApp({ home: join(home, 'stock'), folder, optimizing: true })
  const { page } = app
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(`http://127.0.0.1:${port}/`)
  await page
    .locator('.page-text > *')
    .nth(paragraphs.length - 1)
    .waitFor({ state: 'attached' })
  return {
    page,
    write(block) {
      const parts = doc.get('root', Y.XmlText).toDelta() as { insert: unknown }[]
      const paragraph = parts[block]?.insert
      // In front of its words stands the map that describes them.
      if (paragraph instanceof Y.XmlText) paragraph.insert(1, 'y')
    },
    async close() {
      await app.close()
      sockets.close()
      server.close()
    },
  }
}
