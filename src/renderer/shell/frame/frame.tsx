// The window's own frame, since the system draws none: the bar with the window buttons, the fixed
// bars that warn of the test runtime or the example, and the screen below them.
import { useEffect, useState, type ReactNode } from 'react'
import { FlaskConical, TriangleAlert } from 'lucide-react'
import { useShell } from '../core-client.ts'
import { Icon } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { isMac, WindowButtons } from './window-buttons.tsx'
import './frame.css'

export type FrameProps = {
  /** No line under the bar and one ground for all: the screens before the archive is open. */
  bare?: boolean
  /** The content of the bar before the window buttons. */
  bar?: ReactNode
  children: ReactNode
}

export function Frame({ bare = false, bar, children }: FrameProps) {
  return (
    <div className="frame" data-bare={bare || undefined}>
      <header className="frame-head">
        <RuntimeBars />
        <div className="title-bar" data-area="bar" data-mac={isMac || undefined}>
          {bar ?? <span className="grow" />}
          <WindowButtons />
        </div>
      </header>
      {children}
    </div>
  )
}

function RuntimeBars() {
  const shell = useShell()
  const words = useWords()
  const [runtime, setRuntime] = useState({ test: false, demo: false })
  useEffect(() => {
    void shell.call('runtime').then(setRuntime, () => {})
  }, [shell])
  return (
    <>
      {runtime.test ? (
        <div className="runtime-bar" data-kind="test" role="note">
          <Icon of={TriangleAlert} size="small" />
          {words('app.testRuntime')}
        </div>
      ) : null}
      {runtime.demo ? (
        <div className="runtime-bar" data-kind="demo" role="note">
          <Icon of={FlaskConical} size="small" />
          {words('app.demo')}
        </div>
      ) : null}
    </>
  )
}
