import { agentPreviewRoute } from './agent-preview.ts';
import { chatRoute } from './chat.ts';
import { chatStreamRoute } from './chat-stream.ts';
import { configRoute } from './config.ts';
import { confirmRoute } from './confirm.ts';
import {
  feedbackRoute,
  listConversationsRoute,
  markReadRoute,
  readAttachmentRoute,
  readMessagesRoute,
} from './conversations.ts';
import { endSessionRoute } from './end-session.ts';
import { eraseUserRoute, liftErasureRoute } from './erase-user.ts';
import { eventsRoute } from './events.ts';
import { exportUserRoute } from './export-user.ts';
import { requestHumanRoute } from './human.ts';
import { identifyCompanyRoute } from './identify-company.ts';
import { identifyUserRoute } from './identify-user.ts';
import { inAppMessagesRoute, noteInAppOutcomeRoute } from './in-app-messages.ts';
import { captureLeadRoute } from './leads.ts';
import { mergeUsersRoute, undoMergeRoute } from './merge-users.ts';
import { pictureRoute } from './pictures.ts';
import { previewAudienceRoute } from './preview-audience.ts';
import { readCompanyRoute } from './read-company.ts';
import { listUsersRoute, readUserRoute } from './read-users.ts';
import type { SdkRoute } from './sdk-route.ts';
import { changeSettingsRoute, readSettingsRoute } from './settings.ts';
import { streamRoute } from './stream.ts';
import { changeSubscriptionRoute, readSubscriptionsRoute } from './subscriptions.ts';
import { createTicketRoute } from './tickets.ts';
import { updateCompaniesRoute } from './update-companies.ts';
import { updateUsersRoute } from './update-users.ts';

/** Every endpoint of `/api/sdk`, one line each. */
export const sdkRoutes: readonly SdkRoute[] = [
  identifyUserRoute,
  updateUsersRoute,
  identifyCompanyRoute,
  updateCompaniesRoute,
  chatRoute,
  chatStreamRoute,
  configRoute,
  pictureRoute,
  endSessionRoute,
  eventsRoute,
  createTicketRoute,
  listConversationsRoute,
  readMessagesRoute,
  readAttachmentRoute,
  markReadRoute,
  feedbackRoute,
  confirmRoute,
  requestHumanRoute,
  captureLeadRoute,
  streamRoute,
  inAppMessagesRoute,
  noteInAppOutcomeRoute,
  listUsersRoute,
  readUserRoute,
  exportUserRoute,
  readSubscriptionsRoute,
  changeSubscriptionRoute,
  eraseUserRoute,
  liftErasureRoute,
  mergeUsersRoute,
  undoMergeRoute,
  readCompanyRoute,
  readSettingsRoute,
  changeSettingsRoute,
  previewAudienceRoute,
  agentPreviewRoute,
];
