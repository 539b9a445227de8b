# For node-gyp and prebuildify: one action that runs cmake-js, so that CMakeLists.txt stays the only build.
{
  "targets": [
    {
      "target_name": "native_dropout",
      "type": "none",
      "actions": [
        {
          "action_name": "cmake",
          "inputs": ["CMakeLists.txt"],
          "outputs": ["<(PRODUCT_DIR)/native_dropout.node"],
          "action": ["node", "tools/build.mjs", "addon", "<(PRODUCT_DIR)"],
        },
      ],
    },
  ],
}
