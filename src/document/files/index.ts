// Files and pictures that belong to a document.
export {
  attach,
  attachmentsName,
  countAttached,
  inTurn,
  largestAttachment,
  mostAttachments,
  readAttachments,
  takeOut,
  type Attachment,
} from './attachments.ts'
export { openFileNames, safeFileName } from './file-name.ts'
export { mostDecoded, sizeOfPicture } from './picture-size.ts'
export { picturesPut } from './pictures-put.ts'
