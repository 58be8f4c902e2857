// The selector of elements that take the focus by the Tab key.
export const focusable =
  'a[href], button:not([disabled]), input:not([disabled]), textarea, select, [tabindex="0"], [contenteditable="true"]'
