/** The code blocks of a Markdown text that Node.js can run. */
export function fencedExamples(text: string): string[] {
  return [...text.matchAll(/^```(?:js|ts|mjs)\n([\s\S]*?)^```$/gm)].map(([, code]) => code);
}
