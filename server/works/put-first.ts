/** A stream with one item put before it. Whoever stops at that item closes the stream all the same. */
export async function * putFirst<Item> (first: Item, rest: AsyncGenerator<Item>): AsyncGenerator<Item> {
  try {
    yield first
    yield * rest
  } finally {
    await rest.return(undefined)
  }
}
