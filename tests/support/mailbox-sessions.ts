// Sessions of members with a mailbox of their group, over real archives, and no other way between them.
import { expect } from 'vitest'
import type { Bytes } from '#core/keys'
import { temporaryArchive } from './archive.ts'
import { joiner, reopened, type Person } from './group.ts'
import { brisk } from './mailbox.ts'
import { until, withSync, type Device } from './sync.ts'
import { mailboxPair } from '../../src/core/sync/mailbox/address.ts'
import { openMailboxSocket } from '../../src/core/sync/mailbox/socket.ts'

export const admitted = (handle: string, host: Person): Person =>
  joiner(handle, host, { archive: temporaryArchive() })

/** `elapse`: timers that are due in more than a minute fire. */
export type Online = Device & { elapse(): void }

/** A session of this person with the group's mailbox at `url`. */
export const online = (person: Person, url: string): Online => {
  const { later, elapse } = brisk()
  const device = withSync(person, later)
  device.sync.mailboxes.start()
  device.sync.mailboxes.set(person.group.id, url)
  return { ...device, elapse }
}

/** The person after this session. */
export const offline = (device: Device): Person => {
  device.sync.close()
  expect(device.defects).toEqual([])
  return reopened(device)
}

/** Connected, and no message of its own waits. */
export const settled = (device: Device): Promise<void> =>
  until(() => {
    const { state, waiting } = device.sync.mailboxes.status(device.group.id)
    return state === 'in-touch' && waiting === 0
  })

/** Puts these parts into the mailbox of the epoch with this key, like any of its members can. */
export const putIn = async (url: string, key: Bytes, parts: Uint8Array[]): Promise<void> => {
  const opened = Promise.withResolvers<void>()
  const line = openMailboxSocket({
    url,
    pair: mailboxPair(key),
    patience: () => () => {},
    onOpened: () => opened.resolve(),
    onPart: () => {},
    onEnd: () => {},
    onOthers: () => {},
    onEnded: () => {},
  })
  await opened.promise
  for (const part of parts) expect(await line.append(part)).toBeGreaterThan(0)
  line.close()
}
