// Which of Debian's and Ubuntu's packages each command needs, and how they come to be there.
// Built-in modules only, Node 18: it runs before anything is installed.
import { spawnSync } from 'node:child_process'
import process from 'node:process'

const needs = {
  /** Libraries that Electron loads. */
  electron: [
    'libgtk-3-0t64',
    'libnss3',
    'libasound2t64',
    'libgbm1',
    'libxss1',
    'libxtst6',
    'libnotify4',
    'libatk-bridge2.0-0t64',
    'libdrm2',
    'libxkbcommon0',
  ],
  /** A display for machines that have none. */
  display: ['xvfb', 'xauth'],
  /** Keys for dialogs of the system. */
  keys: ['xdotool'],
  /** Independent readers of exported files. */
  office: ['libreoffice-writer-nogui', 'poppler-utils'],
  /** Tools with which tests watch processes and networks. */
  watching: ['iproute2', 'strace', 'procps'],
  /** Independent checkers of signatures. */
  signatures: ['openssh-client', 'openssl'],
  /** The database of a large mailbox host. */
  database: ['postgresql'],
}

/**
 * The system packages that a command needs.
 * @param {import('./command-line.mjs').CommandLine} commandLine
 * @returns {string[]}
 */
export function packagesFor({ command, without }) {
  const { electron, display, keys, office, watching, signatures, database } = needs
  if (command === 'check') return []
  if (command === 'start') return electron
  if (command === 'bench') return [...electron, ...display, ...database]
  if (command === 'tour') return [...electron, ...display, ...office]
  return [
    ...(without.includes('electron') ? [] : [...electron, ...display, ...keys]),
    ...(without.includes('office') ? [] : office),
    ...watching,
    ...signatures,
    ...database,
  ]
}

/**
 * The packages of `wanted` that are not installed; null where there is no dpkg to ask.
 * @param {string[]} wanted
 * @returns {string[] | null}
 */
export function missingPackages(wanted) {
  const asked = spawnSync(
    'dpkg-query',
    ['-W', '-f', '${Package} ${db:Status-Status}\n', ...wanted],
    { encoding: 'utf8' },
  )
  return asked.error ? null : notInstalled(wanted, asked.stdout)
}

/**
 * Reads dpkg-query's answer, one line `name status` for each package it knows.
 * @param {string[]} wanted
 * @param {string} answer
 * @returns {string[]}
 */
export function notInstalled(wanted, answer) {
  const there = answer
    .split('\n')
    .map(line => line.split(' '))
    .filter(([, status]) => usable.includes(status ?? ''))
    .map(([name]) => name)
  return wanted.filter(name => !there.includes(name))
}

// A package whose trigger has not run yet is there all the same.
const usable = ['installed', 'triggers-awaited', 'triggers-pending']

/**
 * Sees to it that the packages are there: installs them as root, otherwise says in one line how to.
 * @param {string[]} wanted
 * @param {object} world
 * @param {(wanted: string[]) => string[] | null} world.missing
 * @param {boolean} world.root
 * @param {(missing: string[]) => boolean} world.install whether it worked
 * @param {(line: string) => void} world.say
 * @returns {boolean} whether they are all there
 */
export function ensureSystemPackages(wanted, { missing, root, install, say }) {
  const lacking = missing(wanted)
  if (lacking === null) {
    say(`This is neither Debian nor Ubuntu; make sure that it has: ${wanted.join(' ')}`)
    return true
  }
  if (lacking.length === 0) return true
  if (!root) {
    say('Some system packages are missing. This installs them:')
    say(`sudo apt install ${lacking.join(' ')}`)
    return false
  }
  say(`Installing system packages: ${lacking.join(' ')}`)
  if (install(lacking)) return true
  say('The system packages could not be installed.')
  return false
}

/**
 * @param {string[]} packages
 * @returns {boolean}
 */
export function aptInstall(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (/** @type {string[]} */ ...words) =>
    spawnSync('apt-get', ['-qq', ...words], { stdio: 'inherit', env }).status === 0
  return apt('update') && apt('install', '-y', '--no-install-recommends', ...packages)
}
