/** How much an attribute moves scores, in words; its mean |contribution| in log-odds: 0.4 moves an even chance by ten points, 0.05 by one. */
export function influenceWords(influence: number): string {
  if (influence >= 0.4) return 'Very high'
  if (influence >= 0.2) return 'High'
  if (influence >= 0.1) return 'Medium'
  return influence >= 0.05 ? 'Low' : 'Very low'
}
