import type { Language } from '../sayings/sayings.ts';
import { wordsOf } from './words.ts';

/** What the built-in answerer understands of a language beside English: a few turns of phrase, and words for facts. */
export interface Hearing {
  /** Wishes for a person, wherever they stand in a sentence, and words that are one alone. */
  human: string[];
  alone: string[];
  /** Words with which somebody wants none. */
  refused: string[];
  greeting: string[];
  thanks: string[];
  goodbye: string[];
  whoAmI: string[];
  howTo: string[];
  /** Words of somebody who speaks of themselves or of their team. */
  self: string[];
  /** Words that say nothing about what a question is about. */
  stop: string[];
  /** Words that mean what an English one does, each group behind it. */
  means: Record<string, string>;
}

const split = (words: string) => words.split(/[,;]/).map((phrase) => wordsOf(phrase).join(' '));

function hearing(
  said: Partial<Record<Exclude<keyof Hearing, 'means'>, string>>,
  means: Record<string, string> = {},
): Hearing {
  const heard = (part: keyof typeof said) => (said[part] ? split(said[part]) : []);
  return {
    human: heard('human'),
    alone: heard('alone'),
    refused: heard('refused'),
    greeting: heard('greeting'),
    thanks: heard('thanks'),
    goodbye: heard('goodbye'),
    whoAmI: heard('whoAmI'),
    howTo: heard('howTo'),
    self: heard('self'),
    stop: heard('stop'),
    means: Object.fromEntries(
      Object.entries(means).flatMap(([english, words]) => wordsOf(words).map((word) => [word, english])),
    ),
  };
}

