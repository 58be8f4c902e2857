// An Electron that only shows pages which a test serves, each in a window and a session of its own,
// sandboxed like the product's. Tests open windows through `openPage`.
import { app, BrowserWindow } from 'electron'
import { relayPorts } from './relay.mjs'

// As the product: days are typed in the order of the page's language.
app.commandLine.appendSwitch('enable-blink-features', 'LangAttributeAwareFormControlUI')

let sessions = 0

/**
 * `core`: where the test serves a core to this window, and the built preload of the product; left out for a page
 * that brings its own.
 * @param {{ width: number, height: number, address: string, core?: { at: string, preload: string } }} page
 */
globalThis.openPage = ({ width, height, address, core }) => {
  const window = new BrowserWindow({
    width,
    height,
    useContentSize: true,
    frame: false,
    webPreferences: {
      ...{ sandbox: true, spellcheck: false, partition: `persist:screen-${sessions++}` },
      ...(core && { preload: core.preload }),
    },
  })
  if (core) relayPorts(window.webContents, core.at)
  void window.loadURL(address)
}

// A test closes one window and opens the next.
app.on('window-all-closed', () => {})
