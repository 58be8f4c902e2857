// The script and the style of the page that people outside are sent (src/reply-page), bundled into
// resources/reply-page.json with everything that they need, and with the hashes by which the page's
// content policy lets in these two and nothing else. The result is kept in the repository: every
// build sends the same bytes, and a change of a library in it is seen in review. Run by
// `npm run reply-page` after a change; tests/core/paper/reply-page.test.ts says when that is due.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { build } from 'vite'

const root = join(import.meta.dirname, '..')
const source = join(root, 'src/reply-page')
export const replyPageFile = join(root, 'resources/reply-page.json')

const bundle = async (): Promise<string> => {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    root: source,
    build: {
      write: false,
      minify: true,
      target: 'es2022',
      modulePreload: false,
      rollupOptions: { input: join(source, 'page.ts'), output: { format: 'iife' } },
    },
  })
  const outputs = (Array.isArray(built) ? built : [built]).flatMap(each =>
    'output' in each ? each.output : [],
  )
  const [script, ...more] = outputs
  if (script?.type !== 'chunk' || more.length > 0) throw new Error('The page is one script.')
  // Within a script element these would end it, or begin what hides its end.
  return script.code.trim().replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--')
}

const styleOf = (css: string): string =>
  css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s*\n\s*/g, ' ')
    .trim()

/** As a content policy names it. */
const hashOf = (text: string): string =>
  `sha256-${createHash('sha256').update(text).digest('base64')}`

export const buildReplyPage = async (): Promise<string> => {
  const script = await bundle()
  const style = styleOf(readFileSync(join(source, 'page.css'), 'utf8'))
  const page = { scriptHash: hashOf(script), styleHash: hashOf(style), style, script }
  return `${JSON.stringify(page, null, 2)}\n`
}

if (process.argv[1] === import.meta.filename) writeFileSync(replyPageFile, await buildReplyPage())
