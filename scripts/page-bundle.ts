// The script and the style of a page that is one file for people outside, bundled with everything that
// they need, and with the hashes by which the page's content policy lets in these two and nothing else.
// The result is kept in the repository: every build sends the same bytes, and a change of a library in it
// is seen in review.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'

export const root = join(import.meta.dirname, '..')

const bundle = async (source: string): Promise<string> => {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    root: source,
    build: {
      write: false,
      minify: true,
      target: 'es2022',
      modulePreload: false,
      rollupOptions: {
        input: join(source, 'page.ts'),
        output: { format: 'iife' },
        // A door of the document brings in the files behind it that the page uses, and no other one.
        treeshake: {
          moduleSideEffects: id => (id.startsWith(join(root, 'src/document/')) ? false : undefined),
        },
      },
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

/** The page of `page.ts` and `page.css` in a folder of `src`, as JSON. */
export const buildPage = async (folder: string): Promise<string> => {
  const source = join(root, 'src', folder)
  const script = await bundle(source)
  const style = styleOf(readFileSync(join(source, 'page.css'), 'utf8'))
  const page = { scriptHash: hashOf(script), styleHash: hashOf(style), style, script }
  return `${JSON.stringify(page, null, 2)}\n`
}
