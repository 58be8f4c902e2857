// The <b> of a message.
import type { ReactNode } from 'react'

export const strong = (chunks: ReactNode[]): ReactNode => <b>{chunks}</b>
