/** The commands that go on from a run. */
import { relative, resolve } from 'node:path';

/** Where runs are kept unless somebody says otherwise. */
export const defaultRuns = 'runs';

/** `org`: what --target-org said; undefined where it was a token, or nobody knows. */
const commandFor = (verb: string, id: string, runs: string, org = 'ORG'): string =>
  `npx tas ${verb} ${id} --target-org ${word(org)}${resolve(runs) === resolve(defaultRuns) ? '' : ` --runs ${shown(runs)}`}`;

/** As a shell takes it. */
const word = (text: string): string => (/^[\w@+./-]+$/.test(text) ? text : JSON.stringify(text));

/** As the user may type it from here. */
const shown = (folder: string): string => word(relative(process.cwd(), folder));

/** The command that takes a run back. */
export const undoCommand = (id: string, runs: string, org?: string): string => commandFor('undo', id, runs, org);
/** The command that goes on with a run. */
export const resumeCommand = (id: string, runs: string, org?: string): string => commandFor('resume', id, runs, org);
/** The command that takes an install back. */
export const rollbackCommand = (id: string, runs: string, org?: string): string =>
  commandFor('rollback', id, runs, org);
