import { Type, type Static } from 'typebox'
import type { DeliveryFile } from './connector.ts'

/**
 * A folder of another machine, whatever the protocol, as far as placing files in it needs one. Paths have slashes. Each throws what `deliver` may throw:
 * DeliveryRefused when the server said no, DeliveryFailed when nothing happened, and only `rename` DeliveryUnknown, when its answer was lost.
 */
export interface Shelf {
  /** the server, for sentences */
  host: string
  /** Bytes of the file; null when there is none. */
  size: (path: string) => Promise<number | null>
  read: (path: string, size: number) => Promise<Uint8Array>
  /** Over what may be there, down to the disk where the server can be told to. */
  write: (path: string, bytes: Uint8Array) => Promise<void>
  /** With `replace` in place of what is there, else refused when something is. */
  rename: (from: string, to: string, replace: boolean) => Promise<void>
  remove: (path: string) => Promise<void>
  /** Makes the folders that are missing below `top`. */
  makeFolders: (top: string, below: string[]) => Promise<void>
}

/** What to place where. `top` must be there, `below` is made. `collected`: the receiver takes files away. */
export interface Placing { top: string, below: string[], files: DeliveryFile[], key: string, existing: Existing, collected: boolean }

export const Existing = Type.Union([Type.Literal('refuse'), Type.Literal('replace'), Type.Literal('rename')], { description: 'what happens when another file has that name: refuse, replace or rename' })
export type Existing = Static<typeof Existing>

/** The settings of every connector that places files in a folder. */
export const folderSettings = {
  folder: Type.String({ minLength: 1, maxLength: 500, description: 'folder, which must be there' }),
  existing: Type.Optional(Existing),
  collected: Type.Optional(Type.Boolean({ description: 'whether the receiver takes files away; one that is gone may then have been delivered' }))
}

/** What an Envelope may say of a delivery into a folder. */
export const FolderAct = Type.Object({
  folder: Type.Optional(Type.String({ maxLength: 500, description: 'folder below that of the Service, made when it is missing' }))
}, { additionalProperties: false })
export type FolderAct = Static<typeof FolderAct>
