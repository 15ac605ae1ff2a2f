import { useMutation } from '@tanstack/react-query'
import { SQL_DIALECTS, type SqlDialect } from '#shared/domain/predictive/model-sql'
import { client, sentenceOf } from '#renderer/rpc/client.ts'
import type { MenuEntry } from '#renderer/ui/menu.tsx'
import { saveFile } from '#renderer/ui/save-file.ts'
import type { Model, Version } from './model-header.tsx'

const DIALECT_WORDS: Readonly<Record<SqlDialect, string>> = { postgresql: 'PostgreSQL', duckdb: 'DuckDB', sqlite: 'SQLite' }

/** What downloads the shown version: as a file that another workspace imports, or as SQL for a warehouse. No entries while nothing is trained. */
export function useModelFiles(model: Model, version: Version | undefined): { readonly entries: readonly MenuEntry[]; readonly error: string | null } {
  const save = useMutation({
    mutationFn: async (dialect: SqlDialect | null) => {
      const asked = { modelId: model.id, ...(version === undefined ? {} : { versionId: version.id }) }
      const { fileName, text } = await (dialect === null ? client.predictive.exportFile(asked) : client.predictive.exportSql({ ...asked, dialect }))
      saveFile(fileName, new Blob([text], { type: dialect === null ? 'application/json' : 'application/sql' }))
    },
  })
  const error = save.error ? sentenceOf(save.error) : null
  if (version === undefined) return { entries: [], error }
  return {
    entries: [
      { label: 'Model file', icon: 'download', onClick: () => save.mutate(null) },
      ...SQL_DIALECTS.map((dialect): MenuEntry => ({ label: `SQL for ${DIALECT_WORDS[dialect]}`, icon: 'download', onClick: () => save.mutate(dialect) })),
    ],
    error,
  }
}
