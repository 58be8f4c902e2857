// A host for blind mailboxes, in one command; and which mailbox a group uses.
import { mkdirSync, readFileSync } from 'node:fs'
import { Failure } from '#shared/failure'
import {
  defaultLimits,
  newSecretPath,
  openHost,
  readKnownPath,
  within,
  withPerNetwork,
  writeKnownPath,
  type HostLimits,
  type HostOptions,
} from '#mailbox'
import about from '../../../package.json' with { type: 'json' }
import { type Command, type Context, optional, secretOf, text, WrongUsage } from '../command.ts'
import { groupOrOnly } from './groups.ts'
import { openStore, splitAddress } from './mailbox-store.ts'

const mebibyte = 1 << 20
const day = 86_400_000

/** A whole number from 1 on, in the unit that the option is in. */
const amount = (context: Context, name: string, unit: number): number | undefined => {
  const value = optional(context, name)
  if (value === undefined) return undefined
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new WrongUsage(`--${name} is a whole number from 1 on`)
  return Number(value) * unit
}

/** Files that the system lets this process open. */
const mostFiles = (): number => {
  Object.assign(process.report, { excludeNetwork: true })
  const { userLimits } = process.report.getReport() as {
    userLimits?: { open_files?: { soft: number | string } }
  }
  const soft = Number(userLimits?.open_files?.soft)
  return Number.isFinite(soft) ? soft : 1_000_000
}

const limitsOf = (context: Context): HostLimits => {
  const { quotas, keeps, connections, perNetwork } = defaultLimits
  const asked = {
    ...defaultLimits,
    quotas: {
      mailbox: amount(context, 'quota', mebibyte) ?? quotas.mailbox,
      total: amount(context, 'total', mebibyte) ?? quotas.total,
    },
    keeps: amount(context, 'days', day) ?? keeps,
    connections: amount(context, 'connections', 1) ?? connections,
  }
  const ofOne = amount(context, 'per-network', 1) ?? perNetwork.connections
  return within(withPerNetwork(asked, ofOne), mostFiles())
}

const readTls = (context: Context): { cert: string; key: string } | undefined => {
  const [cert, key] = [optional(context, 'cert'), optional(context, 'key')]
  if (cert === undefined && key === undefined) return undefined
  if (cert === undefined || key === undefined) throw new WrongUsage('--cert and --key go together')
  try {
    return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') }
  } catch (cause) {
    throw new Failure('file-not-found', { cause })
  }
}

const directoryOf = (context: Context): string => {
  const directory = text(context, 'data')
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
  } catch (cause) {
    throw new Failure('not-writable', { cause })
  }
  return directory
}

/** The rule by which the host in `directory` admits devices. */
const admitted = (context: Context, directory: string): HostOptions['admits'] => {
  if (context.values['open'] === true) return 'everybody'
  const known = readKnownPath(directory)
  if (known) return known
  throw new WrongUsage(
    'This host has no secret path yet. Make one with "mailbox path --data DIR", or open ' +
      'it to all with --open.',
  )
}

/**
 * An address of a mailbox as it was typed, or read from the file that `@FILE` names. One with a path
 * may be secret, and what is typed here others on the machine can see.
 */
export const mailboxAddress = async (typed: string): Promise<string> => {
  if (typed.startsWith('@')) return (await secretOf(typed.slice(1))).trim()
  if (/^wss?:\/\/[^/]*\/./.test(typed)) {
    throw new WrongUsage('an address with a secret path is read from a file: @FILE')
  }
  return typed
}

/** Its name and its code, if it has one: the text of an error may hold what was sent. */
const nameOf = (error: unknown): string => {
  if (!(error instanceof Error)) return '?'
  return 'code' in error ? `${error.name} ${String(error.code)}` : error.name
}

export const mailbox: Command[] = [
  {
    name: 'mailbox set',
    summary: 'sets the group mailbox; "off" for none',
    usage: 'URL|@FILE|off [--group G]',
    async run(context) {
      const group = await groupOrOnly(context)
      const [typed = ''] = context.rest
      const url = await mailboxAddress(typed)
      await context.core.answers['mailbox.set']({ group, url: url === 'off' ? null : url })
      return context.core.answers['mailbox.status']({ group })
    },
  },
  {
    name: 'mailbox path',
    summary: 'makes a new secret path for a host; the old one ends',
    usage: '--data DIR',
    profile: 'none',
    async run(context) {
      const { path, known } = newSecretPath()
      writeKnownPath(directoryOf(context), known)
      return { path: `/${path}` }
    },
  },
  {
    name: 'mailbox',
    summary:
      'hosts group mailboxes until ended, without reading them, for those who know its secret path',
    usage:
      '--listen HOST:PORT --data DIR [--open] [--quota MIB] [--total MIB] [--days N]\n' +
      '  [--connections N] [--per-network N] [--cert F --key F | --trust-proxy]\n' +
      '  [--store @FILE [--bell HOST:PORT --peers HOST:PORT,... --bell-secret FILE]]',
    profile: 'none',
    async run(context) {
      const where = splitAddress('listen', text(context, 'listen'))
      const limits = limitsOf(context)
      const tls = readTls(context)
      const directory = directoryOf(context)
      const admits = admitted(context, directory)
      const { peers, ...shared } = await openStore(context, { directory, keeps: limits.keeps })
      const host = await openHost({
        ...where,
        ...shared,
        limits,
        admits,
        version: about.version,
        now: Date.now,
        ...(tls && { tls }),
        trustProxy: context.values['trust-proxy'] === true,
        defect: error => context.progress(`defect: ${nameOf(error)}`),
      })
      const renew = (): void => {
        const renewed = readTls(context)
        if (renewed) host.renew(renewed)
        const known = admitted(context, directory)
        if (known !== 'everybody') host.admit(known)
      }
      process.on('SIGHUP', renew)
      host.call(peers ?? [])
      const { connections } = limits
      const open = admits === 'everybody'
      context.progress(JSON.stringify({ event: 'listening', port: host.port, open, connections }))
      await context.ended
      process.off('SIGHUP', renew)
      await host.close()
    },
  },
]
