// The focus of a field that comes up by a key, in the moment in which it comes up. The component library
// gives the focus in a later task; a letter that is typed before it would go into the text below.
import { useLayoutEffect, useState, type Ref, type RefObject } from 'react'
import { useObjectRef } from 'react-aria/useObjectRef'

/** A ref for the field; `also` gets the field too. */
export function useFirstFocus<Field extends HTMLElement>(
  wanted = true,
  also?: Ref<Field>,
): RefObject<Field | null> {
  const field = useObjectRef(also)
  const [first] = useState(wanted)
  useLayoutEffect(() => {
    if (first) field.current?.focus()
  }, [field, first])
  return field
}
