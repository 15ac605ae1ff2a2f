import { FORMULA_FUNCTIONS } from '#shared/domain/catalog/formula/functions'

/** What a formula may be made of, folded away until it is asked for. */
export function FormulaHelp() {
  return (
    <details className="formula-help">
      <summary>How formulas are written</summary>
      <p>Columns by their labels, in [brackets] where they have several words; a column of a record that a lookup points at after a point, as in [Parent account].[Industry] or [Parent account].Owner.Region, over up to five lookups; numbers such as 1250.5, texts in "quotes", yes and no; + − * / for numbers; = &lt;&gt; &lt; &lt;= &gt; &gt;= to compare; and, or, not; round brackets to group. An empty value makes the result empty, and so does a division by zero.</p>
      <dl>
        {Object.values(FORMULA_FUNCTIONS).map(({ usage, help }) => (
          <div key={usage}>
            <dt><code>{usage}</code></dt>
            <dd>{help}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
