/**
 * How the values of a mask from another framework are made (src/replay/). Its numbers are rounded to the dtype of the array,
 * so that every result has the framework's last bit.
 */
export type Factor =
  /** kept ? x · by : 0 */
  | { readonly rule: 'multiply'; readonly by: number }
  /** kept ? x / by : 0 */
  | { readonly rule: 'divide'; readonly by: number }
  /** kept ? x · scale + shift : dropped, each step rounded to the dtype: alpha dropout */
  | { readonly rule: 'affine'; readonly scale: number; readonly shift: number; readonly dropped: number };
