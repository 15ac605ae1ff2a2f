import { Modal } from '@mantine/core'
import type { RuleSimulation } from '#shared/contract/rules'
import { Button } from '#renderer/ui/button.tsx'
import { count, plural } from '#renderer/ui/format/numbers.ts'
import { PlainTable } from '#renderer/ui/plain-table.tsx'
import { firedWords } from './results/fired-words.ts'
import { GradeName } from '#renderer/ui/grade-name.tsx'

interface SamplesDialogProps {
  readonly data: RuleSimulation
  readonly onClose: () => void
}

const COLUMNS = [
  { id: 'name', label: 'Lead', width: 250 },
  { id: 'score', label: 'Score', width: 70, align: 'right' as const },
  { id: 'grade', label: 'Grade', width: 120 },
  { id: 'fired', label: 'What fires' },
]

/** The best leads of each grade by this version, with what gives them their points. */
export function SamplesDialog({ data, onClose }: SamplesDialogProps) {
  const names = data.grades.map(({ name }) => name)
  return (
    <Modal opened onClose={onClose} title="Sample leads of each grade" size={860} centered transitionProps={{ duration: 0 }} closeButtonProps={{ 'aria-label': 'Close' }}>
      <p>
        {plural(data.scored, 'lead')} scored{data.topTenth !== null && `; the best tenth has ${plural(data.topTenth, 'point')} or more`}. The best of each grade:
      </p>
      <div className="effect-dialog-list">
        <PlainTable label="Sample leads" columns={COLUMNS}>
          {data.samples.map(({ grade, leads }) => (
            <tbody key={grade ?? ''}>
              {leads.map((lead) => {
                const fired = firedWords(lead)
                return (
                  <tr key={lead.id}>
                    <td className="clip" title={lead.company === null ? lead.name : `${lead.name}, ${lead.company}`}><a className="medium" href={`#/leads/${lead.id}`}>{lead.name}</a> <span className="faint">{lead.company}</span></td>
                    <td className="num">{count(lead.score)}</td>
                    <td><GradeName grade={grade} among={names} /></td>
                    <td className="clip muted" title={fired}>{fired === '' ? 'Nothing fires' : fired}</td>
                  </tr>
                )
              })}
            </tbody>
          ))}
        </PlainTable>
      </div>
      <div className="confirm-actions"><Button onClick={onClose}>Close</Button></div>
    </Modal>
  )
}
