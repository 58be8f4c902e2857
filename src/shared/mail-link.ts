// The safe parts of a mailto link: its address and its subject. Everything else that such a link
// can hold (files of this device, second or hidden readers, a text) is left out.

// Characters that break a line, hide or turn what stands around them.
const unshown = /[\p{Cc}\p{Zl}\p{Zp}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gu
const longestSubject = 200

export type MailLink = { address: string; subject: string }

const decoded = (text: string): string | null => {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

/** Null for what is no mailto link to an address. */
export const readMailLink = (href: string): MailLink | null => {
  const [, path = '', query = ''] = /^mailto:([^?#]*)(?:\?([^#]*))?/i.exec(href) ?? []
  const address = decoded(path)
  if (address === null || !address.includes('@') || /[\s?&,;<>"\\]|\p{C}/u.test(address))
    return null
  const [, given = ''] = /(?:^|&)subject=([^&]*)/i.exec(query) ?? []
  const subject = Array.from(
    (decoded(given) ?? '').replace(unshown, ' ').replace(/\s+/g, ' ').trim(),
  )
  return { address, subject: subject.slice(0, longestSubject).join('').trimEnd() }
}

export const mailHref = ({ address, subject }: MailLink): string =>
  `mailto:${encodeURI(address)}${subject === '' ? '' : `?subject=${encodeURIComponent(subject)}`}`

/** The link as it may be shown, followed and printed; null for a mail without an address. */
export const plainLink = (href: string): string | null => {
  if (!/^mailto:/i.test(href)) return href
  const mail = readMailLink(href)
  return mail && mailHref(mail)
}
