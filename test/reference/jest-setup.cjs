/** Before the first test of a Jest run: its reference project, where the panel's model and texts come from. */
module.exports = async () => (await import('./build.ts')).buildReferenceProject(process.env.TAS_REFERENCE_PROJECT);
