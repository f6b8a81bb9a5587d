import { agent, aiUsage, patchAgent, patchAiSettings, tryOutModel } from './agent.ts';
import { agentAttributes, patchAgentAttributes } from './agent-attributes.ts';
import { alerts, endAlert } from './alerts.ts';
import { attributes, newAttribute, patchAttribute } from './attributes.ts';
import { companies, companyCount, companyMembers, companyRecord, editCompanyTrait } from './companies.ts';
import {
  contactCount,
  contactRecord,
  contacts,
  contactTimeline,
  editContactTrait,
  endContactSession,
  newContact,
  signOutContact,
} from './contacts.ts';
import type { DashboardRoute } from './dashboard-route.ts';
import { eraseOneContact, exportContact, liftOneErasure } from './erasure.ts';
import { escalations, patchEscalation } from './escalation.ts';
import {
  attachment,
  customerPanel,
  handBackToAi,
  inbox,
  inboxViews,
  markThreadRead,
  prompt,
  reply,
  takeOver,
  thread,
  threadMessages,
} from './inbox.ts';
import { patchTicket, ticket } from './inbox-tickets.ts';
import { install, liveCheck, newWidgetKey } from './install.ts';
import {
  addArticle,
  addFile,
  addUrl,
  deleteKnowledgeSource,
  knowledge,
  knowledgeSearch,
  knowledgeSource,
  patchArticle,
  patchKnowledge,
  rereadKnowledgeSource,
} from './knowledge.ts';
import { dismissDuplicate, duplicates, leadForms, newLead, patchLeadForm } from './leads.ts';
import { live } from './live.ts';
import { identifyLog } from './log.ts';
import { mergeContact, mergePreview, mergeSuggestions, unmergeContact } from './merges.ts';
import { rehearse } from './playground.ts';
import { addPublicKey, refreshPublicKey, stopPublicKey, tryToken } from './public-keys.ts';
import { search } from './search.ts';
import {
  addIdentitySecret,
  addServerKey,
  affectedPeople,
  security,
  securityFigures,
  stopIdentitySecret,
  stopServerKey,
} from './security.ts';
import {
  audience,
  audienceContacts,
  changeSegment,
  contactSegments,
  deleteSegment,
  newSegment,
  segments,
} from './segments.ts';
import { audit, patchSettings, settings } from './settings.ts';
import { giveRole, invite, removeTeammate, takeBackInvitation, teammates } from './teammates.ts';
import { acceptWelcome, openWelcome, welcomeState } from './welcome.ts';
import { addWorkspace, me } from './workspaces.ts';

/** Every endpoint of `/api/dashboard`, one line each. */
export const dashboardRoutes: readonly DashboardRoute[] = [
  welcomeState,
  openWelcome,
  acceptWelcome,
  me,
  addWorkspace,
  teammates,
  invite,
  takeBackInvitation,
  giveRole,
  removeTeammate,
  settings,
  patchSettings,
  audit,
  install,
  liveCheck,
  newWidgetKey,
  security,
  securityFigures,
  affectedPeople,
  addIdentitySecret,
  stopIdentitySecret,
  addPublicKey,
  refreshPublicKey,
  stopPublicKey,
  addServerKey,
  stopServerKey,
  tryToken,
  identifyLog,
  alerts,
  endAlert,
  attributes,
  newAttribute,
  patchAttribute,
  leadForms,
  patchLeadForm,
  newLead,
  duplicates,
  dismissDuplicate,
  agent,
  patchAgent,
  patchAiSettings,
  tryOutModel,
  aiUsage,
  rehearse,
  agentAttributes,
  patchAgentAttributes,
  escalations,
  patchEscalation,
  contacts,
  newContact,
  contactCount,
  contactRecord,
  editContactTrait,
  signOutContact,
  endContactSession,
  contactTimeline,
  mergeSuggestions,
  mergePreview,
  mergeContact,
  unmergeContact,
  segments,
  newSegment,
  changeSegment,
  deleteSegment,
  contactSegments,
  audience,
  audienceContacts,
  knowledge,
  patchKnowledge,
  addArticle,
  patchArticle,
  addFile,
  addUrl,
  knowledgeSource,
  rereadKnowledgeSource,
  deleteKnowledgeSource,
  knowledgeSearch,
  exportContact,
  eraseOneContact,
  liftOneErasure,
  companies,
  companyCount,
  companyRecord,
  editCompanyTrait,
  companyMembers,
  inboxViews,
  inbox,
  thread,
  ticket,
  threadMessages,
  attachment,
  customerPanel,
  prompt,
  reply,
  takeOver,
  handBackToAi,
  markThreadRead,
  patchTicket,
  search,
  live,
];
