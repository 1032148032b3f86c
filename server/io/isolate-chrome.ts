import { execFile } from 'node:child_process'
import { access, chmod, constants, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { ChromeUnavailable } from '../errors.ts'

const run = promisify(execFile)
const CLOSED_ROOT = fileURLToPath(new URL('closed-root.sh', import.meta.url))

/** Neither root nor anybody's: above systemd's dynamic users, below nobody, so that no other service shares it (ptrace, signals). */
const OTHER_UID = 65530
// Through a shell: setpriv itself still has root's rights to open the file it starts, the processes Chrome starts do not.
const VERSION = ['sh', '-c', '"$0" --version']
export const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/** How Chrome is started: `command ...prefix chrome ...flags`. */
export interface Isolation {
  command: string
  prefix: string[]
  /** Network, process and file system namespaces of its own. */
  closed: boolean
  uid: number
  /** Whether Chrome's own sandbox can be on. */
  sandbox: boolean
  how: string
  warnings: string[]
}

export interface ToIsolate {
  chrome: string
  libraries?: string
  /** Folders Chrome may read: browser, libraries, fonts, their configuration. */
  places: string[]
  dir: string
}

interface Rung { how: string, uid: number, closed: boolean, words: string[] }

/**
 * The strongest way to start this Chrome that this machine allows, found by trying: a closed root (own network, own
 * processes, a file system with nothing but the browser and its fonts, and for a root service another user), else another
 * user, else plain. Inside the closed root everything is mounted before the user is changed, so files below a 0700 home are no obstacle.
 */
export async function isolateChrome (chrome: ToIsolate): Promise<Isolation> {
  const root = join(chrome.dir, 'root')
  await mkdir(root, { recursive: true })
  if (process.getuid?.() === 0) await chmod(root, 0o755)
  const warnings: string[] = []
  for (const rung of rungs(root, chrome.places)) {
    const refusal = await tryRung(rung, VERSION.concat(chrome.chrome), chrome)
    if (refusal !== undefined) {
      warnings.push(`${rung.how} is not possible here (${refusal.replaceAll(dirname(chrome.chrome), '…')})`)
      continue
    }
    const sandbox = rung.uid !== 0 && await tryRung(rung, ['unshare', '--user', 'true'], chrome) === undefined
    if (!sandbox) warnings.push('Chrome runs without its own sandbox')
    const [command, ...prefix] = [...rung.words, chrome.chrome]
    // puppeteer wants a path, not a name.
    return { command: await locate(command ?? chrome.chrome), prefix, closed: rung.closed, uid: rung.uid, sandbox, how: rung.how, warnings }
  }
  throw new ChromeUnavailable(`the browser does not run on this machine (${warnings.join('; ')}). Install what it lacks, or set CHROME_PATH to another one.`)
}

function rungs (root: string, places: string[]): Rung[] {
  const uid = process.getuid?.() ?? 0
  const gid = process.getgid?.() ?? 0
  // SIGKILL of the service must not leave a browser: unshare dies with its parent, and takes its namespace along.
  const dieWithParent = ['setpriv', '--pdeathsig', 'KILL', '--']
  const namespaces = ['--mount', '--net', '--pid', '--ipc', '--uts', '--fork', '--kill-child', '--']
  const closedRoot = ['sh', CLOSED_ROOT, root, places.join('\n')]
  // Changing the user clears the death signal, so it is set again.
  const becomeOther = ['setpriv', '--reuid', String(OTHER_UID), '--regid', String(OTHER_UID), '--clear-groups', '--no-new-privs', '--pdeathsig', 'KILL', '--']
  const plain = { how: 'plain process', uid, closed: false, words: [] }
  if (process.platform !== 'linux') return [plain]
  if (uid === 0) {
    return [
      { how: `closed root, namespaces, uid ${OTHER_UID}`, uid: OTHER_UID, closed: true, words: [...dieWithParent, 'unshare', ...namespaces, ...closedRoot, ...becomeOther] },
      { how: `uid ${OTHER_UID} without namespaces`, uid: OTHER_UID, closed: false, words: becomeOther },
      plain
    ]
  }
  // Root inside the first user namespace only, to mount; the second gives Chrome its ordinary user back.
  const becomeSelf = ['unshare', '--user', `--map-user=${uid}`, `--map-group=${gid}`, '--', 'setpriv', '--no-new-privs', '--pdeathsig', 'KILL', '--']
  return [
    { how: 'closed root, user namespaces', uid, closed: true, words: [...dieWithParent, 'unshare', '--user', '--map-root-user', ...namespaces, ...closedRoot, ...becomeSelf] },
    plain
  ]
}

async function tryRung (rung: Rung, command: string[], { libraries }: ToIsolate): Promise<string | undefined> {
  const [file = '', ...args] = [...rung.words, ...command]
  try {
    await run(file, args, { timeout: 10_000, env: { PATH, HOME: '/tmp', LD_LIBRARY_PATH: libraries ?? '' } })
  } catch (error) {
    const { stderr, message } = error as { stderr?: string, message: string }
    return (stderr?.trim().split('\n').at(-1) || message.split('\n')[0] || 'refused').slice(0, 200)
  }
}

async function locate (command: string): Promise<string> {
  for (const folder of PATH.split(':')) {
    const path = join(folder, command)
    if (!command.includes('/') && await access(path, constants.X_OK).then(() => true, () => false)) return path
  }
  return command
}

/** Folders the browser needs to read: its own, and what its path really leads to. */
export function browserPlaces (path: string, realPath: string): string[] {
  return [...new Set([dirname(path), dirname(realPath)])].filter((place) => !/^(\/usr)?\/s?bin$|^\/usr\/lib$/.test(place))
}
