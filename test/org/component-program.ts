import { join } from 'node:path'
import ts from 'typescript'
import { readBundles } from './bundles.ts'

/** The scripts of all bundles as TypeScript sees them. */
export interface ComponentProgram {
  checker: ts.TypeChecker
  /** relative file name → its tree */
  scripts: Map<string, ts.SourceFile>
}

const programs = new Map<string, ComponentProgram>()

export function readComponents (root: string): ComponentProgram {
  const known = programs.get(root) ?? read(root)
  programs.set(root, known)
  return known
}

function read (root: string): ComponentProgram {
  const bundles = readBundles(root)
  const files = bundles.flatMap(({ files }) => files.filter((file) => /\.(ts|js)$/.test(file)))
  const paths = Object.fromEntries(bundles.map(({ name, dir, files }) => [`c/${name}`, [join(root, dir, files.includes(`${dir}/${name}.ts`) ? `${name}.ts` : `${name}.js`)]]))
  const options: ts.CompilerOptions = {
    allowJs: true,
    noEmit: true,
    strict: true,
    skipLibCheck: true,
    types: [],
    paths,
    target: ts.ScriptTarget.ESNext,
    lib: ['lib.es2024.d.ts'],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler
  }
  const program = ts.createProgram(files.map((file) => join(root, file)), options, hostWith(options))
  const scripts = files.flatMap((file): Array<[string, ts.SourceFile]> => {
    const script = program.getSourceFile(join(root, file))
    return script === undefined ? [] : [[file, script]]
  })
  return { checker: program.getTypeChecker(), scripts: new Map(scripts) }
}

const libraries = new Map<string, ts.SourceFile | undefined>()

/** The language's own declarations are the same for every project: they are read once. */
function hostWith (options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options, true)
  const getSourceFile = host.getSourceFile.bind(host)
  return {
    ...host,
    getSourceFile: (file, ...rest) => {
      if (!/\/lib\.[\w.]+\.d\.ts$/.test(file)) return getSourceFile(file, ...rest)
      if (!libraries.has(file)) libraries.set(file, getSourceFile(file, ...rest))
      return libraries.get(file)
    }
  }
}

export interface Import { file: string, line: number, from: string, /** the default import's name */ name?: ts.Identifier }

/** What a script imports, types left out. */
export function importsOf (file: string, script: ts.SourceFile): Import[] {
  return nodesOf(script).flatMap((node): Import[] => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier) && node.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword) {
      return [{ file, line: lineOfScript(script, node), from: node.moduleSpecifier.text, name: node.importClause?.name }]
    }
    const isDynamic = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
    const [from] = isDynamic ? node.arguments : []
    return from !== undefined && ts.isStringLiteral(from) ? [{ file, line: lineOfScript(script, node), from: from.text }] : []
  })
}

export function lineOfScript (script: ts.SourceFile, node: ts.Node): number {
  return script.getLineAndCharacterOfPosition(node.getStart(script)).line + 1
}

/** The node and everything in it. */
export function nodesOf (node: ts.Node): ts.Node[] {
  const inside: ts.Node[] = []
  ts.forEachChild(node, (child) => { inside.push(...nodesOf(child)) })
  return [node, ...inside]
}

/** The class that a component's script exports as default. */
export function componentClass (script: ts.SourceFile | undefined): ts.ClassDeclaration | undefined {
  return script?.statements.filter(ts.isClassDeclaration).find((each) => each.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword))
}

/** The names of all members, with those that carry `@api` told. */
export function membersOf (node: ts.ClassDeclaration): Array<{ name: string, isPublic: boolean }> {
  return node.members.flatMap((member) => {
    const name = member.name !== undefined && (ts.isIdentifier(member.name) || ts.isStringLiteral(member.name)) ? member.name.text : undefined
    return name === undefined ? [] : [{ name, isPublic: ts.canHaveDecorators(member) && (ts.getDecorators(member) ?? []).some(({ expression }) => expression.getText() === 'api') }]
  })
}
