// Changes that only this device has, and how they get to others.
import type { CoreContract } from '#shared/contract'
import type { Output } from '#shared/rpc'
import type { Words } from '../../words/index.ts'
import { sizeInWords } from './file-name.ts'

type Status = Output<CoreContract, 'network.status'>

/** Baraza sends nothing by itself while no network looks for members and no group mailbox is named. */
export const toSendWords = (
  {
    on,
    mailboxes,
    changesToGo,
    bytesToGo,
  }: Pick<Status, 'on' | 'changesToGo' | 'bytesToGo'> & { mailboxes: readonly unknown[] },
  words: Words,
): string => {
  if (changesToGo === 0) return words('app.reach.nothing')
  const isSentLater = on || mailboxes.length > 0
  return words(isSentLater ? 'app.reach.toSend' : 'app.reach.toGive', {
    changes: changesToGo,
    size: sizeInWords(bytesToGo, words),
  })
}
