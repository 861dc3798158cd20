/**
 * Loaded before a command (`node --import`), so that its clock goes wrong: by PROOF_CLOCK_HOURS, or, from so many readings
 * on as PROOF_CLOCK_READINGS says, back by them.
 */
const hours = Number(process.env['PROOF_CLOCK_HOURS']);
const from = Number(process.env['PROOF_CLOCK_READINGS'] ?? '0');
const RightDate = Date;
let readings = 0;

function now(): number {
  readings += 1;
  return RightDate.now() + (readings > from ? hours * 3_600_000 : 0);
}

globalThis.Date = new Proxy(RightDate, {
  construct: (target, given: unknown[], made): object =>
    Reflect.construct(target, given.length === 0 ? [now()] : given, made) as Date,
  get: (target, name): unknown => (name === 'now' ? now : Reflect.get(target, name)),
});
