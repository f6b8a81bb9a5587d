import { expect, test } from 'vitest';
import { escalationPhraseIn } from './escalation-phrases.ts';

test.each([
  'I will connect you with a human agent.',
  "I'll transfer you to our support team now.",
  'Let me escalate this to a specialist.',
  'I’ve passed this on to the team.',
  'Please contact our support team.',
  'A support agent will contact you soon.',
  'Ich verbinde Sie mit einem Mitarbeiter.',
  'Bitte wenden Sie sich an unseren Support.',
  'Je vous mets en relation avec un conseiller.',
  'Veuillez contacter notre équipe.',
  'Le paso con un agente.',
  'Contacte con nuestro equipo.',
])('hears that the team is needed: %s', (answer) => {
  expect(escalationPhraseIn(answer)).not.toBeNull();
});

test.each([
  'Your plan is Pro and renews on 1 May.',
  'Open Settings, then Team, and invite your colleague.',
  'You can transfer a project to another workspace.',
  'The support article explains how to connect HubSpot.',
  'I can connect your calendar under Settings.',
  'Contact names are shown in the list.',
  'Das Team sieht den Kontakt unter Einstellungen.',
  '',
])('hears nothing in: %s', (answer) => {
  expect(escalationPhraseIn(answer)).toBeNull();
});

test('looks at a long answer in little time', () => {
  const started = performance.now();
  expect(escalationPhraseIn('I can pass '.repeat(6_000))).toBeNull();
  expect(performance.now() - started).toBeLessThan(2_000);
});
