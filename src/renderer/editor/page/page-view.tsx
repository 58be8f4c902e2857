// The page in the middle of the screen, in an editor of its own.
import { useState } from 'react'
import { LexicalExtensionComposer } from '@lexical/react/LexicalExtensionComposer'
import type { TooLarge } from '../paste/policy.ts'
import { say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { sayLeftOut } from '../paste/say-left-out.ts'
import type { LeftOut } from '../paste/pasted.ts'
import { pageExtension } from './extension.ts'
import { failureRelay } from './failure-relay.ts'
import type { PageViewProps } from './page-parts.ts'
import { Sheet } from './sheet.tsx'

/** A reloaded document gets a new editor: the old one may have failed. */
export function PageView(props: PageViewProps) {
  return <Replica key={props.state.doc.guid} {...props} />
}

function Replica(props: PageViewProps) {
  const words = useWords()
  const [{ extension, relay }] = useState(() => {
    const made = failureRelay()
    const news = {
      onError: made.report,
      onTooLarge: (what: TooLarge) =>
        say(words(what === 'all' ? 'editor.paste.tooLarge' : 'editor.paste.wordTooLong')),
      onLeftOut: (leftOut: LeftOut) => sayLeftOut(leftOut, words),
    }
    return { extension: pageExtension(news, props.summary.id), relay: made }
  })
  return (
    <LexicalExtensionComposer extension={extension} contentEditable={null}>
      <Sheet {...props} relay={relay} />
    </LexicalExtensionComposer>
  )
}
