// `npm run prove`: the long proofs, of which `npm test` runs a hundredth. Each seed that passed is
// noted in out/prove, so that a stopped run goes on there; `--anew` forgets the notes. Words that
// are no option choose among the proofs, by their names or by the figure of security that they prove
// (docs/threat-model.md): `npm run prove -- convergence S12`. `steady` runs only when it is named
// (steady.ts).
import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { proveSteady, runsIn } from './steady.ts'

const root = join(import.meta.dirname, '..')

type Project = 'unit' | 'alone' | 'e2e'

/** Suites whose counts grow under BARAZA_PROVE. `figure`: of security, which such a suite proves. */
type Proof = { project: Project | Project[]; files: string[]; figure?: string }
const proofs: Record<string, Proof> = {
  convergence: { project: 'unit', files: ['tests/core/convergence.test.ts'] },
  messages: { project: 'unit', files: ['tests/core/sync/hostile-messages-proof.test.ts'] },
  feeds: { project: 'unit', files: ['tests/core/sync/feeds-in-any-order-proof.test.ts'] },
  forks: {
    project: 'unit',
    files: ['tests/core/sync/forks-proof.test.ts', 'tests/core/sync/forks-linked-proof.test.ts'],
  },
  partitions: { project: 'unit', files: ['tests/core/documents/partitions-proof.test.ts'] },
  ids: { project: 'unit', files: ['tests/core/sync/contested-ids-proof.test.ts'] },
  kills: { project: 'unit', files: ['tests/core/sync/killed-between-proof.test.ts'] },
  updates: {
    project: 'unit',
    files: [
      'tests/core/documents/hostile-updates-proof.test.ts',
      'tests/core/documents/gate-order-before.test.ts',
    ],
  },
  honest: {
    project: 'unit',
    files: ['tests/core/documents/gate-honest.test.ts', 'tests/core/documents/gate-editor.test.ts'],
  },
  'akoma-ntoso': { project: 'unit', files: ['tests/core/paper/akoma-ntoso.test.ts'] },
  redlines: {
    project: 'unit',
    files: ['tests/core/paper/redline.test.ts', 'tests/core/paper/annotated.test.ts'],
  },
  'there-and-back': { project: 'unit', files: ['tests/core/paper/there-and-back.test.ts'] },
  pandoc: { project: 'unit', files: ['tests/core/files/pandoc-proof.test.ts'] },
  'hostile-files': {
    figure: 'S10',
    project: 'unit',
    files: ['tests/core/files/hostile-files-proof.test.ts'],
  },
  'hostile-pastes': {
    figure: 'S11',
    project: 'e2e',
    files: ['tests/renderer/editor/hostile-pastes.electron.test.ts'],
  },
  identity: {
    figure: 'S12',
    project: ['unit', 'e2e'],
    files: [
      'tests/core/leaving/identity.test.ts',
      'tests/core/leaving/list.test.ts',
      'tests/core/minutes-pdf.electron.test.ts',
    ],
  },
  withheld: {
    figure: 'S13',
    project: ['unit', 'e2e'],
    files: ['tests/core/leaving/withheld.test.ts', 'tests/core/minutes-pdf.electron.test.ts'],
  },
  host: { project: 'unit', files: ['tests/core/sync/mailbox.test.ts'] },
  postgres: {
    project: 'unit',
    files: [
      'tests/mailbox/postgres-kills-proof.test.ts',
      'tests/mailbox/postgres-blind.test.ts',
      'tests/mailbox/postgres-faults.test.ts',
      'tests/mailbox/postgres-hosts.test.ts',
      'tests/mailbox/postgres-store.test.ts',
      'tests/mailbox/postgres-full-log.test.ts',
    ],
  },
  passphrases: {
    project: 'unit',
    files: [
      'tests/core/archive/processes.test.ts',
      'tests/core/keys/slots.test.ts',
      'tests/core/safety/passphrase.test.ts',
    ],
  },
  documents: { project: 'unit', files: ['tests/core/documents'] },
  removal: { project: 'unit', files: ['tests/core/sync/removal.test.ts'] },
  compare: { project: 'unit', files: ['tests/document/compare-words.test.ts'] },
  sync: { project: 'unit', files: ['tests/core/sync'] },
  membership: { project: 'unit', files: ['tests/core/group/schedules.test.ts'] },
  folds: { project: 'unit', files: ['tests/core/group/folds.test.ts'] },
  groups: { project: 'unit', files: ['tests/core/group'] },
  deliberation: {
    project: 'unit',
    files: [
      'tests/core/deliberation/random.test.ts',
      'tests/core/deliberation/random-cores.test.ts',
    ],
  },
  archive: { project: 'unit', files: ['tests/core/archive'] },
  rollbacks: {
    project: 'unit',
    files: ['tests/core/archive/older.test.ts', 'tests/core/archive/replaced.test.ts'],
  },
  fuzz: { project: 'alone', files: ['tests/fuzz/fuzz.alone.test.ts'] },
  model: { project: 'unit', files: ['tests/model'] },
  everything: { project: 'unit', files: ['tests/renderer/editor/everything-proof.test.ts'] },
  live: { project: 'unit', files: ['tests/renderer/editor/live-proof.test.ts'] },
  editor: { project: 'unit', files: ['tests/renderer/editor'] },
  focus: { project: 'e2e', files: ['tests/renderer/editor/focus.electron.test.ts'] },
  typed: { project: 'e2e', files: ['tests/e2e/typed.test.ts'] },
  caret: { project: 'e2e', files: ['tests/renderer/editor/caret-news.electron.test.ts'] },
  screens: { project: 'e2e', files: ['tests/renderer/screens.electron.test.ts'] },
  controls: { project: 'e2e', files: ['tests/renderer/controls.electron.test.ts'] },
  screen: { project: 'e2e', files: ['tests/renderer/editor/screen.electron.test.ts'] },
  looks: { project: 'e2e', files: ['tests/renderer'] },
  keys: { project: 'e2e', files: ['tests/e2e/story-keys.test.ts'] },
  recovery: { project: 'e2e', files: ['tests/e2e/recovery-story.test.ts'] },
  launches: { project: 'e2e', files: ['tests/scripts/launch-app.electron.test.ts'] },
  durability: { project: 'e2e', files: ['tests/e2e/durability.test.ts'] },
  quiet: { project: 'e2e', files: ['tests/e2e/quiet.test.ts'] },
  dialogs: { project: 'e2e', files: ['tests/e2e/dialogs.test.ts'] },
  secrecy: { project: 'e2e', files: ['tests/e2e/secrecy.test.ts'] },
}

