// What Baraza cannot do, behind a link: on the first screen, and in the settings for later.
import { useState } from 'react'
import { Dialog, Link } from '../ui/index.ts'
import { useWords } from '../words/index.ts'

const limits = [
  'device',
  'memory',
  'memoryOff',
  'screen',
  'members',
  'traffic',
  'forgotten',
] as const

/** Names and commands are the same in every language. */
const systems = {
  disks: 'FileVault, BitLocker, LUKS',
  windows: '\u2066powercfg /h off\u2069',
  linux: '\u2066sudo systemctl mask hibernate.target hybrid-sleep.target\u2069',
  swap: '\u2066sudo swapoff -a\u2069',
  fstab: '\u2066/etc/fstab\u2069',
  mac: '\u2066sudo pmset -a hibernatemode 0\u2069',
}

export function Limits({ link }: { link: 'start.limits.link' | 'start.limits.title' }) {
  const words = useWords()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Link onPress={() => setOpen(true)}>{words(link)}</Link>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={words('start.limits.title')}>
        <ul className="limits">
          {limits.map(limit => (
            <li key={limit}>
              {limit === 'memoryOff'
                ? words('start.limits.memoryOff', systems)
                : words(`start.limits.${limit}`)}
            </li>
          ))}
        </ul>
      </Dialog>
    </>
  )
}
