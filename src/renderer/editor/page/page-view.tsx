// The page in the middle of the screen, in an editor of its own.
import { LexicalExtensionComposer } from '@lexical/react/LexicalExtensionComposer'
import { usePageExtension } from './extension.ts'
import type { PageViewProps } from './page-parts.ts'
import { Sheet } from './sheet.tsx'

/** A reloaded document gets a new editor: the old one may have failed. */
export function PageView(props: PageViewProps) {
  return <Replica key={props.state.doc.guid} {...props} />
}

function Replica(props: PageViewProps) {
  const { extension, relay } = usePageExtension(props.summary.id)
  return (
    <LexicalExtensionComposer extension={extension} contentEditable={null}>
      <Sheet {...props} relay={relay} />
    </LexicalExtensionComposer>
  )
}
