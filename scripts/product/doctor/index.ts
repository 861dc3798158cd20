export { examine, type Section } from './doctor.ts';
export { exitCodeOf, type Finding } from './finding.ts';
export { readPicture, type DoctorOrg } from './picture.ts';
export { countsOf, doctorText, type Counts } from './text.ts';
