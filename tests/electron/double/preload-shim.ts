import type { Declarations } from './declarations.ts'

/** What the shim tells the main side, as JSON through a CDP binding that only the preload's world sees. */
export type FromPreload =
  | { readonly kind: 'ipc'; readonly channel: string; readonly message: unknown; readonly ports: readonly number[] }
  | { readonly kind: 'data'; readonly port: number; readonly data: string }
  | { readonly kind: 'fault'; readonly message: string }

export const preloadWorld = 'sextant-preload'
export const bindingName = '__electronDouble'
const mostPorts = 20

/** The preload bundle inside a sandboxed preload's surroundings: `require` knows only electron, and of that only what is declared for a page. */
export function preloadScript(bundle: string, declarations: Declarations): string {
  const exported = JSON.stringify([...declarations.exportsOf('renderer').keys()])
  const members = JSON.stringify([...declarations.membersOf('IpcRenderer')])
  return `(() => {
  const send = (message) => globalThis.${bindingName}(JSON.stringify(message));
  const fault = (message) => { send({ kind: 'fault', message }); return new Error(message); };
  const guard = (target, members, type) => new Proxy(target, { get(object, property) {
    if (typeof property === 'symbol') return object[property];
    if (!members.includes(property)) throw fault('Electron declares no ' + type + '.' + property + '.');
    if (!(property in object)) throw fault('The double does not do ' + type + '.' + property + ' yet.');
    return object[property];
  } });
  const ports = new Map();
  const adopt = (port) => {
    const id = ports.size + 1;
    if (id > ${mostPorts}) throw fault('The preload handed over more than ${mostPorts} ports.');
    ports.set(id, port);
    port.onmessage = (event) => {
      if (typeof event.data !== 'string') throw fault('The double carries only text over a port.');
      send({ kind: 'data', port: id, data: event.data });
    };
    return id;
  };
  globalThis.__deliver = (id, data) => ports.get(id)?.postMessage(data);
  globalThis.__close = (id) => ports.get(id)?.close();
  const ipcRenderer = guard({
    postMessage(channel, message, transfer = []) { send({ kind: 'ipc', channel, message, ports: transfer.map(adopt) }); },
  }, ${members}, 'IpcRenderer');
  const electron = guard({ ipcRenderer }, ${exported}, 'electron');
  const require = (name) => {
    if (name === 'electron') return electron;
    throw fault('A sandboxed preload cannot require "' + name + '".');
  };
  const module = { exports: {} };
  try {
    (function (require, module, exports) {
${bundle}
    })(require, module, module.exports);
  } catch (error) {
    send({ kind: 'fault', message: 'The preload threw: ' + String(error) });
  }
})();`
}
