import { useMantineColorScheme } from '@mantine/core'
import { useLocation } from 'wouter'
import { useConnection } from '#renderer/rpc/connection.ts'
import { useWorkspace } from '#renderer/rpc/use-workspace.ts'
import { Avatar } from '#renderer/ui/avatar.tsx'
import { count } from '#renderer/ui/format/numbers.ts'
import { Icon } from '#renderer/ui/icon.tsx'
import { Menu } from '#renderer/ui/menu.tsx'
import { RAIL, type RailLink } from './routes.tsx'
import { showFind, showKeys } from './use-prompts.ts'
import { useShownKind } from './use-shown-kind.ts'

export function Rail() {
  const info = useWorkspace()
  const [location] = useLocation()
  const shownKind = useShownKind(location)
  return (
    <nav className="rail" aria-label="Main">
      <div className="space"><Icon name="mark" size={18} /><span className="clip">{info?.name ?? 'Sextant'}</span></div>
      <button type="button" className="find" onClick={showFind} title="Search records, pages and commands">
        <Icon name="search" size={14} /><span className="grow">Search</span><kbd>Ctrl K</kbd>
      </button>
      {RAIL.map((section) => (
        <div key={section.title}>
          {section.title !== '' && <h2>{section.title}</h2>}
          <ul>{section.links.map((link) => <Entry key={link.href} link={link} current={isCurrent(link.href, location) || (link.models !== undefined && link.models === shownKind)} number={link.count === undefined ? 0 : (info?.counts[link.count] ?? 0)} />)}</ul>
        </div>
      ))}
      <div className="foot">
        <Offline />
        {info && <Me name={info.user.name} />}
      </div>
    </nav>
  )
}

function isCurrent(href: string, location: string): boolean {
  return href === '/' ? location === '/' : location === href || location.startsWith(`${href}/`)
}

function Entry({ link, current, number }: { readonly link: RailLink; readonly current: boolean; readonly number: number }) {
  return (
    <li>
      <a href={`#${link.href}`} aria-current={current ? 'page' : undefined} title={link.label}>
        <Icon name={link.icon} /><span>{link.label}</span>
        {number > 0 && <b>{count(number)}{link.count === 'runningJobs' && ' running'}</b>}
      </a>
    </li>
  )
}

/** Quiet, and gone as soon as the core answers again. */
function Offline() {
  const state = useConnection((store) => store.state)
  if (state !== 'lost') return null
  return <p className="offline late" role="status"><Icon name="refresh" size={14} /><span>Reconnecting to Sextant</span></p>
}

function Me({ name }: { readonly name: string }) {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const target = (
    <button type="button" className="me" title="Appearance and keys">
      <Avatar name={name} /><span className="grow"><span className="medium">{name}</span><br /><span className="faint">Data on this device</span></span>
    </button>
  )
  return (
    <Menu
      label="Appearance and keys"
      position="top-start"
      target={target}
      entries={[
        { label: 'Light', icon: 'sun', checked: colorScheme === 'light', onClick: () => setColorScheme('light') },
        { label: 'Dark', icon: 'moon', checked: colorScheme === 'dark', onClick: () => setColorScheme('dark') },
        { label: 'As the system', icon: 'settings', checked: colorScheme === 'auto', onClick: () => setColorScheme('auto') },
        'line',
        { label: 'All keys', icon: 'keyboard', onClick: showKeys },
      ]}
    />
  )
}
