import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { chmod, lchown, mkdir, mkdtemp, readdir, stat } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { PostgresFailed } from '../errors.ts'

/** How PostgreSQL is started here: as whom, behind which small tools, with its socket where. */
export interface Footing {
  /** words put before the command; all of them exec, so the process id stays the same */
  wrap: string[]
  /** guards the data folder for as long as the command or a child of it lives; empty without flock */
  lock: string[]
  /** only where root has no user namespaces */
  user: { uid?: number, gid?: number }
  socketDir: string
}

/** Status with which flock says that another holds the folder. */
export const folderInUse = 75

const nobody = 65534

/**
 * PostgreSQL refuses to run as root, or as a user id without a name (`docker run --user 1234`). Both start it as nobody
 * of a user namespace, where files stay their own; where namespaces are forbidden (default containers) root becomes
 * the system's nobody and gives it the folder.
 */
export async function findFooting (dir: string, path: string): Promise<Footing> {
  const has = (tool: string) => path.split(delimiter).some((folder) => isExecutable(join(folder, tool)))
  const isRoot = process.getuid?.() === 0
  const namespace = (isRoot || isNameless()) && has('unshare') && allowsNamespaces(path)
  const user = isRoot && !namespace ? { uid: nobody, gid: nobody } : {}
  // A closed folder: whoever reaches the socket is trusted.
  await mkdir(dir, { recursive: true, mode: 0o700 })
  await chmod(dir, 0o700).catch((error: Error) => { throw new PostgresFailed(`its folder ${dir} belongs to another user.`, { cause: error }) })
  if (isRoot) await giveFolder(dir, user.uid ?? 0)
  return {
    lock: has('flock') ? ['flock', '--nonblock', '--no-fork', '--conflict-exit-code', String(folderInUse), join(dir, 'lock')] : [],
    // When this process dies, even by SIGKILL, the kernel sends PostgreSQL its fast shutdown.
    wrap: [...(has('setpriv') ? ['setpriv', '--pdeathsig', 'INT'] : []), ...(namespace ? namespaceWords : [])],
    user,
    socketDir: await findSocketDir(dir, user.uid)
  }
}

const namespaceWords = ['unshare', '--user', `--map-user=${nobody}`, `--map-group=${nobody}`]

function isNameless (): boolean {
  try {
    userInfo()
    return false
  } catch {
    return true
  }
}

function allowsNamespaces (path: string): boolean {
  const [command = '', ...words] = namespaceWords
  return spawnSync(command, [...words, 'true'], { env: { PATH: path }, stdio: 'ignore' }).status === 0
}

function isExecutable (file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Earlier starts may have run on the other footing. */
async function giveFolder (dir: string, uid: number): Promise<void> {
  if (uid !== 0) {
    const parent = dirname(dir)
    // Reaching through, not looking into.
    await chmod(parent, (await stat(parent)).mode & 0o7777 | 0o011)
  }
  if ((await stat(dir)).uid === uid) return
  const inside = await readdir(dir, { recursive: true })
  for (const name of inside) await lchown(join(dir, name), uid, uid)
  await lchown(dir, uid, uid)
}

// sockaddr_un holds 108 bytes with the final zero (unix(7)).
async function findSocketDir (dir: string, uid?: number): Promise<string> {
  if (Buffer.byteLength(join(dir, '.s.PGSQL.5432')) <= 107) return dir
  const short = await mkdtemp(join(tmpdir().length < 60 ? tmpdir() : '/tmp', 'chohyo-'))
  if (uid !== undefined) await lchown(short, uid, uid)
  return short
}
