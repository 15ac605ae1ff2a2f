import { useQuery } from '@tanstack/react-query'
import type { SalesReadyAction } from '#shared/contract/rule-scores'
import { api } from '#renderer/rpc/client.ts'
import { SelectField } from '#renderer/ui/select-field.tsx'

interface StageFieldProps {
  readonly action: Extract<SalesReadyAction, { kind: 'move_stage' }>
  readonly disabled: boolean
  readonly onChange: (action: SalesReadyAction) => void
}

/** A stage of a process that leads go through; stages of the same name in several processes are one choice. */
export function StageField({ action, disabled, onChange }: StageFieldProps) {
  const processes = useQuery(api.process.list.queryOptions()).data?.filter(({ entity }) => entity === 'lead')
  const stages = [...new Map(processes?.flatMap((process) => process.stages.map(({ name }) => [name.toLowerCase(), name] as const))).values()]
  const chosen = stages.find((name) => name.toLowerCase() === action.stage.trim().toLowerCase())
  const error = processes === undefined || chosen !== undefined ? null : stages.length === 0 ? 'No process of leads has stages yet; make one under Processes' : `No process of leads has a stage “${action.stage}”`
  return <SelectField label="Move to the stage" help="Forwards only; a lead in no process enters at that stage" value={chosen ?? null} choices={stages.map((name) => ({ value: name, label: name }))} disabled={disabled} error={error} onChange={(stage) => { if (stage !== null) onChange({ ...action, stage }) }} />
}
