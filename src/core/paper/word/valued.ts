// Word's way of an element with one value.
import { element } from '../xml.ts'

export const valued = (name: string, value: string | number): string =>
  element(name, { 'w:val': value })
