const check = require('./tfjs-check.cjs');

module.exports = check(require('@tensorflow/tfjs'), require('native-dropout/tfjs'), require('native-dropout'));
