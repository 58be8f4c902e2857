// Files and figures that belong to a text.
export { bringFile } from './bring-file.ts'
export { mustHaveRoom } from './enclosing.ts'
export { addFigure, figuresIn, keepPicture, pictureAt } from './figures.ts'
