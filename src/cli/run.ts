// One command: reads words, opens the same core as the app on the same profile, prints.
import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { type Core, openCore, typedByPerson } from '#core'
import { contract } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { FileGrant } from '#shared/ids'
import { parsing } from '#shared/rpc'
import {
  type Command,
  type Context,
  Denied,
  passphraseOf,
  type Surroundings,
  type Values,
  WrongUsage,
} from './command.ts'
import { actions } from './commands/actions.ts'
import { adoption } from './commands/adoption.ts'
import { attachments } from './commands/attachments.ts'
import { batches } from './commands/batches.ts'
import { circles } from './commands/circles.ts'
import { consents } from './commands/consents.ts'
import { figures } from './commands/figures.ts'
import { consultations } from './commands/consultations.ts'
import { decisions } from './commands/decisions.ts'
import { documents } from './commands/documents.ts'
import { exchange } from './commands/exchange.ts'
import { givingUp } from './commands/retire-and-offload.ts'
import { groups } from './commands/groups.ts'
import { history } from './commands/history.ts'
import { languages } from './commands/languages.ts'
import { meetings } from './commands/meetings.ts'
import { members } from './commands/members.ts'
import { mailbox } from './commands/mailbox.ts'
import { reading } from './commands/reading.ts'
import { recommendations } from './commands/recommendations.ts'
import { restricted } from './commands/restricted.ts'
import { safety } from './commands/safety.ts'
import { secondLook } from './commands/second-look.ts'
import { templates } from './commands/templates.ts'
import { verifying } from './commands/verify.ts'
import { helpFor, helpOf } from './help.ts'
import { printed } from './print.ts'
import { sentence } from './sentences.ts'
import { lineOf, readUsage, type Usage } from './usage.ts'

export const commands: readonly Command[] = [
  ...groups,
  ...members,
  ...circles,
  ...documents,
  ...batches,
  ...secondLook,
  ...meetings,
  ...decisions,
  ...actions,
  ...recommendations,
  ...adoption,
  ...reading,
  ...restricted,
  ...history,
  ...languages,
  ...templates,
  ...consents,
  ...figures,
  ...attachments,
  ...consultations,
  ...givingUp,
  ...exchange,
  ...mailbox,
  ...safety,
  ...verifying,
]

const everywhere = readUsage('[--profile DIR] [--passphrase-file FILE] [--json] [--help]').options

const find = (words: readonly string[]): Command | undefined =>
  commands.find(({ name }) => name === words.slice(0, name.split(' ').length).join(' '))

const valuesIn = (
  args: string[],
  options: Usage['options'],
): { values: Values; positionals: string[] } => {
  try {
    return parseArgs({ args, allowPositionals: true, options: { ...options, ...everywhere } })
  } catch (cause) {
    throw new WrongUsage(cause instanceof Error ? cause.message : '', { cause })
  }
}

const parse = (command: Command, args: string[]): { values: Values; rest: string[] } => {
  const { options, required, words, isOpenEnded } = readUsage(command.usage)
  const { values, positionals } = valuesIn(args, options)
  const rest = positionals.slice(command.name.split(' ').length)
  if (values['help'] === true) return { values, rest }
  const missing = required.find(name => values[name] === undefined)
  if (missing !== undefined) throw new WrongUsage(`--${missing} is missing`)
  if (isOpenEnded ? rest.length < words : rest.length !== words)
    throw new WrongUsage(`usage: ${lineOf(command)}`)
  return { values, rest }
}

const open = async (command: Command, values: Values, env: Surroundings['env']): Promise<Core> => {
  const directory = values['profile'] ?? env['BARAZA_PROFILE']
  const isAlone = command.profile === 'none'
  if (typeof directory !== 'string' && !isAlone) throw new WrongUsage('--profile is missing')
  const opened = openCore({
    directory: typeof directory === 'string' ? directory : '',
    now: Date.now,
    offline: true,
    allow: typedByPerson,
    lan: command.network?.(values) ?? {},
  })
  const core = { ...opened, answers: parsing(contract, opened.answers) }
  if (command.profile === 'locked' || isAlone) return core
  const passphrase = await passphraseOf({ values, env })
  const answer = command.profile === 'new' ? 'profile.create' : 'profile.unlock'
  await core.answers[answer]({ passphrase })
  return core
}

/** Says at each tenth how far a task is, where a person sees it. */
const sayTenths = ({ error, isWatched }: Surroundings): Context['step'] => {
  let said = 0
  return (done, total) => {
    const tenths = total === 0 ? 0 : Math.floor((10 * done) / total)
    if (isWatched && tenths > said) error(`${tenths * 10}%`)
    said = Math.max(said, tenths)
  }
}

const watch = (core: Core, task: string, around: Surroundings): (() => void) => {
  const step = sayTenths(around)
  return core.onEvent((name, detail) => {
    if (name !== 'progress' || typeof detail !== 'object' || !('task' in detail)) return
    if (detail.task === task) step(detail.done, detail.total)
  })
}

type Output = { text: string; code: 0 | 1 }

const done = (text: string): Output => ({ text, code: 0 })

/** Runs a command and returns its output; '' for nothing. */
const run = async (words: string[], around: Surroundings): Promise<Output> => {
  const { env, error, ended } = around
  const command = find(words)
  if (command === undefined) {
    if (words.includes('--help') || words.length === 0)
      return done(printed(helpOf(commands), false))
    const under = commands.filter(({ name }) => name.startsWith(`${words[0]} `))
    throw new WrongUsage(under.length > 0 ? helpOf(under) : `no command "${words.join(' ')}"`)
  }
  const { values, rest } = parse(command, words)
  if (values['help'] === true) return done(printed(helpFor(command), false))
  const core = await open(command, values, env)
  try {
    const result = await command.run({
      core,
      values,
      rest,
      env,
      ended,
      progress: error,
      watch: task => watch(core, task, around),
      step: sayTenths(around),
      file(path) {
        const grant = randomBytes(16).toString('hex') as FileGrant
        core.grant(grant, path, 'typed')
        return grant
      },
    })
    const isDenied = result instanceof Denied
    const text = printed(isDenied ? result.result : result, values['json'] === true)
    return { text, code: isDenied ? 1 : 0 }
  } finally {
    await core.close()
  }
}

/** The code, its sentence, and what it is about. */
const refusal = (error: unknown): string => {
  const { code, names } = error instanceof Failure ? error : new Failure('internal')
  return [`${code}: ${sentence(code)}`, ...(names.length > 0 ? [names.join(', ')] : [])].join(' ')
}

/**
 * Runs the command that `words` say. Exit code 0: done; 1: refused, `code: sentence` among the errors,
 * nothing changed, or an answer that is no; 2: wrong usage.
 */
export const runCommand = async (words: string[], around: Surroundings): Promise<0 | 1 | 2> => {
  try {
    const { text, code } = await run(words, around)
    if (text !== '') around.out(text)
    return code
  } catch (error) {
    const wrong = error instanceof WrongUsage
    around.error(wrong ? error.message : refusal(error))
    return wrong ? 2 : 1
  }
}
