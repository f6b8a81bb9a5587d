import type { Snippet } from '@halo/wire/dashboard/install.ts';

const ROUTE =
  'Behind the route /halo-token of your app, for whoever is signed in. Keep the secret in HALO_IDENTITY_SECRET.';

/**
 * How a customer's server signs a token, for eight languages and without a library. `docs/verification.md` shows the same
 * code, and a test runs what the machine can run against `docs/token-vectors.json`.
 */
export const SIGNING_SNIPPETS: readonly Snippet[] = [
  {
    id: 'node',
    title: 'Node',
    language: 'js',
    where: ROUTE,
    code: `import { createHmac } from 'node:crypto';

export function haloToken(userId, claims = {}) {
  const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const body = { ...claims, user_id: String(userId), iat: now, exp: now + 3600 };
  const signed = encode({ alg: 'HS256', typ: 'JWT' }) + '.' + encode(body);
  return signed + '.' + createHmac('sha256', process.env.HALO_IDENTITY_SECRET).update(signed).digest('base64url');
}`,
  },
  {
    id: 'python',
    title: 'Python',
    language: 'python',
    where: ROUTE,
    code: `import base64, hashlib, hmac, json, os, time

def halo_token(user_id, **claims):
    def encode(raw):
        return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
    now = int(time.time())
    body = {**claims, "user_id": str(user_id), "iat": now, "exp": now + 3600}
    signed = encode(b'{"alg":"HS256","typ":"JWT"}') + "." + encode(json.dumps(body).encode())
    mac = hmac.new(os.environ["HALO_IDENTITY_SECRET"].encode(), signed.encode(), hashlib.sha256)
    return signed + "." + encode(mac.digest())`,
  },
  {
    id: 'ruby',
    title: 'Ruby',
    language: 'ruby',
    where: ROUTE,
    code: `require "base64"
require "json"
require "openssl"

def halo_token(user_id, claims = {})
  encode = ->(raw) { Base64.urlsafe_encode64(raw, padding: false) }
  now = Time.now.to_i
  body = claims.merge(user_id: user_id.to_s, iat: now, exp: now + 3600)
  signed = "#{encode.('{"alg":"HS256","typ":"JWT"}')}.#{encode.(JSON.generate(body))}"
  "#{signed}.#{encode.(OpenSSL::HMAC.digest("SHA256", ENV.fetch("HALO_IDENTITY_SECRET"), signed))}"
end`,
  },
  {
    id: 'php',
    title: 'PHP',
    language: 'php',
    where: ROUTE,
    code: `function halo_token(string $userId, array $claims = []): string {
    $encode = fn (string $raw) => rtrim(strtr(base64_encode($raw), '+/', '-_'), '=');
    $body = ['user_id' => $userId, 'iat' => time(), 'exp' => time() + 3600] + $claims;
    $signed = $encode('{"alg":"HS256","typ":"JWT"}') . '.' . $encode(json_encode($body));
    return $signed . '.' . $encode(hash_hmac('sha256', $signed, getenv('HALO_IDENTITY_SECRET'), true));
}`,
  },
  {
    id: 'go',
    title: 'Go',
    language: 'go',
    where: ROUTE,
    code: String.raw`package halo

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"os"
	"time"
)

func Token(userID string, claims map[string]any) (string, error) {
	body := map[string]any{}
	for name, value := range claims {
		body[name] = value
	}
	now := time.Now().Unix()
	body["user_id"], body["iat"], body["exp"] = userID, now, now+3600
	payload, err := json.Marshal(body)
	if err != nil {
		return "", err
	}
	encode := base64.RawURLEncoding.EncodeToString
	signed := encode([]byte("{\"alg\":\"HS256\",\"typ\":\"JWT\"}")) + "." + encode(payload)
	mac := hmac.New(sha256.New, []byte(os.Getenv("HALO_IDENTITY_SECRET")))
	mac.Write([]byte(signed))
	return signed + "." + encode(mac.Sum(nil)), nil
}`,
  },
  {
    id: 'java',
    title: 'Java',
    language: 'java',
    where: ROUTE,
    code: String.raw`import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import static java.nio.charset.StandardCharsets.UTF_8;

final class HaloToken {
  static String sign(String userId, Map<String, String> claims) throws Exception {
    long now = Instant.now().getEpochSecond();
    Map<String, String> texts = new LinkedHashMap<>(claims);
    texts.put("user_id", userId);
    StringBuilder body = new StringBuilder("{\"iat\":" + now + ",\"exp\":" + (now + 3600));
    texts.forEach((name, value) -> body.append(",").append(quote(name)).append(":").append(quote(value)));
    String signed = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + encode(body.append("}").toString());
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(System.getenv("HALO_IDENTITY_SECRET").getBytes(UTF_8), "HmacSHA256"));
    return signed + "." + encode(mac.doFinal(signed.getBytes(UTF_8)));
  }

  private static String quote(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c < ' ' || c == '"' || c == '\\') json.append(String.format("\\u%04x", (int) c));
      else json.append(c);
    }
    return json.append("\"").toString();
  }

  private static String encode(String text) {
    return encode(text.getBytes(UTF_8));
  }

  private static String encode(byte[] raw) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(raw);
  }
}`,
  },
  {
    id: 'elixir',
    title: 'Elixir',
    language: 'elixir',
    where: ROUTE,
    code: String.raw`defmodule Halo.Token do
  # JSON is part of Elixir since 1.18; before that, Jason.encode! is the same.
  def sign(user_id, claims \\ %{}) do
    now = System.os_time(:second)
    body = Map.merge(claims, %{user_id: to_string(user_id), iat: now, exp: now + 3600})
    signed = encode(~s({"alg":"HS256","typ":"JWT"})) <> "." <> encode(JSON.encode!(body))
    signed <> "." <> encode(:crypto.mac(:hmac, :sha256, System.fetch_env!("HALO_IDENTITY_SECRET"), signed))
  end

  defp encode(raw), do: Base.url_encode64(raw, padding: false)
end`,
  },
  {
    id: 'csharp',
    title: 'C#',
    language: 'csharp',
    where: ROUTE,
    code: String.raw`using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

static class HaloToken
{
    public static string Sign(string userId, Dictionary<string, object>? claims = null)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var body = new Dictionary<string, object>(claims ?? new()) { ["user_id"] = userId, ["iat"] = now, ["exp"] = now + 3600 };
        var signed = Encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}"u8.ToArray()) + "." + Encode(JsonSerializer.SerializeToUtf8Bytes(body));
        var key = Encoding.UTF8.GetBytes(Environment.GetEnvironmentVariable("HALO_IDENTITY_SECRET")!);
        return signed + "." + Encode(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(signed)));
    }

    static string Encode(byte[] raw) => Convert.ToBase64String(raw).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}`,
  },
];
