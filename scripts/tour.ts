// `npm run tour`: shows the app to people who cannot start it. Everything lands in `tour/`, which
// is not committed: pictures of every screen, light, dark and mirrored, and the files that the app
// wrote.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const root = join(import.meta.dirname, '..')
// By its path: the hands and words of the tests belong to a room that stands on this one.
const { giveTour } = (await import(pathToFileURL(join(root, 'tests/support/tour.ts')).href)) as {
  giveTour(to: string): Promise<number>
}
process.exit(await giveTour(join(root, 'tour')))
