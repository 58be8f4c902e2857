// The passphrase of this device, what replaces it when it is forgotten, backups, and erasing everything.
import { useState } from 'react'
import { Flame, KeySquare } from 'lucide-react'
import { EraseDevice } from '../start/erase-device.tsx'
import { Button } from '../../ui/index.ts'
import { useNavigation } from '../../shell/router.ts'
import { useWords } from '../../words/index.ts'
import { Backup } from './backup.tsx'
import { ChangePassphrase } from './change-passphrase.tsx'
import { Recovery } from './recovery.tsx'
import { Section } from './section.tsx'
import { Travel } from './travel.tsx'

export function Safety({ asksCode }: { asksCode: boolean }) {
  const words = useWords()
  const { group } = useNavigation()
  const [asking, setAsking] = useState<'passphrase' | 'erase' | null>(null)
  const close = (): void => setAsking(null)
  return (
    <>
      <Section part="passphrase">
        <div>
          <Button icon={KeySquare} onPress={() => setAsking('passphrase')}>
            {words('settings.passphrase.change')}
          </Button>
        </div>
      </Section>
      <Section part="recovery">
        <Recovery asksCode={asksCode} />
      </Section>
      <Section part="backup">
        <Backup />
      </Section>
      {group === null ? null : (
        <Section part="travel">
          <Travel group={group} />
        </Section>
      )}
      <Section part="erase">
        <p className="muted">{words('settings.erase.text')}</p>
        <div>
          <Button icon={Flame} variant="danger" onPress={() => setAsking('erase')}>
            {words('start.erase.link')}
          </Button>
        </div>
      </Section>
      {asking === 'passphrase' ? <ChangePassphrase onClose={close} /> : null}
      {asking === 'erase' ? <EraseDevice onClose={close} /> : null}
    </>
  )
}
