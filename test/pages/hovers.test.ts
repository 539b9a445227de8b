/** Editors describe every export: each class, constructor, method, function, property and option. */

import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import * as native from '../../src/index.js';
import { root } from '../support/child.js';

interface Described {
  name: string;
  text: string;
}

const entries = ['src/index.ts', 'src/tfjs/index.ts', 'src/replay/index.ts'];
const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
const program = ts.createProgram(
  entries.map((file) => join(root, file)),
  options,
);
const checker = program.getTypeChecker();

/** As editors show it; overriding members inherit the comment of the base class. */
function textOf(described: ts.Symbol | ts.Signature): string {
  return ts.displayPartsToString(described.getDocumentationComment(checker));
}

/** Whether a declaration is in src/ and public. */
function isOurs(node: ts.Declaration): boolean {
  const name = ts.getNameOfDeclaration(node)?.getText() ?? '';
  const tags = ts.getJSDocTags(node).map(({ tagName }) => tagName.text);
  return (
    node.getSourceFile().fileName.startsWith(join(root, 'src')) && !/^[_[#]/.test(name) && !tags.includes('internal')
  );
}

/** The members of a type, and each overload of its forward and backward. */
function membersOf(owner: string, type: ts.Type): Described[] {
  return type.getProperties().flatMap((member) => {
    if (!member.declarations?.some(isOurs)) return [];
    const name = `${owner}.${member.getName()}`;
    const passes = /\.(forward|backward)$/.test(name) ? checker.getTypeOfSymbol(member).getCallSignatures() : [];
    const overloads = passes.map((one, i) => ({ name: `${name}, overload ${i + 1}`, text: textOf(one) }));
    return [{ name, text: textOf(member) }, ...overloads];
  });
}

function constructorsOf(name: string, symbol: ts.Symbol): Described[] {
  const signatures = checker.getTypeOfSymbol(symbol).getConstructSignatures();
  const ours = signatures.filter(({ declaration }) => declaration !== undefined && isOurs(declaration));
  return ours.map((signature) => ({ name: `new ${name}`, text: textOf(signature) }));
}

/** Calls show the comment of their signature, or the comment of the function if the signature has not even a tag. */
function callsOf(name: string, type: ts.Type): Described[] {
  const tagged = type.getCallSignatures().filter((signature) => signature.getJsDocTags().length > 0);
  return tagged.map((signature) => ({ name: `${name}()`, text: textOf(signature) }));
}

function exportsOf(file: string): Described[] {
  const module = checker.getSymbolAtLocation(program.getSourceFile(join(root, file)) as ts.SourceFile) as ts.Symbol;
  return checker.getExportsOfModule(module).flatMap((exported) => {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    const name = exported.getName();
    const isValue = (symbol.flags & (ts.SymbolFlags.Variable | ts.SymbolFlags.Function)) !== 0;
    const type = isValue ? checker.getTypeOfSymbol(symbol) : checker.getDeclaredTypeOfSymbol(symbol);
    const isClass = (symbol.flags & ts.SymbolFlags.Class) !== 0;
    const constructors = isClass ? constructorsOf(name, symbol) : [];
    return [{ name, text: textOf(symbol) }, ...callsOf(name, type), ...constructors, ...membersOf(name, type)];
  });
}

describe.each(entries)('%s', (file) => {
  const described = exportsOf(file);

  test('there are many', () => expect(described.length).toBeGreaterThan(10));
  test.each(described)('$name', ({ text }) => expect(text).not.toBe(''));
});

/** Layers that can be made without p, and their default. */
function defaultsOf(): { name: string; p: number }[] {
  return Object.entries(native).flatMap(([name, made]) => {
    if (!/^[A-Z]/.test(name) || !name.includes('Drop')) return [];
    try {
      return [{ name, p: new (made as typeof native.Dropout)().p }];
    } catch {
      return []; // p is required
    }
  });
}

describe('the default p', () => {
  const defaults = defaultsOf();
  const exported = checker.getExportsOfModule(
    checker.getSymbolAtLocation(program.getSourceFile(join(root, entries[0])) as ts.SourceFile) as ts.Symbol,
  );
  const tagsOf = (name: string): string => {
    const symbol = checker.getAliasedSymbol(exported.find((one) => one.getName() === name) as ts.Symbol);
    const [signature] = checker.getTypeOfSymbol(symbol).getConstructSignatures();
    const tags = signature === undefined ? symbol.getJsDocTags(checker) : signature.getJsDocTags();
    return tags.map(({ text }) => ts.displayPartsToString(text)).join(' ');
  };

  test('of most layers', () => expect(defaults.length).toBeGreaterThan(10));
  test.each(defaults)('$name: $p', ({ name, p }) => {
    expect(tagsOf(name)).toMatch(new RegExp(`p .*Default: ${p}[.,]`, 's'));
    expect(tagsOf(name[0].toLowerCase() + name.slice(1))).toMatch(new RegExp(`p .*Default: ${p}[.,]`, 's'));
  });
});
