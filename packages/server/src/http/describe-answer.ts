import { ERRORS, type ErrorCode } from '@halo/wire/errors.ts';
import type { Header, OpenApiResponse, Schema } from './openapi-document.ts';
import type { SdkRoute, StreamedAnswer } from './sdk/sdk-route.ts';
import { toSchema } from './to-schema.ts';

type Responses = Record<string, OpenApiResponse>;

const RETRY_AFTER: Record<string, Header> = {
  'Retry-After': { description: 'Seconds to wait', schema: { type: 'integer' } },
};

/** What an endpoint answers: its 200, and its refusals by status, each with the codes that may stand there. */
export function describeResponses(route: SdkRoute): Responses {
  const byStatus = Map.groupBy(refusalsOf(route), (code) => String(ERRORS[code]));
  const refusals = [...byStatus].sort().map(([status, codes]) => [status, describeRefusal(status, codes)] as const);
  return { 200: describeDone(route), ...Object.fromEntries(refusals) };
}

/** Every code this endpoint may refuse with: those of the frame around all endpoints, and its own. */
function refusalsOf({ keys, body, query, refuses = [] }: SdkRoute): ErrorCode[] {
  const codes = new Set<ErrorCode>(refuses);
  if (keys.length > 0) codes.add('key_missing').add('key_unknown');
  if (keys.length === 1) codes.add('key_kind');
  if (keys.includes('server')) codes.add('key_scope').add('server_key_in_browser');
  if (body || query) codes.add('invalid_request');
  if (body) codes.add('invalid_json').add('too_large').add('unsupported_media_type').add('rate_limited');
  codes.add('internal').add('busy').add('not_ready');
  return (Object.keys(ERRORS) as ErrorCode[]).filter((code) => codes.has(code));
}

function describeDone({ answer, streams, file }: SdkRoute): OpenApiResponse {
  if (file) {
    const schema: Schema = { type: 'string', format: 'binary' };
    return { description: 'The file', content: Object.fromEntries(file.map((type) => [type, { schema }])) };
  }
  if (streams) return describeStream(streams);
  return {
    description: 'Done',
    ...(answer && { content: { 'application/json': { schema: toSchema(answer, 'output') } } }),
  };
}

function describeStream({ type, description, headers, frames, example }: StreamedAnswer): OpenApiResponse {
  const shapes = Object.entries(frames).map(([name, shape]) => [name, toSchema(shape, 'output')] as const);
  const told = Object.entries(headers ?? {}).map(
    ([name, about]) => [name, { description: about, required: true, schema: { type: 'string' } }] as const,
  );
  return {
    description,
    ...(told.length > 0 && { headers: Object.fromEntries(told) }),
    content: { [type]: { schema: { type: 'string' }, example, 'x-frames': Object.fromEntries(shapes) } },
  };
}

function describeRefusal(status: string, codes: ErrorCode[]): OpenApiResponse {
  const schema: Schema = {
    allOf: [{ $ref: '#/components/schemas/Error' }, { type: 'object', properties: { code: { enum: codes } } }],
  };
  return {
    description: codes.map((code) => `\`${code}\``).join(', '),
    ...((status === '429' || status === '503') && { headers: RETRY_AFTER }),
    content: { 'application/json': { schema } },
  };
}
