/** The box of the line in which a person writes; null where no text has the focus. */
export function writtenLine(): DOMRect | null {
  const writing = document.activeElement
  const selection = getSelection()
  if (!(writing instanceof HTMLElement) || !writing.isContentEditable || !selection?.focusNode)
    return null
  const { focusNode, rangeCount } = selection
  const line = rangeCount > 0 ? selection.getRangeAt(0).getBoundingClientRect() : null
  if (line?.height) return line
  // An empty line has no box of its own.
  return focusNode instanceof Element ? focusNode.getBoundingClientRect() : null
}
