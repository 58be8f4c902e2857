// The limits of Baraza, behind a link: on the first screen, and in the settings for later.
import { useState } from 'react'
import { Dialog, Link } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

const limits = [
  'device',
  'memory',
  'memoryLock',
  'memoryOff',
  'memorySwap',
  'screen',
  'members',
  'traffic',
  'forgotten',
] as const

/** In its own direction, whatever is around. */
const code = (text: string) => <code dir="ltr">{text}</code>

/** Names and commands are the same in every language. */
const systems = {
  disks: 'FileVault, BitLocker, LUKS',
  windows: code('powercfg /h off'),
  linux: code('sudo systemctl mask hibernate.target hybrid-sleep.target'),
  swap: code('sudo swapoff -a'),
  fstab: code('/etc/fstab'),
  mac: code('sudo pmset -a hibernatemode 0'),
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
              {limit === 'memoryOff' || limit === 'memorySwap'
                ? words.rich(`start.limits.${limit}`, systems)
                : words(`start.limits.${limit}`)}
            </li>
          ))}
        </ul>
      </Dialog>
    </>
  )
}
