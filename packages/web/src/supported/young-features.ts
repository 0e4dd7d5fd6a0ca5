import { createRequire } from 'node:module';
import type { CompatData, CompatStatement, Identifier } from '@mdn/browser-compat-data/types';
import { parseSync } from 'vite';

/** Oldest supported version of each browser by MDN's name for it, e.g. `{ safari_ios: '16.4' }`. */
export type Oldest = Readonly<Record<string, string>>;

const data = createRequire(import.meta.url)('@mdn/browser-compat-data') as CompatData;

/** Below 0 where version `a` came before `b`; minor versions count, as in Safari's. */
function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.replace('≤', '').split('.').map(Number));
  return left![0]! - right![0]! || (left![1] ?? 0) - (right![1] ?? 0);
}

function isIn(compat: CompatStatement, browser: string, version: string): boolean {
  const support = compat.support[browser as keyof CompatStatement['support']];
  if (support === undefined) return true;
  return [support].flat().some(
    ({ version_added: added, version_removed: removed, partial_implementation: partly, flags, prefix }) =>
      typeof added === 'string' &&
      /^≤?\d/.test(added) &&
      // What was there in part and is now there in whole has two entries.
      (!removed || partly) &&
      !flags &&
      !prefix &&
      compareVersions(added, version) <= 0,
  );
}

const isYoung = (compat: CompatStatement, oldest: Oldest): boolean =>
  Object.entries(oldest).some(([browser, version]) => !isIn(compat, browser, version));

const members = (node: Identifier): [string, Identifier][] =>
  Object.entries(node).filter(([name]) => name !== '__compat') as [string, Identifier][];

/** What the oldest browsers lack: globals, members of globals, and methods that objects of the language have. */
export interface Young {
  readonly globals: ReadonlySet<string>;
  readonly statics: ReadonlySet<string>;
  readonly methods: ReadonlySet<string>;
}

/** Reads MDN's tables: what does not work in one of `oldest`. A method is young when none that is called so is old. */
export function youngOf(oldest: Oldest): Young {
  const { builtins } = data.javascript as unknown as { builtins: Identifier };
  const roots = [builtins, builtins.Intl ?? {}, data.api as unknown as Identifier];
  const young = { globals: new Set<string>(), statics: new Set<string>(), methods: new Set<string>() };
  const old = new Set<string>();
  for (const root of roots) {
    for (const [global, node] of members(root)) {
      if (node.__compat && isYoung(node.__compat, oldest)) young.globals.add(global);
      for (const [member, { __compat: compat }] of members(node)) {
        if (!compat) continue;
        const name = member.replace(/_static$/, '');
        const late = isYoung(compat, oldest);
        // In the tables of the web's interfaces what stands on the global itself is marked; in the language's it is not.
        if (late && (root !== data.api || name !== member)) young.statics.add(`${global}.${name}`);
        if (!late) old.add(name);
        else if (root !== data.api) young.methods.add(name);
      }
    }
  }
  for (const name of old) young.methods.delete(name);
  return young;
}

type Node = { type: string; [key: string]: unknown };
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

/** Which young features a script names, e.g. `Map.groupBy`, `new URLPattern`, `.isWellFormed`; without looking at who asks first. */
export function featuresNamed(code: string, young: Young): Set<string> {
  const found = new Set<string>();
  const visit = (node: Node): void => {
    if (node.type === 'MemberExpression') note(node, young, found);
    else if (node.type === 'NewExpression') {
      const { name } = node.callee as { name?: string };
      if (name && young.globals.has(name)) found.add(`new ${name}`);
    }
    for (const value of Object.values(node)) {
      for (const one of Array.isArray(value) ? value : [value]) if (isNode(one)) visit(one);
    }
  };
  visit(parseSync('script.js', code).program as unknown as Node);
  return found;
}

function note(node: Node, young: Young, found: Set<string>): void {
  const object = node.object as Node & { name?: string };
  const property = node.property as Node & { name?: string };
  if (node.computed || !property.name) return;
  const whole = `${object.name}.${property.name}`;
  if (object.type === 'Identifier' && young.statics.has(whole)) found.add(whole);
  else if (young.methods.has(property.name)) found.add(`.${property.name}`);
}
