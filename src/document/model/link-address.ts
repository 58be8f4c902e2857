// Addresses that a text may lead to, and the typed target of a link. People leave out the scheme; it is
// added where only one can be meant.

/** Links lead to pages and mailboxes, never to files, scripts or apps. */
export const isSafeLink = (href: unknown): href is string =>
  typeof href === 'string' && href.length <= 2048 && /^(https?:\/\/|mailto:)[^\s<>"]+$/i.test(href)

const mailbox = /^[^\s@:/]+@[^\s@:/]+\.[^\s@:/.]+$/
const site = /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+([/?#]\S*)?$/u

/** The address as it is stored; null for what leads anywhere but to a web page or a mailbox. */
export const linkAddress = (typed: string): string | null => {
  const text = typed.trim()
  const whole = mailbox.test(text) ? `mailto:${text}` : site.test(text) ? `https://${text}` : text
  return isSafeLink(whole) ? whole : null
}
