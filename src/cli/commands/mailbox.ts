// A host for blind mailboxes, in one command; and which mailbox a group uses.
import { mkdirSync, readFileSync } from 'node:fs'
import { Failure } from '#shared/failure'
import { defaultLimits, openHost, sqliteStore, type HostLimits } from '#mailbox'
import about from '../../../package.json' with { type: 'json' }
import { type Command, type Context, optional, text, WrongUsage } from '../command.ts'
import { groupOrOnly } from './groups.ts'

const mebibyte = 1 << 20
const day = 86_400_000

/** A whole number from 1 on, in the unit that the option is in. */
const amount = (context: Context, name: string, unit: number): number | undefined => {
  const value = optional(context, name)
  if (value === undefined) return undefined
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new WrongUsage(`--${name} is a whole number from 1 on`)
  return Number(value) * unit
}

const listenOn = (context: Context): { host: string; port: number } => {
  const value = text(context, 'listen')
  const [, host, port] = /^(.+):(\d{1,5})$/.exec(value) ?? []
  if (host === undefined || Number(port) > 65_535) throw new WrongUsage('--listen HOST:PORT')
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) }
}

const limitsOf = (context: Context): HostLimits => {
  const { quotas, keeps, connections, perNetwork } = defaultLimits
  return {
    ...defaultLimits,
    quotas: {
      mailbox: amount(context, 'quota', mebibyte) ?? quotas.mailbox,
      total: amount(context, 'total', mebibyte) ?? quotas.total,
    },
    keeps: amount(context, 'days', day) ?? keeps,
    connections: amount(context, 'connections', 1) ?? connections,
    perNetwork: {
      ...perNetwork,
      connections: amount(context, 'per-network', 1) ?? perNetwork.connections,
    },
  }
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

export const mailbox: Command[] = [
  {
    name: 'mailbox set',
    summary: 'the mailbox that a group uses; "off" for none',
    usage: 'mailbox set URL|off [--group G]',
    options: ['group'],
    words: 1,
    async run(context) {
      const group = await groupOrOnly(context)
      const [url = ''] = context.rest
      await context.core.answers['mailbox.set']({ group, url: url === 'off' ? null : url })
      return context.core.answers['mailbox.status']({ group })
    },
  },
  {
    name: 'mailbox',
    summary: 'hosts blind mailboxes until ended',
    usage:
      'mailbox --listen HOST:PORT --data DIR [--quota MIB] [--total MIB] [--days N]\n' +
      '  [--connections N] [--per-network N] [--cert F --key F | --trust-proxy]',
    options: [
      ...['listen', 'data', 'quota', 'total', 'days', 'connections', 'per-network'],
      ...['cert', 'key'],
    ],
    required: ['listen', 'data'],
    flags: ['trust-proxy'],
    profile: 'none',
    async run(context) {
      const where = listenOn(context)
      const limits = limitsOf(context)
      const tls = readTls(context)
      const store = sqliteStore(directoryOf(context))
      const host = await openHost({
        ...{ ...where, store, limits, version: about.version, now: Date.now },
        ...(tls && { tls }),
        trustProxy: context.values['trust-proxy'] === true,
        // A name only: the text of an error may hold what was sent.
        defect: error => context.progress(`defect: ${error instanceof Error ? error.name : '?'}`),
      })
      const renew = (): void => {
        const renewed = readTls(context)
        if (renewed) host.renew(renewed)
      }
      process.on('SIGHUP', renew)
      context.progress(JSON.stringify({ event: 'listening', port: host.port }))
      await context.ended
      process.off('SIGHUP', renew)
      await host.close()
      return {}
    },
  },
]
