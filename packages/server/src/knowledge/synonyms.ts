import type { KnowledgeLanguage } from '@halo/wire/dashboard/knowledge.ts';

/**
 * Words of one meaning in the talk of help centres, by language: who asks how to delete finds what says remove. Short on
 * purpose: a group holds only what stands for each other nearly everywhere.
 */
const SYNONYMS: Partial<Record<KnowledgeLanguage, string>> = {
  english: `delete remove erase; add create; change edit update modify; cancel stop abort; disable deactivate;
    enable activate; show display; several multiple many; invite join; colleague teammate coworker; invoice bill receipt;
    price cost pricing fee; plan subscription tier; picture image photo; error problem issue failure; begin start;
    fast quick performance speed; connect integrate integration; buy purchase order; phone telephone; company organization
    organisation; limit maximum quota; store save persist; delivery shipping shipment; mail email; duration length`,
  german: `löschen entfernen; hinzufügen anlegen erstellen; ändern bearbeiten anpassen; kündigen stornieren beenden;
    deaktivieren abschalten ausschalten; aktivieren einschalten; anzeigen darstellen; mehrere viele; Kollege Teammitglied
    Mitarbeiter; Rechnung Beleg; Preis Kosten Gebühr; Tarif Abo Abonnement; Bild Foto; Fehler Problem Störung; verbinden
    Integration Anbindung; kaufen bestellen; Firma Unternehmen; Grenze Limit Maximum; speichern sichern; Lieferung Versand;
    Mail E-Mail`,
  french: `supprimer effacer retirer; ajouter créer; changer modifier; annuler résilier arrêter; désactiver; activer;
    afficher montrer; plusieurs multiples; collègue membre coéquipier; facture reçu; prix tarif coût; forfait abonnement;
    image photo; erreur problème panne; connecter intégrer intégration; acheter commander; entreprise société; limite maximum
    quota; enregistrer sauvegarder; livraison expédition; mail courriel`,
  spanish: `eliminar borrar quitar; añadir agregar crear; cambiar editar modificar actualizar; cancelar anular; desactivar;
    activar habilitar; mostrar visualizar; varios múltiples; compañero miembro; factura recibo; precio coste costo tarifa;
    plan suscripción; imagen foto; error problema fallo; conectar integrar integración; comprar pedir; empresa compañía;
    límite máximo; guardar almacenar; envío entrega; correo email`,
};

/** The groups of a language, each a list of words as people write them. */
export function synonymsOf(language: KnowledgeLanguage): string[][] {
  const groups = SYNONYMS[language]?.split(';') ?? [];
  return groups.map((group) => group.trim().split(/\s+/)).filter((group) => group.length > 1);
}
