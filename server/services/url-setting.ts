import { Type, type TString } from 'typebox'
import { Format } from 'typebox/format'

// The one of JSON Schema lets through what no connection can be made to, such as a port of 99999.
Format.Set('url', (text) => URL.canParse(text))

/** An address as a setting of a Service, without a user in it. Whether it may be called is asked when it is; https is asked for there. */
export function urlSetting (description: string, { origin = false }: { origin?: boolean } = {}): TString {
  return Type.String({ format: 'url', pattern: origin ? '^https?://[^/?#@\\s]+$' : '^https?://[^/?#@\\s]+([/?]\\S*)?$', maxLength: 2000, description })
}
