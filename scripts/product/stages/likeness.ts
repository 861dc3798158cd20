/** How alike two names of stages are. */

/** Letters and digits alone, in small letters: `Negotiation/Review` and `negotiation review` are one name. */
const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '');

function pairsOf(text: string): string[] {
  const letters = Array.from(text);
  return letters.slice(1).map((letter, index) => `${letters[index] ?? ''}${letter}`);
}

/**
 * 0 (nothing in common) to 1 (the same letters), by Sørensen and Dice: twice the pairs of neighbouring letters that both
 * have, by the pairs of both. It needs no words, so it serves Chinese as well.
 */
export function likeness(a: string, b: string): number {
  const [one, other] = [plain(a), plain(b)];
  if (one === '' || other === '') return 0;
  if (one === other) return 1;
  const left = pairsOf(other);
  const pairs = pairsOf(one);
  const total = pairs.length + left.length;
  let common = 0;
  for (const pair of pairs) {
    const at = left.indexOf(pair);
    if (at < 0) continue;
    left.splice(at, 1);
    common += 1;
  }
  return total === 0 ? 0 : (2 * common) / total;
}
