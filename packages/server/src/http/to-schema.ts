import { jsonObject } from '@halo/wire/sdk/values.ts';
import { z } from 'zod';
import { FIELD_NOTES } from './field-notes.ts';
import type { Schema } from './openapi-document.ts';

/**
 * A shape as JSON Schema. What callers send is noted by the names of its fields; answers note themselves, and leave
 * room for fields to come.
 */
export function toSchema(shape: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema, ...schema } = z.toJSONSchema(shape, {
    io,
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      if (zodSchema === jsonObject) jsonSchema.type = 'object';
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  }) as Schema & { $schema?: string };
  return io === 'input' && schema.properties ? { ...schema, properties: withNotes(schema.properties) } : schema;
}

/** Says of each field what its name means everywhere, unless its shape says it. */
export function withNotes(properties: Record<string, Schema>): Record<string, Schema> {
  const note = (name: string) => (Object.hasOwn(FIELD_NOTES, name) ? { description: FIELD_NOTES[name] } : {});
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, { ...note(name), ...schema }]));
}
