/** Tells the user how far a long piece of work is. */
export interface Progress {
  /** Begins a piece of work, ending the one before it. `label` is such as "Reading deals". */
  begin(label: string, total: number): void;
  advance(rows: number): void;
  end(): void;
}

export const silentProgress: Progress = { begin: () => undefined, advance: () => undefined, end: () => undefined };

export interface ProgressTarget {
  write(text: string): unknown;
  isTTY?: boolean | undefined;
}

const drawEveryMs = 100;
const barWidth = 24;

const seconds = (ms: number): string => (ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`);
const count = new Intl.NumberFormat('en-US');

/** One line: bar, rows of total, rows per second, time left. */
export const progressLine = (label: string, done: number, total: number, elapsedMs: number): string => {
  const share = total === 0 ? 1 : Math.min(1, done / total);
  const filled = Math.round(share * barWidth);
  const rate = elapsedMs <= 0 ? 0 : (done / elapsedMs) * 1000;
  const left = rate > 0 && done < total ? `, ${seconds(((total - done) / rate) * 1000)} left` : '';
  const bar = `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)}`;
  return `${label} ${bar} ${count.format(done)}/${count.format(total)} (${count.format(Math.round(rate))}/s${left})`;
};

/** Progress on a terminal as a line that redraws itself, elsewhere as one line for each finished piece of work. */
export const streamProgress = (target: ProgressTarget, now: () => number): Progress => {
  let label = '';
  let total = 0;
  let done = 0;
  let started = 0;
  let drawn = -Infinity;
  let open = false;

  const draw = (): void => {
    drawn = now();
    target.write(`\r\x1b[2K${progressLine(label, done, total, drawn - started)}`);
  };
  const end = (): void => {
    if (!open) return;
    open = false;
    if (target.isTTY === true) target.write('\r\x1b[2K');
    const ms = now() - started;
    target.write(`${label}: ${count.format(done)} of ${count.format(total)} in ${seconds(ms)}\n`);
  };
  return {
    begin: (newLabel, newTotal) => {
      end();
      [label, total, done, started, drawn, open] = [newLabel, newTotal, 0, now(), -Infinity, true];
      if (target.isTTY === true) draw();
    },
    advance: (rows) => {
      done += rows;
      if (target.isTTY === true && now() - drawn >= drawEveryMs) draw();
    },
    end,
  };
};
