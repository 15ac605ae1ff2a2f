import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import ts from 'typescript'

interface Declared {
  readonly bases: string[]
  readonly members: Set<string>
  readonly statics: Set<string>
  /** Names of events; `*` when any name may be listened to. */
  readonly events: Set<string>
}

/** What Electron's own declarations say there is. */
export interface Declarations {
  /** Values that a process can import: name to the type of the value, classes as `typeof NAME`. */
  exportsOf(process: 'main' | 'renderer'): ReadonlyMap<string, string>
  /** Members of a type with those it inherits; `typeof NAME` gives a class's own side. */
  membersOf(type: string): ReadonlySet<string>
  eventsOf(type: string): ReadonlySet<string>
}

const emitterMembers = Object.getOwnPropertyNames(EventEmitter.prototype)
/** Bases that are no class or interface of electron.d.ts: Node's emitter, and an alias. */
const elsewhere: ReadonlyMap<string, readonly string[]> = new Map([
  ['EventEmitter', emitterMembers],
  ['NodeEventEmitter', emitterMembers],
  ['Event', ['preventDefault', 'defaultPrevented']],
])
const listening = new Set(['on', 'once', 'addListener'])

/** Reads electron.d.ts with the TypeScript parser. */
export function readDeclarations(): Declarations {
  const file = join(dirname(createRequire(import.meta.url).resolve('electron/package.json')), 'electron.d.ts')
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, false)
  const types = new Map<string, Declared>()
  const namespaces = new Map<string, Map<string, string>>()
  for (const statement of source.statements) {
    if (ts.isModuleDeclaration(statement) && statement.name.text === 'Electron') readNamespace(statement, types, namespaces)
  }
  if (types.size < 200) throw new Error(`Only ${types.size} types were found in ${file}; its form has changed.`)
  return {
    exportsOf: (process) => new Map([...(namespaces.get('Common') ?? []), ...(namespaces.get(process === 'main' ? 'Main' : 'Renderer') ?? [])]),
    membersOf: (type) => (type.startsWith('typeof ') ? new Set(inherited(types, type.slice(7)).flatMap(({ statics }) => [...statics])) : new Set(inherited(types, type).flatMap(({ members }) => [...members]))),
    eventsOf: (type) => new Set(inherited(types, type).flatMap(({ events }) => [...events])),
  }
}

function inherited(types: ReadonlyMap<string, Declared>, name: string): Declared[] {
  const own = types.get(name)
  if (own !== undefined) return [own, ...own.bases.flatMap((base) => inherited(types, base))]
  const known = elsewhere.get(name)
  if (known !== undefined) return [{ bases: [], members: new Set(known), statics: new Set(), events: new Set() }]
  throw new Error(`Electron declares no type ${name}`)
}

function readNamespace(node: ts.ModuleDeclaration, types: Map<string, Declared>, namespaces: Map<string, Map<string, string>>): void {
  for (const statement of statementsOf(node)) {
    if (ts.isClassDeclaration(statement) && statement.name !== undefined) readType(statement.name.text, statement, types)
    else if (ts.isInterfaceDeclaration(statement)) readType(statement.name.text, statement, types)
    else if (ts.isModuleDeclaration(statement)) namespaces.set(statement.name.text, readExports(statement))
  }
}

function statementsOf(node: ts.ModuleDeclaration): readonly ts.Statement[] {
  return node.body !== undefined && ts.isModuleBlock(node.body) ? node.body.statements : []
}

function readExports(node: ts.ModuleDeclaration): Map<string, string> {
  const found = new Map<string, string>()
  for (const statement of statementsOf(node)) {
    if (ts.isClassDeclaration(statement) && statement.name !== undefined) found.set(statement.name.text, `typeof ${statement.name.text}`)
    if (!ts.isVariableStatement(statement)) continue
    for (const { name, type } of statement.declarationList.declarations) if (ts.isIdentifier(name) && type !== undefined) found.set(name.text, typeText(type))
  }
  return found
}

/** `App`, or `typeof Session`. */
function typeText(type: ts.TypeNode): string {
  if (ts.isTypeQueryNode(type)) return `typeof ${lastName(type.exprName)}`
  return ts.isTypeReferenceNode(type) ? lastName(type.typeName) : ''
}

function lastName(name: ts.EntityName): string {
  return ts.isIdentifier(name) ? name.text : name.right.text
}

function readType(name: string, node: ts.ClassDeclaration | ts.InterfaceDeclaration, types: Map<string, Declared>): void {
  const declared = types.get(name) ?? { bases: [], members: new Set(), statics: new Set(), events: new Set() }
  types.set(name, declared)
  for (const clause of node.heritageClauses ?? []) for (const { expression } of clause.types) declared.bases.push(ts.isPropertyAccessExpression(expression) ? expression.name.text : (expression as ts.Identifier).text)
  for (const member of node.members) {
    if (member.name === undefined || !(ts.isIdentifier(member.name) || ts.isStringLiteral(member.name))) continue
    const modifiers = ts.canHaveModifiers(member) ? (ts.getModifiers(member) ?? []) : []
    const own = modifiers.some((modifier) => modifier.kind === ts.SyntaxKind.StaticKeyword) ? declared.statics : declared.members
    own.add(member.name.text)
    if (listening.has(member.name.text) && (ts.isMethodDeclaration(member) || ts.isMethodSignature(member))) declared.events.add(eventName(member))
  }
}

function eventName(member: ts.MethodDeclaration | ts.MethodSignature): string {
  const type = member.parameters[0]?.type
  return type !== undefined && ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal) ? type.literal.text : '*'
}
