import type { ActionArgument } from '@halo/wire/dashboard/actions.ts';
import type { Arguments } from './call.ts';

export type ReadArguments = { ok: true; values: Arguments } | { ok: false; why: string };

/** What a model may fill in, as JSON Schema. `readArguments` holds it to that: models promise more than they keep. */
export function argumentsSchema(list: readonly ActionArgument[]): Record<string, unknown> {
  return {
    type: 'object',
    properties: Object.fromEntries(list.map((argument) => [argument.name, schemaOf(argument)])),
    required: list.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  };
}

function schemaOf({ type, description, maxLength, options }: ActionArgument): Record<string, unknown> {
  return {
    type,
    ...(description && { description }),
    ...(type === 'string' && { maxLength }),
    ...(type === 'string' && options.length > 0 && { enum: options }),
  };
}

/** Reads what a model filled in: each value of its kind and bounds, nothing missing and nothing else. */
export function readArguments(list: readonly ActionArgument[], input: unknown): ReadArguments {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return no('the arguments are no object');
  const given = new Map(Object.entries(input));
  const values: Arguments = {};
  for (const argument of list) {
    const { name, required } = argument;
    const value = given.get(name);
    given.delete(name);
    if (value === undefined || value === null) {
      if (required) return no(`${name} is missing`);
      continue;
    }
    const fault = faultOf(argument, value);
    if (fault) return no(`${name} ${fault}`);
    values[name] = value as string | number | boolean;
  }
  return given.size > 0 ? no('there are arguments that the action does not have') : { ok: true, values };
}

function no(why: string): ReadArguments {
  return { ok: false, why };
}

// Every control character but line breaks and tabs, which text for people may hold.
const CONTROLS = /[^\P{Cc}\n\r\t]/u;

function faultOf({ type, maxLength, options }: ActionArgument, value: unknown): string | null {
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean' ? null : 'is neither true nor false';
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? null : 'is no number';
    case 'integer':
      return Number.isSafeInteger(value) ? null : 'is no whole number';
    case 'string':
      if (typeof value !== 'string') return 'is no text';
      if (value.length > maxLength) return `is longer than ${maxLength} characters`;
      if (!value.isWellFormed() || CONTROLS.test(value)) return 'holds characters that are not taken';
      return options.length > 0 && !options.includes(value) ? 'is none of its options' : null;
  }
}
