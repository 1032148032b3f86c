const ICONS: Readonly<Record<string, string>> = {
  pdf: 'doctype:pdf',
  csv: 'doctype:csv',
  doc: 'doctype:word',
  docx: 'doctype:word',
  gif: 'doctype:image',
  htm: 'doctype:html',
  html: 'doctype:html',
  jpeg: 'doctype:image',
  jpg: 'doctype:image',
  png: 'doctype:image',
  ppt: 'doctype:ppt',
  pptx: 'doctype:ppt',
  txt: 'doctype:txt',
  xls: 'doctype:excel',
  xlsx: 'doctype:excel',
  xml: 'doctype:xml',
  zip: 'doctype:zip'
}

/** The icon of a file by its ending. */
export function doctypeOf (extension: string): string {
  return ICONS[extension] ?? 'doctype:unknown'
}
