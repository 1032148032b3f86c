/** What the HTML of a template may be made of. An allow-list: what is not known cannot surprise. */
export const elements = new Set((
  'a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup data dd del dfn div dl dt em figcaption figure font footer ' +
  'h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main mark nav ol p pre q rb rp rt rtc ruby s samp section small span strike strong sub sup table tbody td tfoot th thead time tr tt u ul var wbr ' +
  'svg g defs symbol use path rect circle ellipse line polyline polygon text tspan textpath title desc lineargradient radialgradient stop clippath mask pattern marker image switch'
).split(' '))

/** The sentence for elements people do write; all others are just unknown. */
export const refusals: Record<string, string> = {
  script: 'Scripts never run in a document; compute the value in the mapping',
  style: 'Put styles into the CSS of the template',
  link: 'Put styles into the CSS of the template',
  html: 'Write only what stands inside <body>',
  head: 'Write only what stands inside <body>',
  body: 'Write only what stands inside <body>',
  meta: 'Write only what stands inside <body>',
  base: 'Images are named as in the assets; there is no base address',
  iframe: 'A document cannot show other pages',
  object: 'Use <img> with an image of the template',
  embed: 'Use <img> with an image of the template',
  form: 'A printed page has no forms; use a table or boxes drawn with CSS',
  input: 'A printed page has no forms; use a table or boxes drawn with CSS',
  foreignobject: 'SVG may hold shapes, text and images only'
}

/** Attributes whose value a browser may fetch or run. `href` and `src` are checked on the elements that need them, and refused elsewhere. */
export const addressAttributes = new Set((
  'src srcset srcdoc href xlink:href action formaction background poster cite data longdesc ping manifest profile codebase classid archive icon dynsrc lowsrc usemap imagesrcset ' +
  'attributionsrc xml:base from to values by attributename'
).split(' '))

/** SVG attributes that take CSS values, so that url() can stand in them. */
export const cssAttributes = new Set('fill stroke filter mask clip-path marker marker-start marker-mid marker-end cursor color-profile'.split(' '))
