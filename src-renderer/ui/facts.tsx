import './facts.css'
import { Fragment, type ReactNode } from 'react'
import { cx } from './cx.ts'

export interface Fact {
  readonly what: string
  readonly value: ReactNode
}

/** A line of facts under the header, each with its name above. */
export function FactLine({ facts }: { readonly facts: readonly Fact[] }) {
  return <dl className="facts">{facts.map((fact) => <div key={fact.what}><dt>{fact.what}</dt><dd>{fact.value}</dd></div>)}</dl>
}

/** Facts below one another: name at the left, number at the right. */
export function Sums({ facts, dim = false }: { readonly facts: readonly Fact[]; readonly dim?: boolean }) {
  return <dl className={cx('sums', dim && 'dim')}>{facts.map((fact) => <Fragment key={fact.what}><dt>{fact.what}</dt><dd>{fact.value}</dd></Fragment>)}</dl>
}
