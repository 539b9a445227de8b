module.exports = ({ entry }) => ({ mode: 'production', target: 'node', entry, output: { path: `${__dirname}/out` } });
