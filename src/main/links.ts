// A link leaves Baraza only after a person has seen where it goes.
import { type BrowserWindow, dialog, shell } from 'electron'
import words from '#resources/messages/en/shell.json' with { type: 'json' }

/** The host of a web address, or the address of a mail. */
const target = (url: string): string => {
  const { protocol, host, pathname } = new URL(url)
  return protocol === 'mailto:' ? pathname : host
}

export const askThenOpen = async (window: BrowserWindow, url: string): Promise<void> => {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: words['shell.link.question'].replace('{target}', target(url)),
    detail: words['shell.link.detail'],
    buttons: [words['shell.link.stay'], words['shell.link.open']],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  })
  if (response === 1) await shell.openExternal(url)
}
