import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { sayDocument } from '../documents/say-document.ts'
import { sendArchive } from '../documents/send-document.ts'
import { languageOf } from '../errors-ja.ts'
import { erasePerson } from './erase-person.ts'
import { exportPerson } from './export-person.ts'
import { findPerson } from './find-person.ts'
import { listRequests } from './record-request.ts'
import { AskPerson, EraseAsk, Erasure, PersonData, PersonRequests } from './schema.ts'

const tags = ['persons']

/** 個人情報保護法: access, export and erasure for one person, and the register of what was asked. */
export const personRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post('/persons/find', {
    config: { role: 'admin' },
    schema: { tags, summary: 'What is held of a person: documents, and lines of the histories', body: AskPerson, response: { 200: PersonData } }
  }, async ({ tenant, body, headers }) => {
    const { documents, ...rest } = await findPerson(tenant, body)
    return { ...rest, documents: documents.map((one) => ({ ...one, document: sayDocument(one.document, languageOf(headers['accept-language'])) })) }
  })

  app.post('/persons/export', {
    config: { role: 'admin' },
    schema: { tags, summary: 'The data of a person as a ZIP', body: AskPerson, response: { 200: { description: 'A ZIP', content: { 'application/zip': { schema: Type.String({ format: 'binary' }) } } } } }
  }, async ({ tenant, body }, reply) => sendArchive(reply, await exportPerson(tenant, body)))

  app.post('/persons/erase', {
    config: { role: 'admin' },
    schema: { tags, summary: 'Erase the documents of a person that need not be kept; the others are listed with how long they stay', body: EraseAsk, response: { 200: Erasure } }
  }, async ({ tenant, body }) => erasePerson(tenant, body))

  app.get('/persons/requests', {
    config: { role: 'admin' },
    schema: { tags, summary: 'What was asked of and for persons, the newest 200', response: { 200: PersonRequests } }
  }, async ({ tenant }) => listRequests(tenant))
}
