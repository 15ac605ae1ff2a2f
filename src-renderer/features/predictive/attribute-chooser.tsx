import type { UseQueryResult } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { Attribute } from '#shared/contract/index'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { sentenceOf } from '#renderer/rpc/client.ts'
import { useMay } from '#renderer/rpc/use-workspace.ts'
import { Button } from '#renderer/ui/button.tsx'
import { plural } from '#renderer/ui/format/numbers.ts'
import { Notice } from '#renderer/ui/notice.tsx'
import { Segment } from '#renderer/ui/segment.tsx'
import { SkeletonRows } from '#renderer/ui/skeleton.tsx'
import { SearchField } from '#renderer/ui/text-field.tsx'
import { Toggle } from '#renderer/ui/toggle.tsx'
import { Toolbar } from '#renderer/ui/toolbar.tsx'
import { type AttributeFilter, choose, filterAttributes, isChosen, orderAttributes } from './attribute-choice.ts'
import type { AttributeInfluence } from './attribute-influence.ts'
import { AttributeTable } from './attribute-table.tsx'
import { type InsightBasis, InsightsPane } from './insights-pane.tsx'
import { asksAbout, LeakQuestions } from './leak-questions.tsx'
import type { WizardState } from './wizard-store.ts'

/** What is chosen about attributes. */
export type AttributeSettings = Pick<WizardState, 'include' | 'exclude' | 'ignoreEmpty' | 'stageAttributes'>

export type AttributesQuery = Pick<UseQueryResult<Attribute[]>, 'data' | 'error' | 'refetch' | 'isPlaceholderData'>

interface AttributeChooserProps {
  readonly entity: ScoredEntity
  readonly attributes: AttributesQuery
  readonly settings: AttributeSettings
  readonly onChange: (change: Partial<AttributeSettings>) => void
  /** Which records the insights are about. */
  readonly basis: InsightBasis
  /** In the newest trained version, and why that does not use others, by name; influence is null where none is trained. */
  readonly influence: ReadonlyMap<string, AttributeInfluence> | null
  readonly refused: ReadonlyMap<string, string>
  /** Names of the stages with submodels, in their order; null where one model scores all stages. */
  readonly stages: readonly string[] | null
  /** Above the toolbar, and below it. */
  readonly head: ReactNode
  readonly notices: ReactNode
}

/** The attributes of a model: found, chosen, explained; beside them the insights of one, or the questions about suspects. */
export function AttributeChooser({ entity, attributes, settings, onChange, basis, influence, refused, stages, head, notices }: AttributeChooserProps) {
  const [search, setSearch] = useState('')
  const [asking, setAsking] = useState(false)
  const [opened, setOpened] = useState<string | null>(null)
  const [filter, setFilter] = useState<AttributeFilter>('all')
  const admin = useMay('admin')
  // What stands from the question before, of another window or process, must not be chosen from.
  const all = attributes.isPlaceholderData ? undefined : attributes.data
  const suspects = all?.filter((attribute) => attribute.suspect) ?? []
  const suspectsUsed = suspects.filter((attribute) => isChosen(attribute, settings))
  const shown = all === undefined ? [] : filterAttributes(orderAttributes(all), settings, filter, search)
  const looked = all?.find((attribute) => attribute.name === opened)
  const asks = all === undefined ? null : asksAbout(all)
  const isRecommended = settings.include.length + settings.exclude.length + Object.keys(settings.stageAttributes).length === 0
  return (
    <>
      <div className="wizard-body">
        <div className="wizard-head">{head}</div>
        <Toolbar label="Attributes" wrap end={<span className="row attribute-end"><Toggle label="Ignore empty values" checked={settings.ignoreEmpty} disabled={!admin} onChange={(ignoreEmpty) => onChange({ ignoreEmpty })} /><SearchField label="Find an attribute" value={search} onChange={setSearch} /></span>}>
          <Segment label="Show" value={filter} onChange={setFilter} choices={[{ value: 'all', label: 'All' }, { value: 'used', label: 'Used' }, { value: 'left_out', label: 'Left out' }, { value: 'suspects', label: 'Suspects' }]} />
          {admin && asks !== null && asks.open.length + asks.answered.length > 0 && <Button small expanded={asking} onClick={() => { setAsking(!asking); setOpened(null) }}>{asks.open.length > 0 ? `Answer ${plural(asks.open.length, 'question')}` : 'Answers'}</Button>}
          {suspectsUsed.length > 0 && <Button small onClick={() => onChange(choose(settings, suspects, false))}>{`Leave out ${plural(suspectsUsed.length, 'suspect')}`}</Button>}
          <Button small disabled={isRecommended} title={isRecommended ? 'The recommended attributes are chosen' : 'Takes back every choice made by hand'} onClick={() => onChange({ include: [], exclude: [], stageAttributes: {} })}>Recommended</Button>
        </Toolbar>
        {notices}
        {attributes.error && <div className="tab-pad"><Notice tone="bad" title="The attributes could not be read." actions={<Button small onClick={() => void attributes.refetch()}>Try again</Button>}>{sentenceOf(attributes.error)}</Notice></div>}
        {all === undefined ? !attributes.error && <SkeletonRows rows={12} /> : (
          <AttributeTable
            attributes={shown}
            choice={settings}
            influence={influence}
            refused={refused}
            stages={stages === null ? null : { names: stages, chosen: settings.stageAttributes, onChange: (stageAttributes) => onChange({ stageAttributes }) }}
            opened={opened}
            onOpen={({ name: wanted }) => { setOpened(wanted === opened ? null : wanted); setAsking(false) }}
            onChoose={(rows, on) => onChange(choose(settings, rows, on))}
            empty={search === '' ? 'No attribute is in this list.' : `No attribute in this list is called “${search}”.`}
          />
        )}
      </div>
      {looked && <InsightsPane entity={entity} basis={basis} key={looked.name} attribute={looked} used={isChosen(looked, settings)} onUse={(on) => onChange(choose(settings, [looked], on))} onClose={() => setOpened(null)} />}
      {admin && asking && all !== undefined && <LeakQuestions attributes={all} />}
    </>
  )
}
