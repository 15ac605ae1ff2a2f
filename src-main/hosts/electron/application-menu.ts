import { Menu, type MenuItemConstructorOptions } from 'electron'

export interface MenuActions {
  readonly mac: boolean
  readonly developer: boolean
  newWorkspace(): void
  openWorkspace(): void
  showDataFolder(): void
  about(): void
}

/** The application's menu: workspaces, the usual editing and viewing, windows, help. */
function menuTemplate(actions: MenuActions): MenuItemConstructorOptions[] {
  const file: MenuItemConstructorOptions[] = [
    { label: 'New workspace…', accelerator: 'CmdOrCtrl+Shift+N', click: () => actions.newWorkspace() },
    { label: 'Open workspace…', accelerator: 'CmdOrCtrl+O', click: () => actions.openWorkspace() },
    { type: 'separator' },
    actions.mac ? { role: 'close' } : { role: 'quit' },
  ]
  const view: MenuItemConstructorOptions[] = [
    { role: 'reload' },
    ...(actions.developer ? [{ role: 'toggleDevTools' } as const] : []),
    { type: 'separator' },
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
  ]
  const help: MenuItemConstructorOptions[] = [
    { label: 'Show the data folder', click: () => actions.showDataFolder() },
    { label: 'About Sextant', click: () => actions.about() },
  ]
  return [
    ...(actions.mac ? [{ role: 'appMenu' } as const] : []),
    { label: 'File', submenu: file },
    { role: 'editMenu' },
    { label: 'View', submenu: view },
    { role: 'windowMenu' },
    { role: 'help', submenu: help },
  ]
}

export function setApplicationMenu(actions: MenuActions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(actions)))
}
