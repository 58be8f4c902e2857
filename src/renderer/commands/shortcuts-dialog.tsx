// Ctrl /: every key of the window in one list.
import { Dialog } from '../ui/index.ts'
import { useWords } from '../words/index.ts'
import { shortcutGroups } from './shortcuts.ts'
import './commands.css'

export function ShortcutsDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const words = useWords()
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={words('commands.allShortcuts')} size="large">
      <div className="shortcuts">
        {shortcutGroups.map(group => (
          <section key={group.title}>
            <h3>{words(group.title)}</h3>
            <dl>
              {group.shortcuts.map(({ keys, does }) => (
                <div key={does} className="shortcut">
                  <dt>{words(does)}</dt>
                  <dd dir="ltr">
                    {keys.map(key => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
