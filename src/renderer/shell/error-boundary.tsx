// Keeps a defect of one screen to that screen: says so plainly, and offers the way back. Work is
// safe, because core keeps it and not the window.
import { Component, type ReactNode } from 'react'
import { RotateCcw } from 'lucide-react'
import { Button, Notice } from '../ui/index.ts'
import { useWords } from '../words/index.ts'
import './error-boundary.css'

type Props = { children: ReactNode }

export class ErrorBoundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true }
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children
    return <Broken onAgain={() => this.setState({ failed: false })} />
  }
}

function Broken({ onAgain }: { onAgain: () => void }) {
  const words = useWords()
  return (
    <div className="broken">
      <Notice
        tone="error"
        title={words('app.broken.title')}
        action={
          <Button size="small" icon={RotateCcw} onPress={onAgain}>
            {words('app.broken.again')}
          </Button>
        }
      >
        {words('app.broken.text')}
      </Notice>
    </div>
  )
}
