import { describe, expect, test } from 'vitest';
import { LANGUAGES, SAYINGS } from '../sayings/sayings.ts';
import { ask, nobody } from './answer-fixture.ts';
import { quoteFrom } from './quote.ts';

const german = (message: string, more = {}) => ask(message, { language: 'de', ...more });

describe('every language', () => {
  test.each(LANGUAGES)('%s says of itself what it is, in the same places as English', (language) => {
    const places = (saying: string) => [...saying.matchAll(/\{\w+\}/g)].join();
    for (const [key, saying] of Object.entries(SAYINGS.en)) {
      // Only English names what nobody told.
      if (key === 'notTold') continue;
      expect([key, places(SAYINGS[language][key as keyof typeof SAYINGS.en])]).toEqual([key, places(saying)]);
    }
  });

  test.each(LANGUAGES)('%s understands the words it offers to reach a person with', (language) => {
    const offered = /[“„«「”]([^“”„«»「」]+)[”“»」]/u.exec(SAYINGS[language].offer.replace(/« | »/g, '"'));
    const phrase = offered?.[1] ?? 'parler à une personne';
    expect([phrase, ask(phrase, { language }).escalate]).toEqual([phrase, 'asked']);
  });

  test.each(LANGUAGES)('%s hands over politely where nothing is known, and in its own words', (language) => {
    const once = ask('Zyx wvu tsr?', { language, customer: nobody });
    expect(once).toMatchObject({
      knewNothing: true,
      text: `${SAYINGS[language].noAnswer} ${SAYINGS[language].knewNothing}`,
    });
    expect(ask('Zyx wvu tsr?', { language, baffledBefore: true }).escalate).toBe('baffled');
  });

  test.each(LANGUAGES)('%s quotes knowledge and understands English', (language) => {
    const passage = {
      sourceId: 's',
      position: 0,
      digest: '',
      title: 'Tarife',
      address: null,
      heading: '',
      body: 'Drei.',
    };
    const quote = quoteFrom([{ ...passage, score: 1, certainty: 1 }], { isChosen: false, language });
    expect(ask('Tarife', { language, quote }).text).toBe(quote?.text);
    expect(ask('I want to talk to a human', { language }).escalate).toBe('asked');
  });
});

describe('German', () => {
  test.each([
    ['Welchen Tarif habe ich?', 'Plan: Pro.'],
    ['Was ist meine Rolle?', 'Role: admin.'],
    ['Bei welcher Firma bin ich?', 'Name: Acme Forms.'],
    ['Welchen Tarif hat unsere Firma?', 'Acme Forms, Plan: Enterprise.'],
    ['Ist Salesforce verbunden?', 'Salesforce is connected (healthy).'],
    ['Warum funktioniert HubSpot nicht?', 'OAuth token expired on 2 May'],
    ['Wie kann ich meinen Tarif ändern?', 'Dazu habe ich keine Anleitung. Was ich sehe: Plan: Pro.'],
    ['Gibt es Probleme?', 'Es sind 2 Probleme vermerkt:'],
    ['Was für Wetter ist morgen in Wien?', 'Darauf habe ich keine Antwort.'],
    ['Wer bin ich?', 'Name: Ada Lovelace.'],
    ['Guten Morgen', 'Hallo Ada! Wie kann ich helfen?'],
    ['Danke', 'Gern geschehen.'],
  ])('%s', (message, part) => {
    expect(german(message).text).toContain(part);
  });

  test.each(['Ich möchte mit einem Menschen sprechen', 'Mitarbeiter', 'Das geht nicht, ich will mit jemandem reden'])(
    'a wish for a human: %s',
    (message) => expect(german(message).escalate).toBe('asked'),
  );

  test.each(['Ich will nicht mit einem Menschen sprechen', 'Wie viele Menschen sehen mein Formular?'])(
    'no wish for a human: %s',
    (message) => expect(german(message).escalate).toBeNull(),
  );
});

test.each([
  ['es', '¿Qué plan tengo?', 'Plan: Pro.'],
  ['es', 'No funciona, quiero hablar con una persona', 'Por supuesto.'],
  ['fr', 'Quel est mon forfait ?', 'Plan: Pro.'],
  ['fr', 'Je voudrais parler à un conseiller', 'Bien sûr.'],
  ['it', 'Qual è il mio piano?', 'Plan: Pro.'],
  ['pt', 'Qual é o meu plano?', 'Plan: Pro.'],
  ['nl', 'Welk abonnement heb ik?', 'Plan: Pro.'],
  ['ja', '担当者と話したいです', '承知しました。'],
] as const)('%s: %s', (language, message, part) => {
  expect(ask(message, { language }).text).toContain(part);
});
