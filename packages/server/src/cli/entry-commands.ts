import { issueOwnerLink } from '../workspaces/issue-owner-link.ts';
import { resetTeammate } from '../workspaces/reset-teammate.ts';
import { type Command, needWord } from './command.ts';

export const ownerLinkCommand: Command = {
  name: 'owner link',
  usage: 'owner link',
  about: 'print a one-time link that makes its reader the owner, while there is none',
  async run(call) {
    const issued = await issueOwnerLink(await call.deps());
    if (!issued)
      return {
        json: { link: null, owned: true },
        text: 'This Halo has an owner, who can invite others.',
        failed: true,
      };
    return { json: { link: issued.link, expires_at: issued.expiresAt.toISOString() }, text: issued.link };
  },
};

export const resetTeammateCommand: Command = {
  name: 'teammate reset',
  usage: 'teammate reset EMAIL [--drop-two-factor]',
  about: 'give a locked-out teammate a new password and sign them out everywhere',
  options: { 'drop-two-factor': { type: 'boolean', default: false } },
  async run(call) {
    const email = needWord(call, 'EMAIL');
    const dropTwoFactor = call.options['drop-two-factor'] === true;
    const reset = await resetTeammate(await call.deps(), { email, dropTwoFactor });
    const text = `New password of ${reset.email}, shown this once:\n${reset.password}`;
    return { json: { ...reset, two_factor: dropTwoFactor ? 'removed' : 'kept' }, text };
  },
};
