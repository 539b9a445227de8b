import type { MarkdownRenderer } from 'vitepress';

/** Makes empty heads of columns plain cells, because a screen reader announces a head. */
export function plainEmptyHeads(md: MarkdownRenderer): void {
  md.core.ruler.after('inline', 'plain-empty-heads', ({ tokens }) => {
    for (const [k, { type, content }] of tokens.entries()) {
      if (type === 'inline' && content === '' && tokens[k - 1]?.type === 'th_open') {
        tokens[k - 1].tag = 'td';
        tokens[k + 1].tag = 'td';
      }
    }
  });
}
