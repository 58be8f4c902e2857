// A mailbox between people at their apps: its host as a process of its own, and the card on the members screen.
import type { Locator } from 'playwright-core'
import { baraza, start, type Running } from '#tests/command-line'
import type { Desk } from '#tests/story'
import { goTo, named, press } from '#tests/story-start'
import type { MessageId } from '../../src/renderer/words/ids.ts'

export type MailboxHost = { running: Running; port: number; url: string }

/** Makes a new secret path for the host in `directory`. */
export const secretPath = async (directory: string): Promise<string> => {
  const { out } = await baraza(['mailbox', 'path', '--data', directory, '--json'])
  return (JSON.parse(out) as { path: string }).path
}

type Hosting = {
  directory: string
  path: string
  address?: string
  port?: number
  network?: string
}

export const startHost = async (hosting: Hosting): Promise<MailboxHost> => {
  const { directory, path, address = '127.0.0.1', network } = hosting
  const words = ['mailbox', '--listen', `${address}:${hosting.port ?? 0}`, '--data', directory]
  const running = start(words, {}, network)
  const listening = await running.event(({ event }) => event === 'listening')
  const port = listening['port'] as number
  return { running, port, url: `ws://${address}:${port}${path}` }
}

export const mailboxCard = (desk: Desk): Locator => named(desk, 'region', 'members.mailbox.title')

/** On the members screen: waits until the card says so. */
export const mailboxSays = (
  desk: Desk,
  id: MessageId,
  options?: { timeout: number },
): Promise<void> =>
  mailboxCard(desk)
    .filter({ hasText: desk.words(id) })
    .waitFor(options)

/** Names the mailbox on the members screen, and waits until it is in touch. */
export async function useMailbox(desk: Desk, url: string): Promise<void> {
  await goTo(desk, 'members')
  await desk.hand.fill(mailboxCard(desk).getByLabel(desk.words('members.mailbox.address')), url)
  await desk.willAllow()
  await press(desk, 'members.mailbox.use')
  await mailboxSays(desk, 'members.mailbox.connected')
}
