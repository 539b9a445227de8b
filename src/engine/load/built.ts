/** What the build tells the loader: it writes over this module in dist/ (tools/dist.mjs). */

/** The sha256 of each prebuilt addon, by target. */
export const SHA256: Readonly<Record<string, string>> = {};

/** The addon that `npm run build` makes, in a clone alone: a package that is packed loads nothing from elsewhere. */
export const BUILT: string | undefined = undefined;
