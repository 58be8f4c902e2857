// Text of contested ids and of forked feeds, apart in one document.
export { type Claims, openClaims } from './claims.ts'
export { type Forking, openForking } from './forking.ts'
export {
  type ComparedWording,
  openWordings,
  type Wording,
  type WordingAnswers,
  type Wordings,
} from './wordings.ts'
