import { cases, type Case } from './case.ts'

/** Class N over HTTP: names that reach for prototypes, wherever a body takes names. */
const put = (kind: string, payload: string) => ({ method: 'PUT' as const, url: `/v1/${kind}/hostile`, payload, headers: { 'content-type': 'application/json' } })

export const bodyCases: Case[] = [
  ...cases('request', 'refused', { 'N markers of a template that merges': put('templates', '{"label":"x","body":{"__proto__":{"html":"x"},"html":"{{x}}"}}') }, ['CVE-2024-14020']),
  ...cases('request', 'refused', {
    'N __proto__ at the top': put('views', '{"__proto__":{"label":"x"},"label":"x","body":{}}'),
    'N __proto__ by escapes': put('views', '{"\\u005f\\u005fproto__":{"x":1},"label":"x","body":{}}'),
    'N __proto__ in a list': put('views', '{"label":"x","body":{"object":"Account","columns":[{"__proto__":{"path":"Name"}}]}}'),
    'N constructor.prototype': put('mappings', '{"label":"x","body":{"constructor":{"prototype":{"x":1}}}}'),
    'N a partial named __proto__': put('templates', '{"label":"x","body":{"html":"x","css":"","lang":"ja","paper":{"size":"A4","margin":{"top":1,"right":1,"bottom":1,"left":1}},"partials":{"__proto__":"x"}}}'),
    'N an asset named __proto__': put('templates', '{"label":"x","body":{"html":"x","css":"","lang":"ja","paper":{"size":"A4","margin":{"top":1,"right":1,"bottom":1,"left":1}},"assets":{"__proto__":"x"}}}'),
    'N a sample with constructor.prototype': put('templates', '{"label":"x","body":{"html":"x","css":"","lang":"ja","paper":{"size":"A4","margin":{"top":1,"right":1,"bottom":1,"left":1}},"sample":{"constructor":{"prototype":{"a":1}}}}}'),
    'N the same name twice, the second hostile': put('views', '{"label":"x","label":{"$ne":null},"body":{}}'),
    'N an operator of another database': put('views', '{"label":"x","body":{"object":{"$gt":""},"columns":[]}}'),
    'N a number beyond doubles as a label': put('views', '{"label":1e400,"body":{}}'),
    'N an object that is text by its own method': put('views', '{"label":{"toString":"x","length":1},"body":{}}'),
    'N a list where an object belongs': put('views', '{"label":"x","body":[["object","Account"]]}'),
    'N a run whose filter reaches for the prototype': { method: 'POST', url: '/v1/runs', payload: '{"mapping":"quote_ja","source":{"filter":{"__proto__":{"path":"Name"}}}}', headers: { 'content-type': 'application/json' } },
    'N a preview whose views reach for the prototype': { method: 'POST', url: '/v1/previews', payload: '{"recordId":"001000000000001","draft":{"mapping":{},"views":{"__proto__":{}}}}', headers: { 'content-type': 'application/json' } },
    'N a session that brings its role': { method: 'POST', url: '/v1/session', payload: '{"user":"x","password":"x","role":"admin"}', headers: { 'content-type': 'application/json' } },
    'N a document that brings its tenant': { method: 'POST', url: '/v1/documents', payload: '{"mapping":"quote_ja","recordId":"001000000000001","tenant_id":"00D000000000000AAA"}', headers: { 'content-type': 'application/json' } }
  })
]
