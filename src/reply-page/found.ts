/** The one element that the page has of this kind. */
export const found = <Kind extends Element>(within: ParentNode, selector: string): Kind => {
  const element = within.querySelector<Kind>(selector)
  if (!element) throw new Error(selector)
  return element
}
