import type { Declarations } from './declarations.ts'

const listening = new Set<PropertyKey>(['on', 'once', 'addListener', 'off', 'removeListener'])

/** Lets code use only what Electron declares. A slip throws, and is kept in `faults` in case somebody catches it. */
export class Strictness {
  readonly faults: string[] = []
  readonly #declarations: Declarations

  constructor(declarations: Declarations) {
    this.#declarations = declarations
  }

  /** The double of a value of the declared type: unknown members, events and those that the double lacks throw. */
  guard<T extends object>(target: T, type: string): T {
    const members = this.#declarations.membersOf(type)
    const events = type.startsWith('typeof ') ? new Set(['*']) : this.#declarations.eventsOf(type)
    return new Proxy(target, {
      get: (object, property) => {
        if (typeof property === 'symbol' || property === 'then' || property === 'prototype' || property === 'toJSON') return Reflect.get(object, property, object)
        if (!members.has(property)) throw this.fault(`Electron declares no ${type}.${property}.`)
        if (!(property in object)) throw this.fault(`The double does not do ${type}.${property} yet.`)
        const value: unknown = Reflect.get(object, property, object)
        if (typeof value !== 'function') return value
        return (...values: unknown[]): unknown => {
          if (listening.has(property) && !events.has('*') && !events.has(String(values[0]))) throw this.fault(`Electron declares no event "${String(values[0])}" of ${type}.`)
          return Reflect.apply(value, object, values)
        }
      },
      set: (object, property, value) => {
        if (!members.has(String(property))) throw this.fault(`Electron declares no ${type}.${String(property)}.`)
        return Reflect.set(object, property, value, object)
      },
    })
  }

  /** The double of a class: `new` gives guarded objects, statics are guarded too. */
  guardClass<T extends object, A extends unknown[]>(constructor: new (...values: A) => T, type: string): new (...values: A) => T {
    const statics = this.#declarations.membersOf(`typeof ${type}`)
    return new Proxy(constructor, {
      construct: (target, values) => this.guard<T>(Reflect.construct(target, values) as T, type),
      get: (target, property) => {
        if (typeof property === 'symbol' || property === 'prototype') return Reflect.get(target, property)
        if (!statics.has(property)) throw this.fault(`Electron declares no static ${type}.${property}.`)
        return Reflect.get(target, property)
      },
    })
  }

  /** Every key of an options object must be declared. */
  checkKeys(options: object, type: string): void {
    const members = this.#declarations.membersOf(type)
    for (const key of Object.keys(options)) if (!members.has(key)) throw this.fault(`Electron declares no ${type}.${key}.`)
  }

  fault(message: string): Error {
    this.faults.push(message)
    return new Error(message)
  }
}
