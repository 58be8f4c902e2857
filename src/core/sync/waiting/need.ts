/**
 * The thing that a waiting message lacks: a message, a membership record, a document's next
 * message; or a message of a remaining member that names the message of a removed one (`voucher:`
 * and the waiting message's own id); or, where it came without its body, the record that retires
 * the document (`sealed:`), or, where it is about no document, the body (`body:` and its own id).
 * `anything` names what every waiting message may lack.
 */
export type Need =
  | `message:${string}`
  | `document:${string}`
  | `voucher:${string}`
  | `sealed:${string}`
  | `body:${string}`
  | 'records'
  | 'anything'

export const isVoucher = (need: Need): boolean => need.startsWith('voucher:')
