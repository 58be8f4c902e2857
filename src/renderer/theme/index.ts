// The look of the window: tokens, fonts, ground rules, and which theme is on.
import './tokens.css'
import './fonts.css'
import './base.css'
export { readDocumentFonts } from './read-fonts.ts'
export { applyTheme } from './apply.ts'
