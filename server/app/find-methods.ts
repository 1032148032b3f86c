import type { FastifyInstance } from 'fastify'

/** The methods that this path answers to; none when there is no such path. The console answers GET everywhere, which makes no path known. */
export function findMethods (app: FastifyInstance, path: string): string[] {
  const routes = [...app.roles.keys()].map((route) => route.split(' ') as [string, string]).filter(([, pattern]) => !pattern.includes('*'))
  const methods = routes.filter(([, pattern]) => fits(pattern, path)).map(([method]) => method)
  return [...new Set(methods.flatMap((method) => method === 'GET' ? ['GET', 'HEAD'] : [method]))].sort()
}

function fits (pattern: string, path: string): boolean {
  const [wanted, given] = [pattern.split('/'), path.split('/')]
  return wanted.length === given.length && wanted.every((part, at) => part.startsWith(':') ? given[at] !== '' : part === given[at])
}
