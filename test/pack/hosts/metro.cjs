// Bundles consumer.cjs as for React Native.
const { mkdirSync } = require('node:fs');
const Metro = require('metro');

async function bundle() {
  const resolver = { unstable_conditionNames: ['react-native'], useWatchman: false };
  const modules = require('node:path').resolve(__dirname, '../../node_modules');
  const settings = { projectRoot: __dirname, watchFolders: [__dirname, modules], resolver, reporter: { update() {} } };
  const config = await Metro.loadConfig({ cwd: __dirname }, settings);
  mkdirSync('out');
  await Metro.runBuild(config, { entry: 'consumer.cjs', out: 'out/bundle.js', platform: 'android', dev: false });
}

bundle().then(() => process.exit());
