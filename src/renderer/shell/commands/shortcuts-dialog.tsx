// Ctrl /: every key of the window in one list.
import { Dialog, ScrollRegion } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { keyGroups, keys } from './keys.ts'
import { Keys } from './shown-keys.tsx'
import './commands.css'

export function ShortcutsDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const words = useWords()
  const title = words('commands.allShortcuts')
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={title} size="large">
      <ScrollRegion className="shortcuts" label={title}>
        {keyGroups.map(group => (
          <section key={group.title}>
            <h3>{words(group.title)}</h3>
            <dl>
              {group.keys.map(name => (
                <div key={name} className="shortcut">
                  <dt>{words(keys[name].does)}</dt>
                  <dd dir="ltr">
                    <Keys of={name} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </ScrollRegion>
    </Dialog>
  )
}
