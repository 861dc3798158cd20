import { describe, expect, test } from 'vitest';
import { progressLine, streamProgress } from '../../scripts/product/terminal/index.ts';

describe('progress', () => {
  test('shows rows, rate and time left', () => {
    expect(progressLine('Reading', 5_000, 20_000, 1_000)).toBe(
      'Reading ██████░░░░░░░░░░░░░░░░░░ 5,000/20,000 (5,000/s, 3.0 s left)',
    );
  });

  test('shows no time left before anything is known', () => {
    expect(progressLine('Reading', 0, 10, 0)).toContain('0/10 (0/s)');
  });

  test('is one line for each finished piece of work where there is no terminal', () => {
    let text = '';
    let now = 0;
    const progress = streamProgress({ write: (piece) => (text += piece) }, () => now);
    progress.begin('Reading', 10);
    progress.advance(4);
    now = 1500;
    progress.advance(6);
    progress.begin('Writing', 1);
    progress.end();
    progress.end();
    expect(text).toBe('Reading: 10 of 10 in 1.5 s\nWriting: 0 of 1 in 0.0 s\n');
  });

  test('redraws one line on a terminal, and not for every row', () => {
    const pieces: string[] = [];
    const progress = streamProgress({ write: (piece) => pieces.push(piece), isTTY: true }, () => 0);
    progress.begin('Reading', 1000);
    for (let row = 0; row < 1000; row++) progress.advance(1);
    progress.end();
    expect(pieces).toHaveLength(3);
    expect(pieces.at(-1)).toBe('Reading: 1,000 of 1,000 in 0.0 s\n');
  });
});
