// Servers of PostgreSQL for tests and benches: Debian's programs, the newest that is there, each server
// in a folder and on a socket of its own, run by a user that is not root.
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  chmodSync,
  chownSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
} from 'node:fs'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'

const blind = resolve(import.meta.dirname, '../../resources/mailbox/blind.conf')
const programs = '/usr/lib/postgresql'
/** The role that owns the databases of tests: no more than a host needs. */
const owner = 'mailbox'

const program = (name: string): string => {
  const [newest] = readdirSync(programs).toSorted((a, b) => Number(b) - Number(a))
  return join(programs, newest ?? '', 'bin', name)
}

/** The user that Debian's package makes, since a server refuses to run as root. */
const user = (): { uid?: number; gid?: number } => {
  if (process.getuid?.() !== 0) return {}
  const of = (flag: string): number => Number(execFileSync('id', [flag, 'postgres']))
  return { uid: of('-u'), gid: of('-g') }
}
const environment = { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' }
/** How the programs are run. */
const asUser = () => ({ cwd: '/', env: environment, ...user() })

/** Runs one of PostgreSQL's programs to its end. */
export const run = (name: string, words: string[]): void => {
  execFileSync(program(name), words, { ...asUser(), stdio: ['ignore', 'ignore', 'pipe'] })
}

/** Gives a file or a folder to the user that runs the servers. */
const own = (place: string): void => {
  const { uid, gid } = user()
  if (uid !== undefined && gid !== undefined) chownSync(place, uid, gid)
}

const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'baraza-postgres-'))
  own(folder)
  chmodSync(folder, 0o755)
  return folder
}

const childrenOf = (id: number): number[] =>
  readFileSync(`/proc/${id}/task/${id}/children`, 'utf8').split(' ').filter(Boolean).map(Number)

const kill = (id: number): void => {
  try {
    process.kill(id, 'SIGKILL')
  } catch {}
}

/** Removes the shared memory that a killed server leaves; its file says which, while there is one. */
const freeMemory = (folder: string): void => {
  const file = join(folder, 'data', 'postmaster.pid')
  if (!existsSync(file)) return
  const [, , , , , , keys = ''] = readFileSync(file, 'utf8').split('\n')
  const [, id] = keys.trim().split(/\s+/)
  if (id !== undefined) spawnSync('ipcrm', ['-m', id])
}

export type Server = {
  /** `data`, its write-ahead log with it, and `log`, which it wrote. */
  folder: string
  /** The file of its socket. */
  socket: string
  /** Rows of one statement, by the owner of everything. */
  ask(text: string, database?: string): Promise<Record<string, unknown>[]>
  /** A new and empty database; its name. */
  database(): Promise<string>
  address(database: string): string
  start(): Promise<void>
  /** All of its processes at once, as when its machine loses power. */
  kill(): Promise<void>
  stop(): Promise<void>
  /** Resolves when it has ended by itself. */
  ended(): Promise<void>
  /** A server that follows this one. No commit waits for it yet. */
  standby(): Promise<Server>
  /** A server of its own, made from a copy of the files as a backup is. */
  restored(): Promise<Server>
  /** A database whose tables lie in `folder`; its name. */
  databaseIn(folder: string): Promise<string>
  /** Commits wait for the standby from now on, or no more. */
  waitFor(standby: boolean): Promise<void>
  /** It follows no more, and takes writes. */
  promote(): Promise<void>
  /** Stops it and removes its folder. */
  remove(): Promise<void>
}

/** Runs the server in `folder`; resolves when it takes connections. */
const started = async (
  folder: string,
  settings: readonly string[],
  when: RegExp,
): Promise<ChildProcess> => {
  const words = ['-D', join(folder, 'data'), '-c', `unix_socket_directories=${folder}`]
  for (const setting of settings) words.push('-c', setting)
  const child = spawn(program('postgres'), words, {
    ...asUser(),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let heard = ''
  await new Promise<void>((ready, fail) => {
    child.once('close', () => fail(new Error(`PostgreSQL has ended: ${heard.slice(-500)}`)))
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      heard += text
      appendFileSync(join(folder, 'log'), text)
      if (when.test(heard)) ready()
    })
  })
  return child
}

const takesReaders = /ready to accept (read-only )?connections/
const takesWriters = /ready to accept connections/
let made = 0

