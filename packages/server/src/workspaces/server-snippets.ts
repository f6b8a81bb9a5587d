import type { Snippet } from '@halo/wire/dashboard/install.ts';

/** What a developer puts on their server: signing a token for the logged-in user, and telling Halo of a signup. */
export function serverSnippets({ url, widgetKey }: { url: string; widgetKey: string }): Snippet[] {
  return [
    {
      id: 'node',
      title: 'Node',
      language: 'js',
      where: 'The route /halo-token of your app. It needs no package. Keep the secret in HALO_IDENTITY_SECRET.',
      code: `import { createHmac } from 'node:crypto';

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

export function haloToken(user) {
  const payload = {
    user_id: user.id,
    company_id: user.companyId,
    name: user.name,
    email: user.email,
    exp: Math.floor(Date.now() / 1000) + 3600,
  };
  const signed = \`\${encode({ alg: 'HS256', typ: 'JWT' })}.\${encode(payload)}\`;
  const signature = createHmac('sha256', process.env.HALO_IDENTITY_SECRET).update(signed).digest('base64url');
  return \`\${signed}.\${signature}\`;
}

app.get('/halo-token', (request, response) => {
  if (!request.user) return response.sendStatus(401);
  response.type('text').send(haloToken(request.user));
});`,
    },
    {
      id: 'python',
      title: 'Python',
      language: 'python',
      where: 'The route /halo-token of your app, with PyJWT.',
      code: `import os, time
import jwt  # pip install PyJWT

def halo_token(user):
    payload = {
        "user_id": str(user.id),
        "company_id": user.company_id,
        "name": user.name,
        "email": user.email,
        "exp": int(time.time()) + 3600,
    }
    return jwt.encode(payload, os.environ["HALO_IDENTITY_SECRET"], algorithm="HS256")`,
    },
    {
      id: 'ruby',
      title: 'Ruby',
      language: 'ruby',
      where: 'The route /halo-token of your app, with the jwt gem.',
      code: `require "jwt" # gem "jwt"

def halo_token(user)
  payload = {
    user_id: user.id.to_s,
    company_id: user.company_id,
    name: user.name,
    email: user.email,
    exp: Time.now.to_i + 3600,
  }
  JWT.encode(payload, ENV.fetch("HALO_IDENTITY_SECRET"), "HS256")
end`,
    },
    {
      id: 'php',
      title: 'PHP',
      language: 'php',
      where: 'The route /halo-token of your app, with firebase/php-jwt.',
      code: `<?php
use Firebase\\JWT\\JWT; // composer require firebase/php-jwt

function halo_token($user): string {
    return JWT::encode([
        'user_id' => (string) $user->id,
        'company_id' => $user->company_id,
        'name' => $user->name,
        'email' => $user->email,
        'exp' => time() + 3600,
    ], getenv('HALO_IDENTITY_SECRET'), 'HS256');
}`,
    },
    {
      id: 'curl',
      title: 'At signup',
      language: 'sh',
      where: 'Your backend, when somebody signs up, so that the contact is there before the first login.',
      code: `curl ${url}/api/sdk/users/identify \\
  -H 'Authorization: Bearer ${widgetKey}' \\
  -H 'Content-Type: application/json' \\
  -d '{
    "user_id": "user_123",
    "user_token": "<the token above, once identity is enforced>",
    "traits": { "name": "Jane Doe", "email": "jane@example.com", "signed_up_at": "2026-05-27T08:00:00Z" }
  }'`,
    },
  ];
}
