// Points of a text that are open before its adoption, and the acts in the log beside it.
export {
  actsInLog,
  actsInUpdate,
  havingsInUpdate,
  logAct,
  logHaving,
  type LoggedAct,
} from './act-log.ts'
export { bracketPlaces, mayAdopt, type Adoption, type OpenPoint } from './adoption.ts'
