import type { OfferedTool } from '@halo/wire/dashboard/agent.ts';
import { z } from 'zod';
import type { ModelTool } from '../models/model.ts';

interface Schema {
  properties?: Record<string, { type?: string; description?: string; enum?: unknown[] }>;
  required?: string[];
}

/** A tool as teammates see that it was offered: what it is for, and what a model may fill in. */
export function offeredTool({
  name,
  description,
  input,
}: Pick<ModelTool, 'name' | 'description' | 'input'>): OfferedTool {
  const { properties = {}, required = [] } = z.toJSONSchema(input, { io: 'input' }) as Schema;
  const list = Object.entries(properties).map(([argument, { type, description: about, enum: options }]) => ({
    name: argument,
    type: options ? `one of ${options.join(', ')}` : (type ?? 'any'),
    required: required.includes(argument),
    about: about ?? '',
  }));
  return { name, description, arguments: list };
}
