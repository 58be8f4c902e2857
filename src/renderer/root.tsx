// Decides what the window shows before anything else: the way in (first run, unlock, a reason why
// not), or the group's work. Holds the language and the theme around all of it.
import { StrictMode } from 'react'
import { AppearanceProvider } from './appearance.tsx'
import { type Connection, ConnectionContext, useAnswer } from './core.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import { Frame } from './frame/frame.tsx'
import { CannotOpen } from './start/cannot-open.tsx'
import { FirstRun } from './start/first-run.tsx'
import { Unlock } from './start/unlock.tsx'
import { Toasts } from './ui/index.ts'
import { Workspace } from './workspace/workspace.tsx'

export function Root({ connection }: { connection: Connection }) {
  return (
    <StrictMode>
      <ConnectionContext value={connection}>
        <AppearanceProvider>
          <ErrorBoundary>
            <Way />
          </ErrorBoundary>
          <Toasts />
        </AppearanceProvider>
      </ConnectionContext>
    </StrictMode>
  )
}

function Way() {
  const { value: state, failure } = useAnswer('profile.state', undefined, ['profile.changed'])
  if (failure !== undefined) return <CannotOpen reason="failed" />
  switch (state) {
    case undefined:
      return <Frame bare>{null}</Frame>
    case 'new':
      return <FirstRun />
    case 'locked':
      return <Unlock />
    case 'unlocked':
      return <Opened />
    case 'in-use':
    case 'newer':
    case 'damaged':
      return <CannotOpen reason={state} />
  }
}

/** An open archive without a group is still at its first run. */
function Opened() {
  const { value: groups, failure } = useAnswer('groups.list', undefined, ['groups.changed'])
  if (failure !== undefined) return <CannotOpen reason="failed" />
  if (groups === undefined) return <Frame bare>{null}</Frame>
  return groups.length === 0 ? <FirstRun opened /> : <Workspace groups={groups} />
}
