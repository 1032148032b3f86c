import type { FastifyInstance } from 'fastify'

/** Nothing of a device is ever asked for; passkeys are, by our own pages. https://www.w3.org/TR/permissions-policy/ */
const PERMISSIONS = [
  ...['accelerometer', 'autoplay', 'camera', 'display-capture', 'geolocation', 'gyroscope', 'hid', 'magnetometer', 'microphone', 'midi', 'payment', 'serial', 'usb', 'xr-spatial-tracking'].map((name) => `${name}=()`),
  'publickey-credentials-create=(self)', 'publickey-credentials-get=(self)'
].join(', ')

/** What the API says is kept by nobody on the way, and a file to save is never run as a page of ours. */
export function keepPrivate (app: FastifyInstance): void {
  app.addHook('onSend', async ({ url }, reply) => {
    reply.header('permissions-policy', PERMISSIONS)
    if (url.startsWith('/v1/') && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
    if (String(reply.getHeader('content-disposition')).startsWith('attachment')) reply.header('content-security-policy', "sandbox; default-src 'none'").header('cache-control', 'no-store')
  })
}
