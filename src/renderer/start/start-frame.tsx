// The frame of the screens before an archive is open: the language can be chosen on each of them.
import type { ReactNode } from 'react'
import { Frame } from '../frame/frame.tsx'
import { LanguageChoice } from '../frame/language-choice.tsx'
import './start.css'

export function StartFrame({ className, children }: { className: string; children: ReactNode }) {
  const bar = (
    <>
      <span className="grow" />
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
