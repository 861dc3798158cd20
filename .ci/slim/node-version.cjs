// No TypeScript, since it runs on whatever Node there is when the package `node` could not be installed.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
  console.error(
    `This is Node ${process.versions.node}: the package "node", which brings a newer one, did not install here. ` +
      'Install Node 22.19 or later and run npm ci again.',
  );
  process.exit(1);
}
