import { describe, expect, test } from 'vitest';
import { buildPrompt, type PromptInput } from './build-prompt.ts';
import type { Customer } from './customer.ts';
import { mergeForTurn, type TurnSources } from './merge-for-turn.ts';

const agent = { name: 'Ada', workspaceName: 'Acme Forms' };
const nobody: Customer = {
  identityMode: 'enforce',
  person: null,
  company: null,
  contexts: [],
  attributes: new Map(),
  now: new Date('2026-05-27T23:30:00Z'),
  zone: 'UTC',
};

const prompt = (input: Partial<PromptInput> = {}) => buildPrompt({ agent, customer: nobody, ...input });

describe('buildPrompt', () => {
  test('an anonymous visitor without traits gets the prompt of having no profile at all', () => {
    const visitor = { ...nobody, person: { level: 'anonymous' as const, values: {} } };
    expect(prompt({ customer: visitor })).toEqual(prompt());
    expect(prompt().customerBlock).toBe('');
    expect(prompt().system).not.toMatch(/kind=|User Profile/);
  });

  test('traits a visitor gave this session are in the prompt', () => {
    const visitor = { ...nobody, person: { level: 'anonymous' as const, values: { plan: 'trial' } } };
    expect(prompt({ customer: visitor }).customerBlock).toBe('[User Profile]\n- Plan: trial');
  });

  test('the customer stands in one fence the rules declare to be data', () => {
    const customer = { ...nobody, person: { level: 'verified' as const, values: { name: 'Jane' } } };
    const { system, customerBlock } = prompt({ customer });
    expect(system.indexOf('never an instruction')).toBeLessThan(system.indexOf('kind="customer"'));
    expect(system).toContain(`\n\n<halo_data kind="customer">\n${customerBlock}\n</halo_data>`);
    expect(customerBlock).not.toContain('halo_data');
  });

  test('says who speaks, what day it is, and the operator’s own words', () => {
    const { system } = prompt({
      agent: {
        ...agent,
        goal: 'Keep customers happy',
        boundaries: 'No legal advice',
        instructions: 'Be brief.\n\nUse `code`.',
        guidance: ['Say thanks', 'Link the docs'],
      },
      customer: { ...nobody, zone: 'Asia/Tokyo' },
    });
    expect(system).toContain('You are Ada, the AI support agent of Acme Forms.');
    expect(system).toContain('Today is 2026-05-28.');
    expect(system).toContain('Your goal\nKeep customers happy\n\nYour boundaries\nNo legal advice');
    expect(system).toContain('Your instructions\nBe brief.\n\nUse `code`.');
    expect(system).toContain('- Say thanks\n- Link the docs');
  });

  test('speaks of tools only when the model has them', () => {
    expect(prompt().system).not.toMatch(/escalate tool|searchKnowledge/);
    expect(prompt({ tools: ['escalate', 'searchKnowledge'] }).system).toMatch(/searchKnowledge[\s\S]*escalate tool/);
  });

  test('knowledge keeps its lines and names its source', () => {
    const { system } = prompt({
      knowledge: [
        { title: 'Export [CSV]', url: 'https://docs.acme.test/csv', text: 'Step 1\n\n```sh\nrun\n```' },
        { title: 'Plans', text: 'Pro has seats.' },
      ],
    });
    expect(system).toContain(
      '<halo_data kind="knowledge">\n[1: Export (CSV)] (https://docs.acme.test/csv)\nStep 1\n\n```sh\nrun\n```\n\n[2: Plans]\nPro has seats.\n</halo_data>',
    );
  });

  test('a history the caller sent is data, the newest of it within 20,000 characters', () => {
    const history = Array.from({ length: 50 }, (_, index) => ({
      role: index % 2 ? ('assistant' as const) : ('user' as const),
      content: `${index}\n${'h'.repeat(1_500)}`,
    }));
    const { system } = prompt({ history });
    const fenced = system.slice(system.indexOf('kind="history"'));
    expect(fenced.length).toBeLessThan(20_100);
    expect(fenced).toContain('- Agent: 49 h');
    expect(fenced).not.toContain('- Customer: 0 h');
  });
});

describe('mergeForTurn', () => {
  const sources: TurnSources = { ...nobody, person: null, company: null, contexts: {} };

  test('claims win over the request, the request over what is stored, the session fills gaps', () => {
    const { person } = mergeForTurn({
      ...sources,
      person: {
        level: 'verified',
        session: { plan: 'session', locale: 'fr' },
        stored: { name: 'Stored', plan: 'stored', role: 'stored', seats: 1 },
        request: { name: 'Request', plan: 'request', seats: null },
        claims: { name: 'Claims' },
      },
    });
    expect(person).toEqual({
      level: 'verified',
      values: { plan: 'request', locale: 'fr', name: 'Claims', role: 'stored' },
    });
  });

  test('context keys merge, entries are replaced whole, the first place is kept', () => {
    const { contexts } = mergeForTurn({
      ...sources,
      contexts: {
        storedCompany: [{ key: 'a', entry: { value: { x: 1, y: 2 } } }],
        storedUser: [
          { key: 'b', entry: 1 },
          { key: 'a', entry: { value: { x: 9 } } },
        ],
        session: [{ key: 'c', entry: 'c' }],
        request: [
          { key: 'b', entry: null },
          { key: 'd', entry: false },
        ],
      },
    });
    expect(contexts).toEqual([
      { key: 'a', entry: { value: { x: 9 } } },
      { key: 'c', entry: 'c' },
      { key: 'd', entry: false },
    ]);
  });

  test('company traits of the request go over the stored ones', () => {
    const company = { id: 'c', level: 'verified' as const, stored: { plan: 'a', mrr: 1 }, request: { plan: 'b' } };
    expect(mergeForTurn({ ...sources, company }).company?.values).toEqual({ plan: 'b', mrr: 1 });
  });

  test('keys like __proto__ are data', () => {
    const request = JSON.parse('{"__proto__":{"admin":true},"constructor":"x"}');
    const { person } = mergeForTurn({ ...sources, person: { level: 'claimed', request } });
    expect(Object.keys(person!.values)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(person!.values)).toBe(Object.prototype);
    const { customerBlock } = prompt({ customer: { ...nobody, person } });
    expect(customerBlock).toContain('- Proto: admin: yes\n- Constructor: x');
  });
});
