// The files that a window may load: a fixed map filled at start, each answered with the policy. There
// is no path to follow, so no path can be made up.
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, sep } from 'node:path'
import { contentPolicy } from './content-policy.ts'

export const origin = 'app://baraza'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

const headers = {
  'content-security-policy': contentPolicy,
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
}

export type PageFiles = {
  answer(url: string): Response
  /** The text of a built file. */
  text(path: string): string
  /** Offers a page under `path` until the returned function takes it away. */
  offer(path: string, html: string): () => void
}

export const readPageFiles = (folder: string): PageFiles => {
  const files = new Map<string, { body: Uint8Array<ArrayBuffer>; type: string }>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const type = types[extname(entry.name)]
    if (!entry.isFile() || type === undefined) continue
    const path = join(entry.parentPath, entry.name)
    const name = path.slice(folder.length).replaceAll(sep, '/')
    files.set(name, { body: new Uint8Array(readFileSync(path)), type })
  }
  const find = (url: string) => {
    const { host, pathname } = new URL(url)
    return host === 'baraza' ? files.get(pathname) : undefined
  }
  return {
    answer(url) {
      const file = find(url)
      if (file === undefined) return new Response(null, { status: 404, headers })
      return new Response(file.body, { headers: { ...headers, 'content-type': file.type } })
    },
    text: path => new TextDecoder().decode(files.get(path)?.body),
    offer(path, html) {
      files.set(path, { body: new TextEncoder().encode(html), type: 'text/html; charset=utf-8' })
      return () => void files.delete(path)
    },
  }
}
