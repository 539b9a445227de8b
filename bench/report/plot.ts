/** Charts as SVG text, by Observable Plot on a document without a browser. */

/** What is used of @observablehq/plot. */
interface Plot {
  plot(options: object): { outerHTML: string };
  line: MarkOf;
  dot: MarkOf;
  barX: MarkOf;
  text: MarkOf;
  ruleX(values: number[]): object;
}

type MarkOf = <Datum>(data: readonly Datum[], options: MarkOptions<Datum>) => object;
type MarkOptions<Datum> = Record<string, string | number | ((datum: Datum) => string | number)>;

interface LinkeDom {
  parseHTML(html: string): { document: object };
}

// Names that the compiler does not follow: the packages are there only once the report has been asked for.
const packages: string[] = ['@observablehq/plot', 'linkedom'];
const [plot, { parseHTML }] = (await Promise.all(packages.map((name) => import(name)))) as [Plot, LinkeDom];

export const { line, dot, barX, text, ruleX } = plot;

/** As wide as a phone shows without shrinking; side by side where there is room. */
const WIDTH = 344;

export function chart(title: string, options: object): string {
  const { document } = parseHTML('<html></html>');
  const svg = plot.plot({ document, width: WIDTH, style: { fontSize: '12px' }, ...options }).outerHTML;
  return `<figure><figcaption>${title}</figcaption>${svg}</figure>`;
}
