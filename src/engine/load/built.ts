/** What the build tells the loader: tools/dist.mjs overwrites this module in dist/. */

/** The sha256 of each prebuilt addon, by target. */
export const SHA256: Readonly<Record<string, string>> = {};

/** The path of the addon that was built in this clone; undefined in a package. */
export const BUILT: string | undefined = undefined;
