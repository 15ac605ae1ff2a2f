import { execFileSync } from 'node:child_process'

/** Source files of the project, tracked or new, relative to its root. */
export function sourceFiles(...patterns: string[]): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate', '--', ...patterns], { encoding: 'utf8' })
  return listed.split('\n').filter((line) => line !== '')
}
