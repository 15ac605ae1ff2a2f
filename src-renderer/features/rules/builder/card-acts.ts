import { duplicate, insertGroup, numberingOf, removeTile, reorder, replaceAction, replaceNode } from '#shared/domain/rules/edit'
import { find } from '#shared/domain/rules/tiles'
import type { BranchNode, ConditionNode, RuleAction, RuleModel } from '#shared/domain/rules/tree'
import { newAttribute } from '#renderer/conditions/tree/node-edit.ts'
import { addToCard, newCard } from './card-edit.ts'

interface Surroundings {
  readonly model: RuleModel
  readonly onChange: (next: RuleModel, mark?: string) => void
  readonly onSelect: (id: string | null) => void
  /** Shows a tile and puts the focus on its handle, or into what is to be filled in. */
  readonly reveal: (id: string, inside: boolean) => void
  readonly onClosed: (groupId: string, closed: boolean) => void
}

/** What can be done with cards. It stays the same object while the model changes, so that a card is drawn anew only when it is another. */
export class CardActs {
  private around: Surroundings | null = null
  private numbering: { readonly of: RuleModel; readonly next: () => string } | null = null

  take(around: Surroundings): void {
    this.around = around
  }

  /** A fresh id at each call. */
  readonly nextId = (): string => {
    const { model } = this.now()
    // counting goes on within one edit and begins anew with the next model
    if (this.numbering?.of !== model) this.numbering = { of: model, next: numberingOf(model) }
    return this.numbering.next()
  }

  readonly select = (id: string): void => this.now().onSelect(id)

  readonly close = (groupId: string, closed: boolean): void => this.now().onClosed(groupId, closed)

  readonly setCondition = (next: BranchNode, mark?: string): void => {
    const { model, onChange } = this.now()
    onChange(replaceNode(model, next.id, next), mark)
  }

  readonly setAction = (groupId: string, next: RuleAction | null, mark?: string): void => {
    const { model, onChange } = this.now()
    onChange(replaceAction(model, groupId, next), mark)
  }

  /** Into the card, or into a new one. */
  readonly add = (make: (nextId: () => string) => ConditionNode, into: string | null): void => {
    const { model, onChange, onClosed, reveal } = this.now()
    const child = make(this.nextId)
    const group = model.groups.find((item) => item.id === into)
    onChange(group === undefined ? insertGroup(model, newCard(this.nextId, child)) : addToCard(model, group, child))
    if (group !== undefined) onClosed(group.id, false)
    reveal(child.id, true)
  }

  readonly addCard = (): void => this.add(newAttribute, null)

  readonly copy = (groupId: string): void => {
    const { model, onChange, reveal } = this.now()
    const made = duplicate(model, groupId)
    const copied = made === null ? null : find(made.model, made.id)
    if (made === null || copied?.kind !== 'group') return
    onChange(made.model)
    reveal(copied.group.condition.id, false)
  }

  readonly remove = (groupId: string): void => {
    const { model, onChange, onSelect, reveal } = this.now()
    const at = model.groups.findIndex((group) => group.id === groupId)
    const neighbour = model.groups[at + 1] ?? model.groups[at - 1]
    onChange(removeTile(model, groupId))
    if (neighbour === undefined) onSelect(null)
    else reveal(neighbour.condition.id, false)
  }

  readonly move = (groupId: string, by: -1 | 1): void => {
    const { model, onChange, reveal } = this.now()
    const from = model.groups.findIndex((group) => group.id === groupId)
    const group = model.groups[from]
    if (group === undefined || model.groups[from + by] === undefined) return
    onChange(reorder(model, groupId, from + by))
    reveal(group.condition.id, false)
  }

  private now(): Surroundings {
    if (this.around === null) throw new Error('Cards are not on the page yet')
    return this.around
  }
}
