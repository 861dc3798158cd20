/** Whether all is proved, as `npm run prove:install` asks, or a part of it, as `npm test` does. */
export const isWhole = process.env['PROVE_INSTALL'] === 'all';
