/** Columns of a lead that no action may set: their change closes it, or something else keeps them. */
export const NOT_SET_BY_RULES: ReadonlySet<string> = new Set(['state', 'closed_at', 'created_at', 'sales_ready', 'external_id', 'owner_id'])
