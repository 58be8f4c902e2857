// The way from a shared text to a question about it. Minutes have their own.
import { Scale } from 'lucide-react'
import type { DocumentSummary } from '#shared/contract'
import { isFixedText } from '#shared/has-status'
import { useGo } from '../../shell/router.ts'
import { Button } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

export function AskButton({ summary }: { summary: DocumentSummary }) {
  const words = useWords()
  const go = useGo()
  const { id, kind, readers, rights } = summary
  const isPossible = readers.kind !== 'only-you' && rights.includes('settle')
  if (!isPossible || kind === 'agenda' || isFixedText(summary)) return null
  return (
    <span className="bar-ask">
      <Button size="small" icon={Scale} onPress={() => go({ screen: 'ask', document: id })}>
        {words('decisions.ask.this')}
      </Button>
    </span>
  )
}
