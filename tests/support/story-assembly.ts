// Seven members of one group, for stories in which a group decides. Three have the app open: the chair and
// the rapporteur on a local network, and a member who has nothing but a mailbox. Four are at terminals and
// exchange encrypted files.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { passphrase } from '#tests/archive'
import { type Person, withProfile } from '#tests/command-line'
import { type NetworkPair, networkPair } from '#tests/network-pair'
import type { Desk } from '#tests/story'
import { found, openFounded, ownProfile } from '#tests/story-founded'
import { type MailboxHost, secretPath, startHost, useMailbox } from '#tests/story-mailbox'
import { giveFile, takeFile } from '#tests/story-page'
import { inReach, switchNetwork } from '#tests/story-start'

/** The names by which members know each other. */
export const handles = {
  amina: 'A.D.',
  bola: 'B.O.',
  carol: 'C.R.',
  dina: 'D.M.',
  ehsan: 'E.K.',
  fatima: 'F.N.',
  gul: 'G.S.',
} as const

export type Name = keyof typeof handles
export type AppUser = 'amina' | 'bola' | 'carol'

export type Assembly = Record<AppUser, Desk> &
  Record<Exclude<Name, AppUser>, Person> & {
    at: (name: string) => string
    /** Connects the chair and the rapporteur, or parts them. */
    together: (are: boolean) => Promise<void>
    /** The profile of each at a terminal; that of an app once it is closed. */
    terminal: (name: Name) => Person
    /** The complaints of all windows so far. */
    complaints: () => string[]
    /** Ends the apps as a person would. */
    close: () => Promise<void>
    /** Leaves nothing behind. */
    remove: () => Promise<void>
  }

const apps: readonly AppUser[] = ['amina', 'bola', 'carol']

/** Everything that one has and the others lack, in an encrypted file. */
export const carry = async (
  { at }: Pick<Assembly, 'at'>,
  from: Desk | Person,
  ...to: readonly (Desk | Person)[]
): Promise<void> => {
  const path = at('carried.brz')
  if ('page' in from) await giveFile(from, path)
  else await from.says('file', 'write', '--out', path)
  for (const each of to) {
    if ('page' in each) await takeFile(each, path)
    else await each.says('file', 'read', path)
  }
}

type Open = { network: NetworkPair | undefined; host: MailboxHost | undefined; desks: Desk[] }

const openApps = async (at: Assembly['at'], open: Open): Promise<void> => {
  const { network } = open
  const path = await secretPath(at('host'))
  const [launched] = await Promise.all([
    Promise.all(
      apps.map(async name => {
        // The member with the mailbox is on the machine of the chair, and hears nothing of the local network.
        const side = network?.[name === 'bola' ? 'bob' : 'alice'].name
        const desk = await openFounded({
          home: at(name),
          ...(side !== undefined && { network: side }),
        })
        open.desks.push(desk)
        return desk
      }),
    ),
    startHost({
      directory: at('host'),
      path,
      ...(network && { address: network.alice.address, network: network.alice.name }),
    }).then(host => void (open.host = host)),
  ])
  open.desks = launched
}

export const everyone = Object.keys(handles) as Name[]

/** A group of these members; those with an app are always among them. */
export const openAssembly = async (
  group: string,
  names: readonly Name[] = everyone,
): Promise<Assembly> => {
  const folder = mkdtempSync(join(tmpdir(), 'as-'))
  const at = (name: string): string => join(folder, name)
  await found(
    group,
    names.map(name => ({
      home: at(name),
      handle: handles[name],
      ...(name === 'bola' && { role: 'rapporteur' }),
    })),
  )
  const open: Open = {
    network: process.getuid?.() === 0 ? networkPair() : undefined,
    host: undefined,
    desks: [],
  }
  const remove = async (): Promise<void> => {
    await Promise.all(open.desks.map(desk => desk.kill()))
    await open.host?.running.kill()
    open.network?.remove()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await openApps(at, open)
    const [amina, bola, carol] = open.desks as [Desk, Desk, Desk]
    const together = async (are: boolean): Promise<void> => {
      await Promise.all([switchNetwork(amina, are), switchNetwork(bola, are)])
      if (are) await Promise.all([inReach(amina, handles.bola), inReach(bola, handles.amina)])
    }
    const url = open.host?.url ?? ''
    await Promise.all([amina, carol].map(desk => useMailbox(desk, url)))
    await together(true)
    const terminal = (name: Name): Person => {
      const beside = at(`${name}-terminal`)
      mkdirSync(beside, { recursive: true })
      return withProfile({ profile: ownProfile(at(name)), passphrase, folder: beside })
    }
    return {
      amina,
      bola,
      carol,
      dina: terminal('dina'),
      ehsan: terminal('ehsan'),
      fatima: terminal('fatima'),
      gul: terminal('gul'),
      at,
      together,
      terminal,
      complaints: () => open.desks.flatMap(({ complaints }) => complaints),
      async close() {
        await Promise.all(open.desks.map(desk => desk.close()))
      },
      remove,
    }
  } catch (error) {
    await remove()
    throw error
  }
}
