// A link leaves Baraza only after a person has seen all that goes with it.
import type { BrowserWindow } from 'electron'
import { mailHref, readMailLink } from '#shared/mail-link'
import { ask, shownAddress, type AskingPorts } from './consent.ts'

/** Longer ones are no links in a document either. */
const longest = 2048

export type Outgoing = { url: string; target: string; subject: string }

/** The target of a link to the web or to a mail; null for any other link. */
const outgoing = (link: string): Outgoing | null => {
  if (link.length > longest || !URL.canParse(link)) return null
  const url = new URL(link)
  if (url.protocol === 'mailto:') {
    const mail = readMailLink(link)
    return mail && { url: mailHref(mail), target: mail.address, subject: mail.subject }
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null
  return { url: url.href, target: url.host, subject: '' }
}

export const askThenOpen = async (
  window: BrowserWindow,
  link: string,
  ports: AskingPorts & { open(url: string): Promise<void> },
): Promise<void> => {
  const found = outgoing(link)
  if (found === null) return
  const { words } = ports
  const { url, target, subject } = found
  const values = {
    target: shownAddress(target),
    url: shownAddress(url),
    subject: `\u2068${subject}\u2069`,
  }
  const kind = !url.startsWith('mailto:') ? 'link' : subject === '' ? 'mail' : 'mailAbout'
  const question = {
    message: words(kind === 'link' ? 'shell.link.question' : 'shell.mail.question', values),
    detail: words(`shell.${kind}.detail`, values),
    yes: words('shell.link.open'),
  }
  if (await ask(window, question, ports)) await ports.open(url)
}
