/** All applications of the zoo: one line each. */
import type { ZooApp } from '../app.ts';
import { actual } from './actual.ts';
import { cockpit } from './cockpit.ts';
import { deluge } from './deluge.ts';
import { directus, directusSso } from './directus.ts';
import { django } from './django.ts';
import { dokuwiki, dokuwikiRemembered } from './dokuwiki.ts';
import { jupyter, jupyterToken } from './jupyter.ts';
import { mediawiki } from './mediawiki.ts';
import { nodeRed } from './node-red.ts';
import { oidcProvider } from './oidc-provider.ts';
import { parseDashboard } from './parse-dashboard.ts';
import { phpmyadmin } from './phpmyadmin.ts';
import { prometheus } from './prometheus.ts';
import { rabbitmq } from './rabbitmq.ts';
import { redisCommander } from './redis-commander.ts';
import { redmine } from './redmine.ts';
import { roundcube } from './roundcube.ts';
import { signalk } from './signalk.ts';
import { strapi } from './strapi.ts';
import { swaggerStats } from './swagger-stats.ts';
import { swaggerUi, swaggerUiInMemory } from './swagger-ui.ts';
import { syncthing } from './syncthing.ts';
import { theLounge } from './thelounge.ts';
import { tomcat } from './tomcat.ts';
import { transmission } from './transmission.ts';
import { ungit } from './ungit.ts';
import { uptimeKuma } from './uptime-kuma.ts';
import { verdaccio } from './verdaccio.ts';
import { wordpress } from './wordpress.ts';

export const zoo: readonly ZooApp[] = [
  actual,
  cockpit,
  deluge,
  directus,
  directusSso,
  django,
  dokuwiki,
  dokuwikiRemembered,
  jupyter,
  jupyterToken,
  mediawiki,
  nodeRed,
  oidcProvider,
  parseDashboard,
  phpmyadmin,
  prometheus,
  rabbitmq,
  redisCommander,
  redmine,
  roundcube,
  signalk,
  strapi,
  swaggerStats,
  swaggerUi,
  swaggerUiInMemory,
  syncthing,
  theLounge,
  tomcat,
  transmission,
  ungit,
  uptimeKuma,
  verdaccio,
  wordpress,
];
