// Holds an Electron app back until Playwright has attached. Without it the first window may load while
// Playwright attaches to it, which then never hears that the window shows a page and waits for ever
// (1 launch in 20 on a busy machine). Electron loads this before the app: `electron -r FILE APP`.
// Playwright calls `__playwright_run` once it watches for windows, as its own loader expects; that one
// is not used, because it also turns on Chromium's switches of its choice.
//
// Under Xvfb there is no GPU to find: Chromium tries, its GPU process ends, and now and then a window
// waits for ever for the one that ended (1 in 40). So nothing is tried.
//
// Chromium drops a key that comes before the first picture of a page: a person does not press it, a test
// on a busy machine does now and then (1 launch in 24), and the letters of a filled field are there by then.
const { app } = require('electron')

const ready = app.whenReady()
/** @type {PromiseWithResolvers<void>} */
const attached = Promise.withResolvers()

app.disableHardwareAcceleration()
app.commandLine.appendSwitch('allow-pre-commit-input')
app.whenReady = () => attached.promise.then(() => ready)
globalThis.__playwright_run = attached.resolve
