// The frame of the screens before an archive is open: on each of them the language can be chosen and the
// help read.
import type { ReactNode } from 'react'
import { Frame } from '../../shell/frame/frame.tsx'
import { LanguageChoice } from '../../shell/frame/language-choice.tsx'
import { useHelp } from '../help/help.tsx'
import { Link } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import './start.css'

export function StartFrame({ className, children }: { className: string; children: ReactNode }) {
  const words = useWords()
  const openHelp = useHelp()
  const bar = (
    <>
      <span className="grow" />
      <Link onPress={openHelp}>{words('app.help')}</Link>
      <LanguageChoice />
    </>
  )
  return (
    <Frame bare bar={bar}>
      <main className={`${className} scroll`} data-area="main">
        {children}
      </main>
    </Frame>
  )
}
