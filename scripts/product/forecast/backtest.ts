/** A forecast of the past held against what came, and against plainer ones. */
import { ageAt } from './age-table.ts';
import type { Fit } from './fit.ts';
import type { OpenDeal, OpenDeals } from './open-deals.ts';
import type { Backtest, Method, Reliability } from './report.ts';

const bins = 10;

/** `meanAmount`: what every deal is taken to be worth, so that no forecast knows what a deal came to be worth later. */
export function backtestOf(fit: Fit, open: OpenDeals, meanAmount: number): Backtest {
  const reliability = Array.from({ length: bins }, (_, at): Reliability => ({
    from: at / bins,
    to: (at + 1) / bins,
    deals: 0,
    expected: 0,
    won: 0,
  }));
  let [won, money, isConfigured] = [0, 0, open.count > 0];
  for (const { isWon, amount, configured } of open) {
    if (configured === null) isConfigured = false;
    if (!isWon) continue;
    won += 1;
    money += amount ?? 0;
  }
  const { known } = fit;
  const winRate = known.won / (known.won + known.lost);
  const baseRate = open.count === 0 ? 0 : won / open.count;
  const chanceBy: Record<Method['name'], (deal: OpenDeal) => number> = {
    forecast: ({ group, age }) => fit.chanceOf(group, age).won,
    aalenJohansen: ({ age }) => fit.plain[ageAt(age)] ?? 0,
    stageProbability: ({ configured }) => configured ?? 0,
    winRate: () => winRate,
    baseRate: () => baseRate,
  };
  const names = (Object.keys(chanceBy) as Method['name'][]).filter(
    (name) => name !== 'stageProbability' || isConfigured,
  );
  const methods = names.map((name): Method => {
    let [wins, errors] = [0, 0];
    for (const deal of open) {
      const chance = chanceBy[name](deal);
      wins += chance;
      errors += (chance - Number(deal.isWon)) ** 2;
      const bin = name === 'forecast' ? reliability[Math.min(bins - 1, Math.floor(chance * bins))] : undefined;
      if (bin === undefined) continue;
      bin.deals += 1;
      bin.expected += chance;
      bin.won += Number(deal.isWon);
    }
    return { name, wins, money: wins * meanAmount, brier: open.count === 0 ? 0 : errors / open.count };
  });
  return { won, money, meanAmount, methods, reliability };
}
