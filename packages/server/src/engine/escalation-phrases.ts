/** How answers speak of handing over, in the languages the widget speaks first. Matched without case. */
const PHRASES: readonly RegExp[] = [
  /\b(?:i(?:'|’)?(?:ll| will| am going to)|let me|i can|i have|i(?:'|’)ve)\s+(?:now\s+)?(?:connect(?:ed)?|transfer(?:red)?|put|pass(?:ed)?|hand(?:ed)?|forward(?:ed)?|escalat(?:e|ed|ing))\b[^.!?\n]{0,60}\b(?:human|agent|person|team(?:mate)?|colleague|specialist|support|someone|somebody)\b/iu,
  /\b(?:escalat(?:e|ed|ing)\s+(?:this|your|the)|(?:a|our)\s+(?:human|support)\s+(?:agent|team|colleague|specialist)\s+(?:will|can)\s+(?:contact|help|assist|reach|get back|follow up))\b/iu,
  /\b(?:please\s+)?(?:contact|reach out to|get in touch with|talk to|speak (?:to|with))\s+(?:our|the|a human|a person|a member of)\s*(?:human\s+)?(?:support|customer service|customer care|help ?desk|of the team|team|agent)?\b/iu,
  /\bich\s+(?:verbinde|leite|gebe|übergebe)\b[^.!?\n]{0,60}\b(?:mensch\w*|mitarbeiter\w*|team|kolleg\w*|support\w*|weiter)\b/iu,
  /\b(?:wenden sie sich|wende dich)\s+(?:bitte\s+)?an\s+(?:unser\w*|den|das)\s+(?:support\w*|team|kundendienst|kundenservice)/iu,
  /\bje\s+(?:vous\s+mets|transfère|transmets|vais\s+(?:vous\s+mettre|transférer|transmettre))\b[^.!?\n]{0,60}(?:humain|conseiller|équipe|collègue|support)/iu,
  /\b(?:contactez|veuillez\s+contacter)\s+(?:notre|le|l['’])\s*(?:équipe|support|service)/iu,
  /\b(?:le|te)\s+(?:paso|transfiero|comunico|conecto|voy a (?:pasar|transferir|comunicar|conectar))\b[^.!?\n]{0,60}(?:humano|agente|persona|equipo|compañer|soporte)/iu,
  /\b(?:contacte|póngase en contacto|contacta)\s+(?:con\s+)?(?:nuestro|el|al)\s+(?:equipo|soporte|servicio)/iu,
];

const SHOWN = 120;

/** The words in which an answer hands over or sends people to the team, cut short; null when it does not. */
export function escalationPhraseIn(answer: string): string | null {
  for (const phrase of PHRASES) {
    const found = phrase.exec(answer)?.[0];
    if (found) return found.replace(/\s+/gu, ' ').slice(0, SHOWN).toWellFormed();
  }
  return null;
}