/** By language; of those without a word list only wishes for a person and small talk are understood. */
export const HEARINGS: Partial<Record<Language, Hearing>> = {
  de: hearing(
    {
      human:
        'mit einem menschen, mit jemandem sprechen, mit jemandem reden, menschen sprechen, einem mitarbeiter sprechen, an einen menschen, an einen mitarbeiter, echten menschen, echte person, support sprechen',
      alone: 'mensch, mitarbeiter, support, bitte mensch, mensch bitte',
      refused: 'nicht, kein, keinen, ohne',
      greeting: 'hallo, hi, guten tag, guten morgen, guten abend, moin, servus, grüß gott',
      thanks: 'danke, vielen dank, danke schön, besten dank',
      goodbye: 'tschüss, auf wiedersehen, ciao, bis bald',
      whoAmI: 'wer bin ich',
      howTo:
        'wie kann, wie können, wie lässt, wie geht, wie macht, wie mache, wie ändere, wie füge, wie lösche, wie kündige, wie lade, wie verbinde, wie erstelle, wo kann, wo finde, was kostet, möchte ändern, will ändern, möchte kündigen, will kündigen',
      self: 'ich, mein, meine, meinem, meinen, meiner, mir, mich, wir, unser, unsere, unserem, uns',
      stop: 'ich, mein, meine, meinem, meinen, meiner, mir, mich, wir, unser, unsere, uns, habe, hab, bin, ist, sind, hat, der, die, das, ein, eine, einen, den, dem, in, im, auf, für, mit, zu, wann, was, wer, welche, welchen, welcher, welches, wie, warum, wieso, wo, und, es, sich, nicht, wird, läuft, gerade, denn, eigentlich, bitte, am, an, von, kann, können, gibt',
    },
    {
      plan: 'tarif abo abonnement paket',
      role: 'rolle rechte berechtigung',
      company: 'firma unternehmen organisation',
      email: 'mailadresse emailadresse',
      signup: 'registriert angemeldet registrierung kunde seit',
      renewal: 'verlängert verlängerung verlängern läuft ablauf',
      contract: 'vertrag',
      payment: 'zahlung zahlungsbedingungen',
      connected: 'verbunden verbindung angebunden',
      error: 'fehler problem probleme kaputt störung fehlgeschlagen scheitert funktioniert geht klappt',
      sync: 'synchronisierung synchronisation abgleich',
    },
  ),
  fr: hearing(
    {
      human:
        'parler à une personne, parler à quelqu’un, parler à un humain, parler avec un conseiller, à un conseiller, une vraie personne, un être humain',
      alone: 'humain, conseiller, personne, support',
      refused: 'pas, sans, jamais',
      greeting: 'bonjour, salut, bonsoir, coucou',
      thanks: 'merci, merci beaucoup',
      goodbye: 'au revoir, à bientôt',
      whoAmI: 'qui suis-je, qui suis je',
      howTo:
        'comment puis, comment peut, comment faire, comment changer, comment modifier, comment supprimer, comment annuler, comment résilier, comment ajouter, comment créer, comment connecter, comment, où puis, où trouver, combien coûte, je veux changer, je voudrais changer, je veux résilier',
      self: 'je, j, mon, ma, mes, moi, nous, notre, nos, suis, ai',
      stop: 'je, j, mon, ma, mes, moi, nous, notre, nos, suis, ai, est, sont, le, la, les, l, un, une, des, du, de, d, à, au, en, dans, quel, quelle, quels, quelles, quand, qui, que, qu, quoi, pourquoi, et, ce, cette, il, elle, se, ne, pas, avec, pour, sur, ils, t, y, puis, peut, comment',
    },
    {
      plan: 'forfait abonnement formule',
      role: 'rôle droits',
      company: 'entreprise société organisation',
      email: 'courriel adresse',
      signup: 'inscrit inscrite inscription client depuis',
      renewal: 'renouvellement renouvelle expire échéance',
      contract: 'contrat',
      payment: 'paiement',
      connected: 'connecté connectée connectés connexion relié',
      error: 'erreur erreurs problème problèmes panne échoue échec marche fonctionne',
      sync: 'synchronisation synchro',
    },
  ),
  es: hearing(
    {
      human:
        'hablar con una persona, hablar con alguien, hablar con un humano, hablar con un agente, una persona real, con un agente',
      alone: 'humano, agente, persona, soporte',
      refused: 'no, sin, nunca',
      greeting: 'hola, buenos días, buenas tardes, buenas noches, buenas',
      thanks: 'gracias, muchas gracias',
      goodbye: 'adiós, hasta luego, chao',
      whoAmI: 'quién soy',
      howTo:
        'cómo puedo, cómo se, cómo cambio, cómo cambiar, cómo elimino, cómo cancelo, cómo agrego, cómo, dónde puedo, dónde encuentro, cuánto cuesta, quiero cambiar, quiero cancelar',
      self: 'yo, mi, mis, me, nosotros, nuestro, nuestra, tengo, estoy, soy',
      stop: 'yo, mi, mis, me, nosotros, nuestro, nuestra, tengo, estoy, soy, es, está, están, el, la, los, las, un, una, de, del, en, con, para, por, qué, cuál, cuándo, quién, y, se, no, a, al, lo, puedo, hay',
    },
    {
      plan: 'suscripción tarifa paquete',
      role: 'rol permisos',
      company: 'empresa compañía organización',
      email: 'correo',
      signup: 'registré registrado registro alta cliente desde',
      renewal: 'renueva renovación renovar vence vencimiento',
      contract: 'contrato',
      payment: 'pago',
      connected: 'conectado conectada conexión',
      error: 'error errores problema problemas fallo falla funciona roto',
      sync: 'sincronización',
    },
  ),
  it: hearing(
    {
      human:
        'parlare con una persona, parla con una persona, parlare con qualcuno, parlare con un operatore, una persona reale',
      alone: 'umano, operatore, persona, assistenza',
      refused: 'non, senza',
      greeting: 'ciao, salve, buongiorno, buonasera',
      thanks: 'grazie, grazie mille',
      goodbye: 'arrivederci, addio',
      whoAmI: 'chi sono',
      howTo:
        'come posso, come si, come cambio, come faccio, come elimino, come annullo, come, dove posso, dove trovo, quanto costa, voglio cambiare, voglio disdire',
      self: 'io, mio, mia, miei, mie, mi, noi, nostro, nostra, ho, sono',
      stop: 'io, mio, mia, miei, mie, mi, noi, nostro, nostra, ho, sono, è, il, la, lo, i, gli, le, l, un, una, di, del, della, in, con, per, che, quale, qual, quando, chi, perché, e, si, non, a, al, ha',
    },
    {
      plan: 'piano abbonamento tariffa',
      role: 'ruolo permessi',
      company: 'azienda società organizzazione',
      signup: 'registrato registrata iscritto iscritta iscrizione cliente',
      renewal: 'rinnova rinnovo scade scadenza',
      contract: 'contratto',
      payment: 'pagamento',
      connected: 'connesso connessa collegato collegata connessione',
      error: 'errore errori problema problemi guasto fallisce funziona',
      sync: 'sincronizzazione',
    },
  ),
  pt: hearing(
    {
      human:
        'falar com uma pessoa, falar com alguém, falar com um humano, falar com um atendente, uma pessoa real, com um atendente',
      alone: 'humano, atendente, pessoa, suporte',
      refused: 'não, sem',
      greeting: 'olá, oi, bom dia, boa tarde, boa noite',
      thanks: 'obrigado, obrigada, muito obrigado',
      goodbye: 'adeus, tchau, até logo',
      whoAmI: 'quem sou eu, quem sou',
      howTo:
        'como posso, como faço, como se, como altero, como cancelo, como elimino, como, onde posso, onde encontro, quanto custa, quero mudar, quero cancelar',
      self: 'eu, meu, minha, meus, minhas, me, nós, nosso, nossa, tenho, estou, sou',
      stop: 'eu, meu, minha, meus, minhas, me, nós, nosso, nossa, tenho, estou, sou, é, está, o, a, os, as, um, uma, de, do, da, em, no, na, com, para, por, que, qual, quando, quem, e, se, não, ao, porque',
    },
    {
      plan: 'plano assinatura tarifa pacote',
      role: 'papel função permissões',
      company: 'empresa companhia organização',
      signup: 'registei registado inscrevi cadastro cadastrei cliente desde',
      renewal: 'renova renovação vence vencimento',
      contract: 'contrato',
      payment: 'pagamento',
      connected: 'conectado conectada ligado conexão',
      error: 'erro erros problema problemas falha falhou funciona',
      sync: 'sincronização',
    },
  ),
  nl: hearing(
    {
      human:
        'praat met een mens, praten met een mens, met een mens, met iemand praten, met een medewerker, echt persoon',
      alone: 'mens, medewerker, support',
      refused: 'niet, geen, zonder',
      greeting: 'hallo, hoi, goedemorgen, goedemiddag, goedenavond, goedendag',
      thanks: 'dank u, bedankt, dank je wel, dank je',
      goodbye: 'tot ziens, doei',
      whoAmI: 'wie ben ik',
      howTo:
        'hoe kan, hoe wijzig, hoe verwijder, hoe zeg, hoe voeg, hoe maak, hoe moet, waar kan, waar vind, wat kost, wil wijzigen, wil opzeggen',
      self: 'ik, mijn, me, mij, wij, we, ons, onze',
      stop: 'ik, mijn, me, mij, wij, we, ons, onze, heb, ben, is, zijn, heeft, de, het, een, in, op, voor, met, van, wat, welk, welke, wanneer, wie, waarom, en, er, niet, te, aan, zich, doet',
    },
    {
      plan: 'abonnement pakket tarief',
      role: 'rol rechten',
      company: 'bedrijf organisatie',
      signup: 'aangemeld geregistreerd registratie klant sinds',
      renewal: 'verlengd verlenging verlengen verloopt',
      contract: 'contract overeenkomst',
      payment: 'betaling',
      connected: 'verbonden gekoppeld verbinding',
      error: 'fout fouten probleem problemen storing mislukt werkt kapot',
      sync: 'synchronisatie',
    },
  ),
  pl: hearing({
    human: 'z człowiekiem, z konsultantem, z kimś porozmawiać',
    alone: 'człowiek, konsultant',
    refused: 'nie, bez',
    greeting: 'cześć, dzień dobry, dobry wieczór, witam, hej',
    thanks: 'dziękuję, dzięki',
    goodbye: 'do widzenia, pa',
  }),
  ja: hearing({
    human: '担当者と話す, 担当者と話したい, 人と話したい, オペレーター',
    alone: '担当者',
    greeting: 'こんにちは, こんばんは, おはようございます',
    thanks: 'ありがとう, ありがとうございます',
    goodbye: 'さようなら',
  }),
  ar: hearing({
    human: 'تحدث إلى شخص, التحدث إلى شخص, التحدث مع شخص, أتحدث مع شخص, أتحدث إلى شخص, موظف الدعم',
    alone: 'موظف, إنسان',
    refused: 'لا, لن, دون',
    greeting: 'مرحبا, السلام عليكم, أهلا, صباح الخير, مساء الخير',
    thanks: 'شكرا, شكرا جزيلا',
    goodbye: 'مع السلامة, إلى اللقاء',
  }),
  he: hearing({
    human: 'עם נציג, נציג אנושי, לדבר עם אדם, לדבר עם מישהו',
    alone: 'נציג, אדם',
    refused: 'לא, בלי',
    greeting: 'שלום, היי, בוקר טוב, ערב טוב',
    thanks: 'תודה, תודה רבה',
    goodbye: 'להתראות, ביי',
  }),
};

/** Whether a sentence of plain words holds one of these phrases: as whole words, or anywhere where no blanks part them. */
export function holds(sentence: string, phrases: readonly string[]): boolean {
  return phrases.some((phrase) =>
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(phrase)
      ? sentence.includes(phrase)
      : ` ${sentence} `.includes(` ${phrase} `),
  );
}
