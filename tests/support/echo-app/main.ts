// A whole Electron app in a few lines: starts the echo core with the product's launcher as a
// utility process, runs the launcher's story on it, and writes the account to the given file.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { app, MessageChannelMain, utilityProcess } from 'electron'
import { launchCore } from '../../../src/main/launcher.ts'
import { tellLauncherStory } from '../launcher-story.ts'

const { ECHO_ACCOUNT: accountFile, ECHO_CORE_NODE: node } = process.env

// Not awaited here: Electron becomes ready only after this module has run.
void app.whenReady().then(async () => {
  const core = launchCore(
    { entry: join(import.meta.dirname, 'core.js'), node },
    { utilityProcess, MessageChannelMain },
  )
  const account = await tellLauncherStory(core)
  if (accountFile) writeFileSync(accountFile, JSON.stringify(account))
  app.exit(0)
})
