export { crashPoints, proveCrashes } from './crash.ts';
export { measureCsv, proveCsv } from './csv.ts';
export { proveDisk } from './disk.ts';
export { faultCases, pageCases } from './fault-cases.ts';
export { proveFaults } from './faults.ts';
export type { Told, Tried } from './lines.ts';
export { proveOthers } from './others.ts';
export { Station } from './station.ts';
export { proveStops, stopMoments } from './stops.ts';
