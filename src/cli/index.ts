// The command line as a process: its words, its surroundings and its exit code.
import { keepOutOfDumps } from '#core'
import { runCommand } from './run.ts'

keepOutOfDumps()

const ended = new Promise<void>(resolve => {
  process.once('SIGINT', () => resolve())
  process.once('SIGTERM', () => resolve())
})
const code = await runCommand(process.argv.slice(2), {
  env: process.env,
  ended,
  out: line => void process.stdout.write(`${line}\n`),
  error: line => void process.stderr.write(`${line}\n`),
  isWatched: process.stderr.isTTY === true,
})
process.exit(code)
