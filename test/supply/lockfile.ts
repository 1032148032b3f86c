import { readFileSync } from 'node:fs'

/** One package as package-lock.json pins it. https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json */
export interface Pinned { name: string, version: string, license?: string, integrity?: string, resolved?: string, dev?: boolean, devOptional?: boolean, optional?: boolean, inBundle?: boolean, hasInstallScript?: boolean, link?: boolean }

/** All packages of the lockfile; those that only develop and test are `dev`. */
export function readLockfile (text: string = readFileSync('package-lock.json', 'utf8')): Pinned[] {
  const { packages } = JSON.parse(text) as { packages: Record<string, Omit<Pinned, 'name'> & { name?: string }> }
  return Object.entries(packages).filter(([path]) => path !== '').map(([path, pinned]) => ({ ...pinned, name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length) }))
}

/** What a running service has. */
export function isShipped ({ dev, devOptional }: Pinned): boolean {
  return dev !== true && devOptional !== true
}
