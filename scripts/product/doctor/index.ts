export { examine } from './doctor.ts';
export { exitCodeOf, type Finding } from './finding.ts';
export { readPicture } from './picture.ts';
export { countsOf, doctorText, type Counts } from './text.ts';
