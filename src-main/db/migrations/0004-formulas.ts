/** How a calculated column is made; null where a column's values are stored. */
export const migration0004 = {
  number: 4,
  name: 'formulas',
  sql: `
ALTER TABLE catalog_column ADD COLUMN formula TEXT;
`,
} as const
