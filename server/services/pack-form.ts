/** The body of a form as browsers send it (https://www.rfc-editor.org/rfc/rfc7578), whole, because it is signed or counted before it goes. */
export async function packForm (parts: Array<[name: string, value: string | { name: string, type: string, bytes: Uint8Array }]>): Promise<{ type: string, body: Buffer }> {
  const form = new FormData()
  for (const [name, value] of parts) {
    if (typeof value === 'string') form.append(name, value)
    else form.append(name, new Blob([Buffer.from(value.bytes)], { type: value.type }), value.name)
  }
  const packed = new Response(form)
  return { type: packed.headers.get('content-type') ?? '', body: Buffer.from(await packed.arrayBuffer()) }
}
