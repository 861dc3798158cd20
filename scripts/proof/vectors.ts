/** `npm run vectors -- FILE`: checks the formula engine against a file of formula vectors. */
import { readFile } from 'node:fs/promises';
import { readVectors, runVector } from './vectors/index.ts';

async function main(file: string | undefined): Promise<number> {
  if (file === undefined) return refuse('Usage: npm run vectors -- FILE');
  let content: string;
  try {
    content = await readFile(file, 'utf8');
  } catch (error) {
    return refuse(`Cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const read = readVectors(content);
  if (!read.ok) return refuse(`${file} is not a file of formula vectors:\n${read.problems.slice(0, 20).join('\n')}`);
  const counts = { agree: 0, disagree: 0, unsupported: 0 };
  for (const vector of read.vectors) {
    const verdict = runVector(vector);
    counts[verdict.kind] += 1;
    if (verdict.kind !== 'disagree') continue;
    process.stdout.write(
      `${vector.id}  ${vector.formula}\n  expected ${verdict.expected}\n  got      ${verdict.got}\n`,
    );
  }
  process.stdout.write(`${counts.agree} agree, ${counts.disagree} disagree, ${counts.unsupported} unsupported\n`);
  return counts.disagree === 0 ? 0 : 1;
}

function refuse(message: string): number {
  process.stderr.write(`${message}\n`);
  return 1;
}

process.exitCode = await main(process.argv[2]);
