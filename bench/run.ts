// `npm run bench -- NAME…`: runs the named benches one after another, or all of them. Ends
// with the goals that were not reached, and then with 1.
import process from 'node:process'
import { acts } from './acts.ts'
import { archive } from './archive.ts'
import { attempts } from './attempts.ts'
import { deliberation } from './deliberation.ts'
import { groups } from './groups.ts'
import { growth } from './growth.ts'
import { home } from './home.ts'
import { keystroke } from './keystroke.ts'
import { locking } from './locking.ts'
import { mailbox } from './mailbox.ts'
import { mailboxHosts } from './mailbox-hosts.ts'
import { summary } from './measure.ts'
import { markdown } from './markdown.ts'
import { membership } from './membership.ts'
import { opening } from './opening.ts'
import { sync } from './sync.ts'
import { typing } from './typing.ts'
import { wordFiles } from './word-files.ts'

const benches: Record<string, () => Promise<void>> = {
  typing,
  opening,
  acts,
  locking,
  growth,
  keystroke,
  archive,
  markdown,
  membership,
  deliberation,
  home,
  groups,
  sync,
  attempts,
  mailbox,
  'mailbox-hosts': mailboxHosts,
  'word-files': wordFiles,
}

const names = process.argv.slice(2)
const unknown = names.filter(name => !Object.hasOwn(benches, name))
if (unknown.length > 0) {
  console.error(
    `No bench is called ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`,
  )
  process.exit(2)
}
for (const name of names.length > 0 ? names : Object.keys(benches)) await benches[name]?.()
if (!summary()) process.exitCode = 1
