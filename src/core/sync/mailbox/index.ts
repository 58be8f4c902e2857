// Mailboxes: hosts that keep sealed parts for devices that are not online together.
export { parseMailboxUrl } from './address.ts'
export { type Mailboxes, type MailboxOptions, openMailboxes } from './mailboxes.ts'