const words = process.argv.slice(2)
const wanted = words.filter(word => !word.startsWith('--'))
if (wanted.includes('steady')) {
  process.exit((await proveSteady(root, runsIn(words))) ? 0 : 1)
}
const isNamed = (word: string, name: string): boolean =>
  word === name || word.toUpperCase() === proofs[name]?.figure
const unknown = words.filter(
  word => word !== '--anew' && !Object.keys(proofs).some(name => isNamed(word, name)),
)
if (unknown.length > 0) {
  const all = Object.entries(proofs)
    .map(([name, { figure }]) => (figure === undefined ? name : `${name} (${figure})`))
    .concat('steady')
    .join(', ')
  console.error(`There is no proof of ${unknown.join(', ')}. Say one of: ${all}; or --anew`)
  process.exit(1)
}
if (words.includes('--anew')) rmSync(join(root, 'out/prove'), { recursive: true, force: true })

const results = Object.entries(proofs)
  .filter(([name]) => wanted.length === 0 || wanted.some(word => isNamed(word, name)))
  .map(([name, { project, files }]) => {
    console.log(`\nProving ${name}`)
    const vitest = join('node_modules', 'vitest', 'vitest.mjs')
    // One after the other: vitest runs projects with different numbers of workers not together.
    const statuses = [project].flat().map(each => {
      const run = ['run', '--project', each, '--testTimeout=3600000', ...files]
      return spawnSync(process.execPath, [vitest, ...run], {
        cwd: root,
        stdio: 'inherit',
        env: { ...process.env, BARAZA_PROVE: '1' },
      }).status
    })
    return { name, proved: statuses.every(status => status === 0) }
  })

console.log('')
for (const { name, proved } of results) console.log(`${proved ? 'Proved' : 'Failed'}: ${name}`)
process.exit(results.every(({ proved }) => proved) ? 0 : 1)
