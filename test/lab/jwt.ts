/** Issues and checks JWTs as soundly, or as carelessly, as a site wants. */
import jwt from 'jsonwebtoken';
import type { Context } from './types.ts';
import { randomId } from './vault.ts';

interface JwtOptions {
  /** Seconds; without it the token never expires. */
  life?: number;
  /** Seconds that the token is old when it is issued. */
  age?: number;
  algorithm?: 'HS256' | 'none';
  secret?: string;
  acceptExpired?: boolean;
}

export interface JwtIssuer {
  issue: (name: string) => string;
  who: (token: string) => string | undefined;
}

export function jwtIssuer({ site, vault }: Context, options: JwtOptions): JwtIssuer {
  const { life, age = 0, algorithm = 'HS256', acceptExpired = false } = options;
  const secret = algorithm === 'none' ? '' : (options.secret ?? randomId());
  const parties = { issuer: site.origin, audience: site.id };

  const issue = (name: string) => {
    const iat = Math.floor(Date.now() / 1000) - age;
    const claims = { sub: name, jti: randomId(16), iat, ...(life !== undefined && { exp: iat + life }) };
    return vault.addJwt(jwt.sign(claims, secret, { algorithm, ...parties }));
  };

  const who = (token: string) => {
    try {
      const checks = { algorithms: [algorithm], ignoreExpiration: acceptExpired, ...parties };
      const claims = jwt.verify(token, secret, checks);
      return typeof claims === 'string' ? undefined : claims.sub;
    } catch {
      return undefined;
    }
  };

  return { issue, who };
}
