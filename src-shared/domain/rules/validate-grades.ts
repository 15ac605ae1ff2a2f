import { error } from './problems.ts'
import { LABEL_LENGTH, type RuleGrade, type RuleProblem } from './tree.ts'
import { describeGrade } from './words.ts'

/** Names of the grades, and that they follow each other from the lowest to the highest without gap and without overlap. */
export function checkGrades(grades: readonly RuleGrade[]): readonly RuleProblem[] {
  return grades.flatMap((grade, index) => {
    const below = grades[index - 1]
    return [...checkName(grade, grades.slice(0, index)), ...checkBounds(grade), ...(below === undefined ? [] : checkJoint(below, grade))]
  })
}

function checkName({ id, name }: RuleGrade, before: readonly RuleGrade[]): readonly RuleProblem[] {
  const key = name.trim().toLowerCase()
  if (key === '') return [error('missing_name', id, 'Give the grade a name.')]
  if (name.length > LABEL_LENGTH) return [error('label_length', id, `The name of a grade has at most ${LABEL_LENGTH} characters; this one has ${name.length}.`)]
  return before.some((other) => other.name.trim().toLowerCase() === key) ? [error('repeated_name', id, `Two grades are called “${name.trim()}”. Give each its own name.`)] : []
}

function checkBounds({ id, name, from, to }: RuleGrade): readonly RuleProblem[] {
  if ([from, to].some((bound) => bound !== null && !Number.isSafeInteger(bound))) return [error('not_whole', id, `The scores of “${name}” must be whole numbers.`)]
  return from !== null && to !== null && from > to ? [error('grade_reversed', id, `“${name}” begins at ${from} and ends at ${to}. Put the lower score first.`)] : []
}

function checkJoint(below: RuleGrade, grade: RuleGrade): readonly RuleProblem[] {
  if (below.to === null) return [error('grade_overlap', grade.id, `“${below.name}” has no upper end, so it overlaps “${grade.name}”. Say up to which score “${below.name}” goes.`)]
  if (grade.from === null) return [error('grade_overlap', grade.id, `“${grade.name}” has no lower end, so it overlaps “${below.name}”. Say from which score on “${grade.name}” counts.`)]
  if (grade.to !== null && below.from !== null && grade.to < below.from) return [error('grade_order', grade.id, `“${grade.name}” (${describeGrade(grade)}) lies below “${below.name}” (${describeGrade(below)}). Grades go from the lowest to the highest.`)]
  if (grade.from > below.to + 1) return [error('grade_gap', grade.id, `No grade has ${scores(below.to + 1, grade.from - 1)}, between “${below.name}” and “${grade.name}”. Let “${grade.name}” begin at ${below.to + 1}.`)]
  if (grade.from <= below.to) return [error('grade_overlap', grade.id, `Both “${below.name}” and “${grade.name}” have ${scores(grade.from, Math.min(below.to, grade.to ?? below.to))}. Let “${grade.name}” begin at ${below.to + 1}.`)]
  return []
}

function scores(from: number, to: number): string {
  return from >= to ? `the score ${from}` : `the scores ${from} to ${to}`
}
