export {
  readRegistrations,
  registrationColumns,
  registrationIn,
  type Registration,
  type Registrations,
} from './read.ts';
export { releaseLapsed, type Released } from './release.ts';
export { registrationsText, releasedText } from './text.ts';
