/** All applications of the zoo: one line each. */
import type { ZooApp } from '../app.ts';
import { directus, directusSso } from './directus.ts';
import { django } from './django.ts';
import { oidcProvider } from './oidc-provider.ts';
import { parseDashboard } from './parse-dashboard.ts';
import { strapi } from './strapi.ts';
import { swaggerStats } from './swagger-stats.ts';
import { swaggerUi, swaggerUiInMemory } from './swagger-ui.ts';
import { theLounge } from './thelounge.ts';
import { tomcat } from './tomcat.ts';
import { uptimeKuma } from './uptime-kuma.ts';
import { verdaccio } from './verdaccio.ts';

export const zoo: readonly ZooApp[] = [
  directus,
  directusSso,
  django,
  oidcProvider,
  parseDashboard,
  strapi,
  swaggerStats,
  swaggerUi,
  swaggerUiInMemory,
  theLounge,
  tomcat,
  uptimeKuma,
  verdaccio,
];
