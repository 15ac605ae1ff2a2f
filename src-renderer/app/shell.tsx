import './shell.css'
import { Component, type ReactNode, Suspense, useEffect, useMemo } from 'react'
import { Route, Switch, useLocation } from 'wouter'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { useKeys } from '#renderer/ui/keys.ts'
import { Notice } from '#renderer/ui/notice.tsx'
import { SkeletonRows } from '#renderer/ui/skeleton.tsx'
import { Find } from './find.tsx'
import { KeyList } from './key-list.tsx'
import { Rail } from './rail.tsx'
import { ROUTES } from './routes.tsx'
import { showFind, showKeys } from './use-prompts.ts'
import { useFirstStart } from './use-first-start.ts'
import { Welcome } from './welcome.tsx'

/** The frame: rail at the left, the page as a white sheet. */
export function Shell() {
  const [location] = useLocation()
  const { welcome, making, sample } = useFirstStart()
  useGlobalKeys()
  return (
    <div className="app">
      <a className="skip" href="#page" onClick={(event) => { event.preventDefault(); document.getElementById('page')?.focus() }}>Skip to the page</a>
      <Rail />
      <main className="page" id="page" tabIndex={-1}>
        <Fault key={location.split('/')[1]}>
          <Suspense fallback={<SkeletonRows />}>
            {welcome ? <Welcome making={making} sample={sample} waiting={making === undefined && sample?.state === 'done'} /> : <Pages />}
          </Suspense>
        </Fault>
      </main>
      <Find />
      <KeyList />
    </div>
  )
}

function Pages() {
  return (
    <Switch>
      {ROUTES.map(({ path, page }) => <Route key={path} path={path} component={page} />)}
      <Route><EmptyState why="There is no such page." fill="The link may be from another version." action={<Button href="#/">Go to Home</Button>} /></Route>
    </Switch>
  )
}

function useGlobalKeys(): void {
  useKeys(useMemo(() => ({ '?': showKeys }), []))
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return
      event.preventDefault()
      showFind()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}

/** Keeps a fault of one page from taking the window with it. */
class Fault extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override componentDidCatch(error: unknown): void {
    reportError(error)
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children
    return <div style={{ padding: 20 }}><Notice tone="bad" title="This page stopped working." actions={<Button small onClick={() => this.setState({ failed: false })}>Show it again</Button>}>Your data is untouched. What was being typed here is lost.</Notice></div>
  }
}
