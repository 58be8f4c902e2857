// The direction of a field: that of the letters in it. An empty field reads as the window around it does, so
// that placeholder, icon and cursor stand on one side.

/** For `dir`; undefined takes the direction from around. */
export const typedDirection = (value: string | undefined): 'auto' | undefined =>
  value === undefined || value === '' ? undefined : 'auto'