const serverIn = (folder: string, settings: readonly string[], when = takesWriters): Server => {
  let child: ChildProcess | null = null
  const atExit = (): void => {
    if (child?.pid !== undefined) kill(child.pid)
  }
  process.once('exit', atExit)
  /** Its stream ends with the last of its processes. */
  const ended = async (signal: (id: number) => void): Promise<void> => {
    if (child?.pid === undefined) return
    const closed = once(child, 'close')
    signal(child.pid)
    await closed
  }
  const addressFor = (role: string, database: string): string =>
    `postgres://${role}@/${database}?host=${encodeURIComponent(folder)}`
  /** A copy of the files in a new folder; `words` for pg_basebackup. */
  const copied = (words: readonly string[] = []): string => {
    const other = newFolder()
    const source = `host=${folder} user=postgres application_name=standby`
    run('pg_basebackup', ['-D', join(other, 'data'), '-d', source, '-c', 'fast', '-N', ...words])
    return other
  }
  const server: Server = {
    folder,
    socket: join(folder, '.s.PGSQL.5432'),
    async ask(text, database = 'postgres') {
      const client = new pg.Client({ connectionString: addressFor('postgres', database) })
      client.on('error', () => {})
      await client.connect()
      try {
        return (await client.query<Record<string, unknown>>(text)).rows
      } finally {
        await client.end()
      }
    },
    async database() {
      const name = `test_${++made}`
      await server.ask(`CREATE DATABASE ${name} OWNER ${owner}`)
      return name
    },
    address: database => addressFor(owner, database),
    async start() {
      child = await started(folder, settings, when)
      child.once('close', () => {
        child = null
      })
    },
    kill: () => ended(id => [id, ...childrenOf(id)].forEach(kill)),
    stop: () => ended(id => process.kill(id, 'SIGINT')),
    ended: () => ended(() => {}),
    async standby() {
      const follower = serverIn(copied(['-R']), settings, takesReaders)
      await follower.start()
      return follower
    },
    async restored() {
      const other = copied()
      const signal = join(other, 'data', 'recovery.signal')
      writeFileSync(signal, '')
      own(signal)
      const copy = serverIn(other, [...settings, 'restore_command=false'])
      await copy.start()
      return copy
    },
    async databaseIn(place) {
      own(place)
      const name = await server.database()
      await server.ask(`CREATE TABLESPACE ${name} LOCATION '${place}'`)
      await server.ask(`GRANT CREATE ON TABLESPACE ${name} TO ${owner}`)
      await server.ask(`ALTER DATABASE ${name} SET default_tablespace = ${name}`)
      return name
    },
    async waitFor(standby) {
      await server.ask(`ALTER SYSTEM SET synchronous_standby_names = '${standby ? 'standby' : ''}'`)
      await server.ask('SELECT pg_reload_conf()')
      const waited = `SELECT FROM pg_stat_replication WHERE sync_state = 'sync'`
      while (standby && (await server.ask(waited)).length === 0) await pause(10)
    },
    async promote() {
      await server.ask(`ALTER SYSTEM SET synchronous_standby_names = ''`)
      await server.ask('SELECT pg_reload_conf()')
      await server.ask('SELECT pg_promote()')
    },
    async remove() {
      await server.stop()
      freeMemory(folder)
      process.off('exit', atExit)
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return server
}

/** A new server under the settings that hosts are told to use, and `settings` beside them. */
export const openPostgres = async (settings: readonly string[] = []): Promise<Server> => {
  const folder = newFolder()
  const data = join(folder, 'data')
  run('initdb', ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync'])
  appendFileSync(join(data, 'postgresql.conf'), `\n${readFileSync(blind, 'utf8')}`)
  // Its shared memory lies in its folder, and goes with it.
  const memory = 'dynamic_shared_memory_type=mmap'
  const server = serverIn(folder, ['listen_addresses=', memory, ...settings])
  await server.start()
  await server.ask(`CREATE ROLE ${owner} LOGIN`)
  return server
}

/** A port in front of one of several servers, as a proxy that knows which is the primary. */
export type Front = {
  address(database: string): string
  /** New connections go to `server`, or nowhere; those of before end, unless they are left. */
  turn(server: Server | null, those?: 'left'): void
  close(): Promise<void>
}

/** `said` may change what a server says. */
export const openFront = async (
  first: Server,
  said: (words: Buffer) => Buffer = words => words,
): Promise<Front> => {
  let target: Server | null = first
  const sockets = new Set<Socket>()
  const noted = (socket: Socket, other: () => void): void => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.once('close', () => {
      sockets.delete(socket)
      other()
    })
  }
  const listener = createServer(incoming => {
    if (!target) return incoming.destroy()
    const outgoing = connect(target.socket)
    noted(incoming, () => outgoing.destroy())
    noted(outgoing, () => incoming.destroy())
    incoming.pipe(outgoing)
    outgoing.on('data', words => incoming.write(said(words)))
    outgoing.once('end', () => incoming.end())
  })
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const { port } = listener.address() as AddressInfo
  return {
    address: database => `postgres://${owner}@127.0.0.1:${port}/${database}`,
    turn(server, those) {
      target = server
      if (those === 'left') return
      for (const socket of sockets) socket.destroy()
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      listener.close()
      await once(listener, 'close')
    },
  }
}
