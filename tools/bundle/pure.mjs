// Tells bundlers which constants and classes they may remove if nothing uses them: all. package.json says the same of
// whole modules, by "sideEffects": false.

/** Whether bundlers see by themselves that evaluating an expression has no effect. */
function isPlain({ type, elements, properties }) {
  if (type === 'ArrayExpression') return elements.every(isPlain);
  if (type === 'ObjectExpression') return properties.every((one) => one.type === 'Property' && isPlain(one.value));
  return ['Literal', 'Identifier', 'ArrowFunctionExpression', 'FunctionExpression'].includes(type);
}

const hasEvaluatedMembers = ({ body }) => body.body.some((member) => member.computed || member.static);

/** The text before and after a statement's part, which this marks, and the part. */
function markOf({ type, declarations, ...statement }) {
  if (type === 'ClassDeclaration' && hasEvaluatedMembers(statement)) {
    return [`const ${statement.id.name} = /* @__PURE__ */ (() => `, statement, ')();'];
  }
  const [{ id, init }] = declarations ?? [{}];
  if (id?.type !== 'Identifier' || init === null || isPlain(init) || init.callee?.name === 'require') return undefined;
  const isCall = /^(Call|New)/.test(init.type);
  if (isCall && init.arguments.every(isPlain)) return ['/* @__PURE__ */ ', init, ''];
  return isCall || /^(Object|Array)/.test(init.type) ? ['/* @__PURE__ */ (() => (', init, '))()'] : undefined;
}

/**
 * A plugin's hook `renderChunk`.
 * @this {import('rollup').PluginContext}
 * @param {string} code
 */
export function markPure(code) {
  const marks = this.parse(code).body.map(markOf).filter(Boolean);
  return marks.reduceRight((text, [before, { start, end }, after]) => {
    return text.slice(0, start) + before + text.slice(start, end) + after + text.slice(end);
  }, code);
}
