module.exports = ({ entry, target = 'node' }) => ({
  mode: 'production',
  target,
  entry,
  output: { path: `${__dirname}/out` },
});
