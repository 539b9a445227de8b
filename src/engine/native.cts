/** Where the CommonJS build has its addons: native.ts for file tracers that follow require(). Bundlers take the ESM build. */

import path = require('node:path');
import loader = require('./load-addon.js');

function addons() {
  return {
    built: path.join(__dirname, '../../../build/Release/native_dropout.node'),
    'linux-x64': path.join(__dirname, '../../../prebuilds/linux-x64/native-dropout.glibc.node'),
    'linux-x64-musl': path.join(__dirname, '../../../prebuilds/linux-x64/native-dropout.musl.node'),
    'linux-arm64': path.join(__dirname, '../../../prebuilds/linux-arm64/native-dropout.glibc.node'),
    'linux-arm64-musl': path.join(__dirname, '../../../prebuilds/linux-arm64/native-dropout.musl.node'),
    'darwin-x64': path.join(__dirname, '../../../prebuilds/darwin-x64/native-dropout.node'),
    'darwin-arm64': path.join(__dirname, '../../../prebuilds/darwin-arm64/native-dropout.node'),
    'win32-x64': path.join(__dirname, '../../../prebuilds/win32-x64/native-dropout.node'),
    'win32-arm64': path.join(__dirname, '../../../prebuilds/win32-arm64/native-dropout.node'),
  };
}

export = { addons, loadNative: () => loader.loadAddon(addons) };
