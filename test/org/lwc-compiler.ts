/** The declarations that come with the compiler cannot be read by TypeScript's nodenext; what we use of it is declared here. */

export interface Diagnostic { message: string, code?: number | string, location?: { line?: number } }

export type Expression = { type: 'Identifier', name: string } | { type: 'MemberExpression', object: Expression }

export interface TemplateRoot { type: string, location: { startLine: number }, [key: string]: unknown }

interface Options { namespace: string, name: string, enableDynamicComponents: boolean }

const compiler: unknown = await import('lwc/compiler')
const templates: unknown = await import('lwc/template-compiler')

/** Compiles one script, template or stylesheet; throws a Diagnostic. */
export const { transformSync } = compiler as { transformSync: (source: string, file: string, options: Options) => { warnings?: Diagnostic[] } }

/** A template as a tree; without a root when it cannot be parsed. */
export const { parse: parseTemplate } = templates as { parse: (source: string, options: { enableDynamicComponents: boolean }) => { root?: TemplateRoot, warnings: Diagnostic[] } }
