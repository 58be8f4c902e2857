// Where a mailbox host keeps its parts, and the other hosts that keep theirs in the same place.
import { openPostgresStore, sqliteStore, type HostOptions, type Store } from '#mailbox'
import { utf8 } from '#core/keys'
import { type Context, optional, secretOf, WrongUsage } from '../command.ts'

/** HOST:PORT as two. */
export const splitAddress = (option: string, value: string): { host: string; port: number } => {
  const [, host, port] = /^(.+):(\d{1,5})$/.exec(value) ?? []
  if (host === undefined || Number(port) > 65_535) throw new WrongUsage(`--${option} HOST:PORT`)
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) }
}

/** The address of the database; null for the file in the data directory. */
const databaseOf = async (context: Context): Promise<string | null> => {
  const typed = optional(context, 'store')
  if (typed !== undefined && !typed.startsWith('@')) {
    // Others on the machine see what is typed, and the address has a password in it.
    throw new WrongUsage('the address of the store is read from a file: --store @FILE')
  }
  const address = typed ?? context.env['BARAZA_MAILBOX_STORE']
  if (address === undefined || address === '') return null
  const stated = address.startsWith('@') ? await secretOf(address.slice(1)) : address
  if (!/^postgres(ql)?:\/\//.test(stated)) {
    throw new WrongUsage('the address of the store begins with postgres://')
  }
  return stated.trim()
}

/** Characters of a secret that cannot be guessed. */
const leastSecret = 32

type Bell = { bell: NonNullable<HostOptions['bell']>; peers: string[] }

/** The bell of this host and those that it rings; null for a host that is alone on its store. */
const bellOf = async (context: Context): Promise<Bell | null> => {
  const [listen, peers, file] = ['bell', 'peers', 'bell-secret'].map(name =>
    optional(context, name),
  )
  if (listen === undefined && peers === undefined && file === undefined) return null
  if (listen === undefined || peers === undefined || file === undefined) {
    throw new WrongUsage('--bell, --peers and --bell-secret go together')
  }
  const secret = (await secretOf(file)).trim()
  if (secret.length < leastSecret) {
    throw new WrongUsage(`the secret of the bell has ${leastSecret} characters or more`)
  }
  const others = peers.split(',').filter(peer => peer !== '' && peer !== listen)
  for (const peer of others) splitAddress('peers', peer)
  return { bell: { ...splitAddress('bell', listen), secret: utf8(secret) }, peers: others }
}

/** The store that the options name, and the other hosts on it. */
export const openStore = async (
  context: Context,
  { directory, keeps }: { directory: string; keeps: number },
): Promise<{ store: Store } & Partial<Bell>> => {
  const database = await databaseOf(context)
  const bell = await bellOf(context)
  if (database === null) {
    if (bell) throw new WrongUsage('only hosts with --store have a bell')
    return { store: sqliteStore(directory) }
  }
  return { store: await openPostgresStore(database, { keeps }), ...bell }
}
