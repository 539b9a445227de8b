/** The sha256 of each prebuilt addon, by target. In dist/ the build writes them (native/tools/dist.mjs); a clone has none. */
export const SHA256: Readonly<Record<string, string>> = {};
