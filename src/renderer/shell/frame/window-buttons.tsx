// Minimise, maximise, close. On a Mac the system draws its own, so these are absent there.
import { Button as AriaButton } from 'react-aria-components/Button'
import { Minus, Square, X } from 'lucide-react'
import { useShell } from '../core-client.ts'
import { Icon } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

/** There the system keeps its own buttons at the start of the bar. */
export const isMac = navigator.userAgent.includes('Mac OS')

export function WindowButtons() {
  const shell = useShell()
  const words = useWords()
  if (isMac) return null
  return (
    <div className="window-buttons">
      <AriaButton
        className="window-button"
        aria-label={words('app.window.minimize')}
        onPress={() => void shell.call('window.minimize')}
      >
        <Icon of={Minus} size="small" />
      </AriaButton>
      <AriaButton
        className="window-button"
        aria-label={words('app.window.maximize')}
        onPress={() => void shell.call('window.toggleMaximize')}
      >
        <Icon of={Square} size="small" />
      </AriaButton>
      <AriaButton
        className="window-button"
        data-close
        aria-label={words('app.window.close')}
        onPress={() => void shell.call('window.close')}
      >
        <Icon of={X} />
      </AriaButton>
    </div>
  )
}
