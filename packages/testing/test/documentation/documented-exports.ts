import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import ts from 'typescript';

/** Something that a package exports, and what its doc comment says. */
export interface DocumentedExport {
  /** As users write it: `linalg.det`. */
  readonly name: string;
  /** Where it is declared, from the root of the repository. */
  readonly file: string;
  /** Types have no value, and nothing to call. */
  readonly kind: 'class' | 'type' | 'value';
  /** The text before the first tag, as Markdown. */
  readonly description: string;
  readonly examples: readonly string[];
  /** The parameters and the result of the most general overload: `(x: Value, k?: number): Tensor`. */
  readonly signature: string | undefined;
  /** The names of the parameters in that signature. */
  readonly parameters: readonly string[];
}

/**
 * What each published package exports from its index file, by the name of its folder, as the compiler reads it from the
 * sources.
 */
export function documentedExports(root: string): ReadonlyMap<string, readonly DocumentedExport[]> {
  const folders = readdirSync(join(root, 'packages')).filter((folder) => isPublished(join(root, 'packages', folder)));
  const indexes = folders.map((folder) => join(root, 'packages', folder, 'src', 'index.ts'));
  return exportsOf(root, folders, indexes);
}

/** As {@link documentedExports}, for single files, by their paths from the root of the repository. */
export function documentedExportsOfFiles(
  root: string,
  files: readonly string[],
): ReadonlyMap<string, readonly DocumentedExport[]> {
  return exportsOf(
    root,
    files,
    files.map((file) => join(root, file)),
  );
}

function exportsOf(
  root: string,
  keys: readonly string[],
  files: readonly string[],
): ReadonlyMap<string, readonly DocumentedExport[]> {
  const config: unknown = ts.readConfigFile(join(root, 'tsconfig.base.json'), (path) => ts.sys.readFile(path)).config;
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const program = ts.createProgram(files, { ...options, noEmit: true });
  const checker = program.getTypeChecker();
  return new Map(
    files.map((file, i) => {
      const source = program.getSourceFile(file);
      const module = source && checker.getSymbolAtLocation(source);
      if (module === undefined) throw new Error(`${file} is no module.`);
      return [keys[i] ?? file, documentedMembers(checker, module, '', root)];
    }),
  );
}

function isPublished(folder: string): boolean {
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest)) return false;
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { private?: boolean }).private !== true;
}

function documentedMembers(
  checker: ts.TypeChecker,
  module: ts.Symbol,
  prefix: string,
  root: string,
): DocumentedExport[] {
  return checker.getExportsOfModule(module).flatMap((exported) => {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    const name = `${prefix}${exported.name}`;
    const [declaration] = symbol.declarations ?? [];
    if (declaration === undefined) throw new Error(`${name} is not declared.`);
    // export * as name
    if (ts.isSourceFile(declaration)) return documentedMembers(checker, symbol, `${name}.`, root);
    const signature = signatureOf(checker, symbol);
    return {
      name,
      file: relative(root, declaration.getSourceFile().fileName).replaceAll(sep, '/'),
      kind: kindOf(symbol),
      description: ts.displayPartsToString(symbol.getDocumentationComment(checker)),
      examples: symbol
        .getJsDocTags(checker)
        .filter((tag) => tag.name === 'example')
        .map(({ text }) => ts.displayPartsToString(text)),
      signature: signature && checker.signatureToString(signature, undefined, ts.TypeFormatFlags.NoTruncation),
      parameters: signature?.parameters.map((parameter) => parameter.name) ?? [],
    };
  });
}

function kindOf({ flags }: ts.Symbol): DocumentedExport['kind'] {
  if (flags & ts.SymbolFlags.Class) return 'class';
  return flags & ts.SymbolFlags.Value ? 'value' : 'type';
}

/** The most general of the signatures: for operations the one that takes any value, which need not be the last. */
function signatureOf(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Signature | undefined {
  if (kindOf(symbol) !== 'value') return undefined;
  const signatures = checker.getTypeOfSymbol(symbol).getCallSignatures();
  return signatures.findLast((one) => /\bValue\b/.test(checker.signatureToString(one))) ?? signatures.at(-1);
}
