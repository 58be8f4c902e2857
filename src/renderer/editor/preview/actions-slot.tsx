// Where the buttons of the bar will be: the same boxes with the same words, so that what the bar says
// takes as many lines as it will.
import { type LucideIcon, MessageSquare, Upload, Users } from 'lucide-react'
import { Icon } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import '../../ui/button.css'

type PlaceProps = { icon: LucideIcon; text: string; variant?: 'primary'; size?: 'small' }

const Place = ({ icon, text, variant, size }: PlaceProps) => (
  <span className="button" aria-hidden data-variant={variant} data-size={size}>
    <Icon of={icon} />
    {text}
  </span>
)

export function ActionsSlot({ isPrivate }: { isPrivate: boolean }) {
  const words = useWords()
  return (
    <>
      {isPrivate ? (
        <Place icon={Users} text={words('editor.share')} variant="primary" size="small" />
      ) : null}
      <Place icon={MessageSquare} text={words('comments.button', { count: 0 })} />
      <Place icon={Upload} text={words('editor.export')} size="small" />
    </>
  )
}
