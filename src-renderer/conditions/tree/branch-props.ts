import type { BranchNode } from '#shared/domain/rules/tree'
import type { PartEditing } from './part-editing.ts'

export interface BranchProps extends PartEditing {
  readonly value: BranchNode
  readonly onChange: (next: BranchNode, mark?: string) => void
  readonly target: string
  readonly gatesOnly: boolean
  /** 0 for the outermost branch. */
  readonly depth: number
  readonly selected?: string | null | undefined
  readonly onSelect?: ((id: string) => void) | undefined
  /** Live count of one node, in words; null while it is not known. */
  readonly countOf?: ((id: string) => string | null) | undefined
}
