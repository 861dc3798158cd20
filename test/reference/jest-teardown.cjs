/** After the last test of a Jest run. */
const { rmSync } = require('node:fs');

module.exports = () => rmSync(process.env.TAS_REFERENCE_PROJECT, { recursive: true, force: true });
