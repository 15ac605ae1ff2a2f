import './settings.css'
import { useQuery } from '@tanstack/react-query'
import { useId, type ReactNode } from 'react'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { useMay, useWorkspace } from '#renderer/rpc/use-workspace.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { PageHeader } from '#renderer/ui/page-header.tsx'
import { SkeletonRows } from '#renderer/ui/skeleton.tsx'
import { ClockSetting } from './clock-setting.tsx'
import { FirstModelSetting } from './first-model-setting.tsx'
import { IntegrityCheck } from './integrity-check.tsx'
import { NameSetting } from './name-setting.tsx'
import { SampleSetting } from './sample-setting.tsx'
import { ThemeSetting } from './theme-setting.tsx'
import { ZoneSetting } from './zone-setting.tsx'

const HOSTS = { electron: 'in its own window', node: 'in a browser window', cli: 'on the command line' } as const

/** The workspace and this device. */
export default function SettingsPage() {
  const settings = useQuery(api.workspace.settings.queryOptions())
  const info = useWorkspace()
  const admin = useMay('admin')
  return (
    <>
      <PageHeader title="Settings" sentence="Of this workspace and this device" ruled />
      {settings.error && <div style={{ padding: 20 }}><Notice tone="bad" title="The settings could not be read." actions={<Button small onClick={() => void settings.refetch()}>Try again</Button>}>{sentenceOf(settings.error)}</Notice></div>}
      {(settings.data === undefined || info === undefined) && !settings.error && <SkeletonRows rows={8} />}
      {settings.data && info && (
        <div className="scroll">
          <div className="settings">
            <Setting title="Workspace name"><NameSetting name={settings.data.name} admin={admin} /></Setting>
            <Setting title="Time zone"><ZoneSetting timeZone={settings.data.timeZone} admin={admin} /></Setting>
            <Setting title="Clock"><ClockSetting key={String(settings.data.frozenNow)} frozenNow={settings.data.frozenNow} admin={admin} /></Setting>
            <Setting title="First models"><FirstModelSetting admin={admin} /></Setting>
            <Setting title="Appearance"><ThemeSetting /></Setting>
            <Setting title="Integrity"><IntegrityCheck /></Setting>
            {info.counts.leads === 0 && info.counts.opportunities === 0 && <Setting title="Sample company"><SampleSetting admin={admin} /></Setting>}
            <Setting title="About">
              <p>Sextant {info.version}, running {HOSTS[info.host]}. Nothing leaves this device.</p>
              <p><span className="muted">The whole workspace is one file:</span><br /><span className="file-path">{info.file}</span></p>
            </Setting>
          </div>
        </div>
      )}
    </>
  )
}

function Setting({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId()
  return <section className="setting" aria-labelledby={id}><h2 id={id}>{title}</h2><div className="setting-body">{children}</div></section>
}
