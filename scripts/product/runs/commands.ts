/** The commands that go on from a run. */
import { relative, resolve } from 'node:path';

/** Where runs are kept unless somebody says otherwise. */
export const defaultRuns = 'runs';

const commandFor = (verb: string, id: string, runs: string): string =>
  `npx tas ${verb} ${id} --target-org ORG${resolve(runs) === resolve(defaultRuns) ? '' : ` --runs ${shown(runs)}`}`;

/** As the user may type it from here. */
const shown = (folder: string): string => {
  const near = relative(process.cwd(), folder);
  return /^[\w./-]+$/.test(near) ? near : JSON.stringify(near);
};

/** The command that takes a run back. */
export const undoCommand = (id: string, runs: string): string => commandFor('undo', id, runs);
/** The command that goes on with a run. */
export const resumeCommand = (id: string, runs: string): string => commandFor('resume', id, runs);
