// A small switch between views of the same thing.
import { ToggleButton } from 'react-aria-components/ToggleButton'
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup'
import './segments.css'

export type SegmentsProps<K extends string> = {
  label: string
  segments: { id: K; text: string }[]
  value: K
  onChange: (value: K) => void
}

export function Segments<K extends string>({ label, segments, value, onChange }: SegmentsProps<K>) {
  return (
    <ToggleButtonGroup
      className="segments"
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={keys => {
        const chosen = segments.find(segment => keys.has(segment.id))
        if (chosen) onChange(chosen.id)
      }}
    >
      {segments.map(segment => (
        <ToggleButton key={segment.id} id={segment.id} className="segment">
          {segment.text}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
