// Where the tools above the page will be: the same boxes without what is in them, so that the page
// stands where it stays, in a narrow window too, where the tools take two lines.
import { ChevronDown } from 'lucide-react'
import { Icon } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import '../../ui/button.css'
import '../../ui/toolbar.css'

/** Icons between the lines, as in `page-tools.tsx`. */
const icons = [7, 2, 5]

export function ToolsSlot() {
  const words = useWords()
  return (
    <div className="page-tools" aria-hidden>
      <div className="toolbar">
        <span className="button" data-variant="quiet" data-size="small" aria-disabled>
          <span className="kind-now">{words('editor.kind.paragraph')}</span>
          <Icon of={ChevronDown} />
        </span>
        {icons.map((count, group) => [
          <span key={group} className="toolbar-line" />,
          ...Array.from({ length: count }, (_, at) => (
            <span key={`${group} ${at}`} className="icon-button" />
          )),
        ])}
      </div>
    </div>
  )
}
