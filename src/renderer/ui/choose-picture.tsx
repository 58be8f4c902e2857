// A button that takes one picture from this computer into the page, and gives it to nobody else.
import type { ReactNode } from 'react'
import { FileTrigger } from 'react-aria-components/FileTrigger'
import type { LucideIcon } from 'lucide-react'
import { Button } from './button.tsx'

export type ChoosePictureProps = {
  icon?: LucideIcon
  children: ReactNode
  onChoose: (picture: File) => void
}

const kinds = ['image/png', 'image/jpeg', 'image/gif', 'image/webp']

export function ChoosePicture({ icon, children, onChoose }: ChoosePictureProps) {
  return (
    <FileTrigger
      acceptedFileTypes={kinds}
      onSelect={files => {
        const picture = files?.item(0)
        if (picture) onChoose(picture)
      }}
    >
      <Button {...(icon ? { icon } : {})}>{children}</Button>
    </FileTrigger>
  )
}
