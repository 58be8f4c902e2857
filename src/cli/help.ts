// `--help` at every level, made from the commands themselves.
import type { Command } from './command.ts'
import { lineOf } from './usage.ts'

const everywhere =
  'Everywhere: --profile DIR (or BARAZA_PROFILE), --passphrase-file FILE (or BARAZA_PASSPHRASE_FILE),\n--json, --help. You can shorten an id to any unique prefix.'

export const helpOf = (commands: readonly Command[]): string => {
  const width = Math.max(...commands.map(({ name }) => name.length))
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`)
  return ['baraza COMMAND [options]', '', ...lines, '', everywhere].join('\n')
}

export const helpFor = (command: Command): string =>
  `baraza ${lineOf(command)}\n  ${command.summary}\n\n${everywhere}`
