// The typed target of a link. People leave out the scheme; it is added where only one can be meant.
import { isSafeLink } from './text.ts'

const mailbox = /^[^\s@:/]+@[^\s@:/]+\.[^\s@:/.]+$/
const site = /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+([/?#]\S*)?$/u

/** The address as it is stored; null for what leads anywhere but to a web page or a mailbox. */
export const linkAddress = (typed: string): string | null => {
  const text = typed.trim()
  const whole = mailbox.test(text) ? `mailto:${text}` : site.test(text) ? `https://${text}` : text
  return isSafeLink(whole) ? whole : null
}
