// Words in a line that lead somewhere in the window.
import type { ReactNode } from 'react'
import { Link as AriaLink } from 'react-aria-components/Link'

export function Link({ onPress, children }: { onPress: () => void; children: ReactNode }) {
  return (
    <AriaLink className="link" onPress={onPress}>
      {children}
    </AriaLink>
  )
}
