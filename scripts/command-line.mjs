// The arguments after `npm start`, `npm test` and the like. Built-in modules only, Node 18: it runs
// before anything is installed.

export const commands = /** @type {const} */ ([
  'start',
  'test',
  'check',
  'e2e',
  'tour',
  'prove',
  'bench',
])
/** `long`: tests with that tag (vitest.config.ts), which `test` leaves out unless all are wanted. */
export const parts = /** @type {const} */ (['electron', 'office', 'long'])

/**
 * @typedef {(typeof commands)[number]} Command
 * @typedef {(typeof parts)[number]} Part
 * @typedef {object} CommandLine
 * @property {Command} command
 * @property {Part[]} without parts that `test` leaves out, in the order of `parts`
 * @property {string[]} rest what is passed through to the app or to the command's own script
 * @property {boolean} [verbose] whether `start` shows what installing and building print
 */

/** Printed by `npm start -- --help`. */
export const startHelp = `npm start                opens Baraza
npm start -- --demo      opens a copy of a made-up group, which never uses the network
npm start -- --verbose   shows what installing and building print
npm start -- --help      prints this`

/**
 * Reads a command line. Only `test` knows `--without PART,PART` and `--whole`; it takes nothing else.
 * @param {string[]} words the arguments after the script's name
 * @returns {CommandLine}
 * @throws {Error} with a sentence when a word is not known
 */
export function parseCommandLine([name, ...words]) {
  const command = commands.find(known => known === name)
  if (!command) throw new Error(`Say one of: ${commands.join(', ')}`)
  if (command === 'start') return parseStart(words)
  if (command !== 'test') return { command, without: [], rest: words }

  /** @type {string[]} */
  const named = words.includes('--whole') ? [] : ['long']
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? ''
    if (word === '--without') named.push(...(words[++index] ?? '').split(','))
    else if (word.startsWith('--without=')) named.push(...word.slice(10).split(','))
    else if (word !== '--whole') throw new Error(`npm test does not know ${word}`)
  }
  for (const part of named) {
    if (!parts.some(known => known === part)) {
      throw new Error(`--without takes ${parts.join(' and ')}, not '${part}'`)
    }
  }
  return { command, without: parts.filter(part => named.includes(part)), rest: [] }
}

/**
 * @param {string[]} words
 * @returns {CommandLine}
 */
function parseStart(words) {
  const unknown = words.find(word => !['--demo', '--verbose'].includes(word))
  if (unknown !== undefined)
    throw new Error(`npm start does not know ${unknown}. It knows:\n${startHelp}`)
  const rest = words.filter(word => word === '--demo')
  return { command: 'start', without: [], rest, verbose: words.includes('--verbose') }
}
