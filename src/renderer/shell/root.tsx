// Decides what the window shows before anything else: the way in (first run, unlock, a reason why
// not), or the group's work. Holds the language and the theme around all of it.
import { StrictMode, useCallback, useState } from 'react'
import { AppearanceProvider } from './appearance.tsx'
import { type Connection, ConnectionContext, useAnswer } from './core-client.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import { Frame } from './frame/frame.tsx'
import { HelpProvider } from '../screens/help/help.tsx'
import { CannotOpen } from '../screens/start/cannot-open.tsx'
import { FirstRun } from '../screens/start/first-run.tsx'
import { Unlock } from '../screens/start/unlock.tsx'
import { useRefusedDrop } from '../screens/import/use-drop.ts'
import { say, Toasts } from '../ui/index.ts'
import { useWords } from '../words/index.ts'
import { Workspace } from './workspace/workspace.tsx'

export function Root({ connection }: { connection: Connection }) {
  return (
    <StrictMode>
      <ConnectionContext value={connection}>
        <AppearanceProvider>
          <ErrorBoundary>
            <HelpProvider>
              <Way />
            </HelpProvider>
          </ErrorBoundary>
          <RefusedDrops />
          <Toasts />
        </AppearanceProvider>
      </ConnectionContext>
    </StrictMode>
  )
}

/** Above the language and the screens, so that no file is let go unseen between two of them. */
function RefusedDrops() {
  const words = useWords()
  useRefusedDrop(useCallback(() => say(words('import.drop.refused')), [words]))
  return null
}

function Way() {
  const { value: state, failure } = useAnswer('profile.state', undefined, ['profile.changed'])
  const opened = state === 'unlocked'
  const groups = useAnswer('groups.list', opened ? undefined : null, ['groups.changed'])
  const place = useAnswer('window.place', opened ? undefined : null)
  const [begun, setBegun] = useState(false)
  if (state === 'new' && !begun) setBegun(true)

  if (failure !== undefined || groups.failure !== undefined) return <CannotOpen reason="failed" />
  switch (state) {
    case undefined:
      return <Frame bare>{null}</Frame>
    case 'locked':
      return <Unlock />
    case 'in-use':
    case 'newer':
    case 'damaged':
      return <CannotOpen reason={state} />
    case 'new':
    case 'unlocked':
      if (groups.value !== undefined && groups.value.length > 0) {
        const isKnown = place.value !== undefined || place.failure !== undefined
        return isKnown ? (
          <Workspace groups={groups.value} place={place.value ?? null} />
        ) : (
          <Frame bare>{null}</Frame>
        )
      }
      // An open archive without a group is still at its first run, which goes on as it was.
      return begun || groups.value !== undefined ? (
        <FirstRun opened={opened} />
      ) : (
        <Frame bare>{null}</Frame>
      )
  }
}
