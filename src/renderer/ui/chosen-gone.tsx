// Beside a list: what was chosen in it is gone. Also read aloud.
import { useWords } from '../words/index.ts'
import './field.css'

export function ChosenGone({ isGone }: { isGone: boolean }) {
  const words = useWords()
  return (
    <span className="field-error" role="status">
      {isGone ? words('ui.chooseAgain') : null}
    </span>
  )
}
