import { ConnectorUnknown } from '../errors.ts'
import { box } from './box.ts'
import type { Connector } from './connector.ts'
import { ftp } from './ftp.ts'
import { googleDrive } from './google-drive.ts'
import { mail } from './mail.ts'
import { microsoftGraph } from './microsoft-graph.ts'
import { printQueue } from './print-queue.ts'
import { s3 } from './s3.ts'
import { salesforceRecord } from './salesforce-record.ts'
import type { ShownConnector } from './schema.ts'
import { sftp } from './sftp.ts'
import { showConnector } from './show-connector.ts'
import { webdav } from './webdav.ts'
import { webhook } from './webhook.ts'

// Each knows its own settings; whoever takes one from here has checked them (check-service.ts).
type AnyConnector = Connector<never, never>

const CONNECTORS: readonly AnyConnector[] = [webhook, sftp, ftp, webdav, mail, printQueue, salesforceRecord, s3, box, googleDrive, microsoftGraph]

/** Errors: ConnectorUnknown. */
export function connectorOf (name: string): AnyConnector {
  const found = CONNECTORS.find((one) => one.name === name)
  if (!found) throw new ConnectorUnknown(name, CONNECTORS.map((one) => one.name).join(', '))
  return found
}

/** All connectors, as forms need them. */
export function listConnectors (): ShownConnector[] {
  return CONNECTORS.map(showConnector)
}
