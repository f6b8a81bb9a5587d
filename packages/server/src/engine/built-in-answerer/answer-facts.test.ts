import { describe, expect, test } from 'vitest';
import { ask, customer } from './answer-fixture.ts';

describe('facts of a person', () => {
  test.each([
    ['what plan am I on?', 'Your plan is Pro.'],
    ['What is my plan', 'Your plan is Pro.'],
    ['which subscription do i have??', 'Your plan is Pro.'],
    ['Am I on the pro plan?', 'Your plan is Pro.'],
    ['whats my role', 'Your role is admin.'],
    ['Am I an admin?', 'Your role is admin.'],
    ['What is my name?', 'Your name is Ada Lovelace.'],
    ['Which e-mail do you have for me?', 'Your email is ada@acme.test.'],
    ['what email address am I using', 'Your email is ada@acme.test.'],
    ['When did I sign up?', 'You signed up on 2024-01-15 (customer for 2 years, 4 months).'],
    ['since when am I a customer?', 'You signed up on 2024-01-15 (customer for 2 years, 4 months).'],
    ['How many seats are used?', 'Your seats used: 7.'],
    ['am I on a contract?', 'On contract: yes.'],
    ['What is our team colour?', 'Your team colour is teal.'],
  ])('%s', (message, answer) => {
    expect(ask(message)).toEqual({ text: answer, escalate: null, knewNothing: false });
  });
});

describe('facts of a company', () => {
  test.each([
    ['What company am I with?', 'Your company is Acme Forms.'],
    ["What is my company's plan?", "Acme Forms' plan is Enterprise."],
    ['What plan do we have?', "Acme Forms' plan is Enterprise."],
    ['Which industry is our company in?', "Acme Forms' industry is Software."],
    ['When does our contract renew?', "Acme Forms' renewal date is 2026-09-01."],
    ['Which plan is Acme Forms on?', "Acme Forms' plan is Enterprise."],
    ['What is our renewal status?', "Acme Forms' renewal status: at_risk."],
    ['What is our MRR?', "Acme Forms' mrr is 1200."],
    ['What are our payment terms?', "Acme Forms' payment terms: annual."],
  ])('%s', (message, answer) => {
    expect(ask(message).text).toContain(answer);
  });
});

test.each([
  'What do you know about me?',
  'when is our renewal?',
  'what is the status of my survey?',
  'how much do we pay?',
])('what the workspace thinks of its customer is told to nobody who did not ask for it: %s', (message) => {
  expect(ask(message).text).not.toMatch(/at_risk|1200/);
});

describe('integrations, errors, metrics and features', () => {
  test.each([
    ['why is my HubSpot sync failing?', 'Hubspot is connected but reports an error: OAuth token expired on 2 May.'],
    ['HubSpot is broken', 'OAuth token expired on 2 May'],
    ['is hubspot not working', 'OAuth token expired on 2 May'],
    ['Why does my CSV import fail', 'CSV import: Row 12 has no e-mail (code: E42).'],
    ['is salesforce connected?', 'Salesforce is connected (healthy).'],
    [
      'Are my integrations healthy?',
      'OAuth token expired on 2 May. Salesforce is connected (healthy). Slack is not connected.',
    ],
    ['I cannot log in', 'no error on record for exactly that'],
    ['Is Slack connected', 'Slack is not connected.'],
    ['why is salesforce not syncing', 'I see no error there. Salesforce is connected (healthy).'],
    ['How many responses have I used?', 'Responses: 4800 of 5000.'],
    ['what is my response limit', 'Responses: 4800 of 5000.'],
    ['how many responses do we have left this month?', 'Responses: 4800 of 5000.'],
    ['How much storage do I use?', 'Storage gb: 3.'],
    ['Is API access enabled?', 'Api access: enabled.'],
    ['do I have white label', 'White label: disabled.'],
    ['Is my Contact form live?', 'Forms: "Contact" (responses: 12), live.'],
  ])('%s', (message, part) => {
    expect(ask(message)).toMatchObject({ text: expect.stringContaining(part), escalate: null, knewNothing: false });
  });

  test('names every problem when asked whether something is wrong', () => {
    const { text } = ask('Is anything broken?');
    expect(text).toContain('2 problems');
    expect(text).toContain('OAuth token expired');
    expect(text).toContain('Row 12 has no e-mail');
  });

  test('names what is on record when a problem fits none of it', () => {
    const { text } = ask('My webhook keeps crashing');
    expect(text).toContain('no error on record for exactly that');
    expect(text).toContain('OAuth token expired');
  });

  test.each([
    [
      { type: 'integration', status: 'failing', last_error: 'token expired' },
      'Hubspot sync, last error: token expired.',
    ],
    [{ status: 'failing', last_error: null }, 'Hubspot sync, status: failing.'],
  ])('a plain entry without value names its problem as well', (entry, part) => {
    const plain = { ...customer, contexts: [{ key: 'hubspot_sync', entry }] };
    const { text } = ask('why does my sync fail?', { customer: plain });
    expect(text).toContain(part);
    expect(text).not.toContain('no error');
  });

  test.each([
    { status: 'healthy', last_error: 'none' },
    { status: 'active', error: false },
    { status: 'failover ready', errors: 0 },
  ])('a plain entry that reports no problem is none: %j', (entry) => {
    const plain = { ...customer, contexts: [{ key: 'hubspot_sync', entry }] };
    expect(ask('why does my sync fail?', { customer: plain }).text).toContain('no error');
  });

  test('states each of several integrations', () => {
    const { text } = ask('Which integrations do I have?');
    for (const name of ['Hubspot', 'Salesforce', 'Slack']) expect(text).toContain(name);
  });
});
