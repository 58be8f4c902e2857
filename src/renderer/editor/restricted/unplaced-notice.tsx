// A text of a circle that belongs to the page and stands nowhere in it: said to who reads it, with the way
// to what stands there now.
import type { Restricted } from '#shared/contract'
import { useNavigation } from '../../shell/router.ts'
import { Button, Notice } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { usePageState } from '../page/page-state.ts'

export function UnplacedNotice({ restricted }: { restricted: readonly Restricted[] }) {
  const words = useWords()
  const page = usePageState()
  const { go } = useNavigation()
  const first = restricted.find(({ is }) => is === 'unplaced')
  if (!first) return null
  const { block, text } = first
  return (
    <Notice
      tone="warning"
      title={words('restricted.unplaced.title', { name: first.circle?.name ?? '' })}
      action={
        <span className="notice-acts">
          {block === null ? null : (
            <Button size="small" onPress={() => void page.goTo(block)}>
              {words('restricted.unplaced.go')}
            </Button>
          )}
          {text === null ? null : (
            <Button size="small" onPress={() => go({ screen: 'document', document: text })}>
              {words('restricted.open')}
            </Button>
          )}
        </span>
      }
    >
      {words('restricted.unplaced')}
    </Notice>
  )
}
