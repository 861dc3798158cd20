/** What a proof found, line by line, and all of it for `--json`. */

export interface Outcome {
  /** What happened, in a few words. */
  readonly said: string;
  /** What is wrong; undefined: it is as it should be. */
  readonly problem: string | undefined;
}

/** One thing that was tried. */
export interface Tried extends Outcome {
  /** `words`: whether what the command said is what its reader needs. */
  readonly proof: 'crash' | 'fault' | 'Ctrl+C' | 'disk' | 'others' | 'CSV' | 'words';
  readonly name: string;
}

export interface Told {
  /** A line of the result. */
  readonly print: (line: string) => void;
  /** How far it is. */
  readonly progress: (text: string) => void;
  readonly tried: Tried[];
}

export function tell({ print, tried }: Told, one: Tried): void {
  tried.push(one);
  const { proof, name, said, problem } = one;
  print(`${problem === undefined ? 'ok    ' : 'FAILED'} ${proof}: ${name}: ${problem ?? said}`);
}

/** Works through a list, so many at once, each by whichever worker is free. */
export async function shared<Worker, Item>(
  workers: readonly Worker[],
  items: readonly Item[],
  work: (worker: Worker, item: Item) => Promise<void>,
): Promise<void> {
  const left = items.values();
  await Promise.all(
    workers.map(async (worker) => {
      for (const item of left) await work(worker, item);
    }),
  );
}
