require('native-dropout'); // in the snapshot; it is used when the snapshot starts
require('node:v8').startupSnapshot.setDeserializeMainFunction(() => require('./consumer.cjs'));
