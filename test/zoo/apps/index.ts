/** All applications of the zoo: one line each. */
import type { ZooApp } from '../app.ts';
import { actual } from './actual.ts';
import { django } from './django.ts';
import { nodeRed } from './node-red.ts';
import { prometheus } from './prometheus.ts';
import { rabbitmq } from './rabbitmq.ts';
import { redisCommander } from './redis-commander.ts';
import { signalk } from './signalk.ts';
import { syncthing } from './syncthing.ts';
import { tomcat } from './tomcat.ts';
import { ungit } from './ungit.ts';
import { verdaccio } from './verdaccio.ts';
import { wordpress } from './wordpress.ts';

export const zoo: readonly ZooApp[] = [
  actual,
  django,
  nodeRed,
  prometheus,
  rabbitmq,
  redisCommander,
  signalk,
  syncthing,
  tomcat,
  ungit,
  verdaccio,
  wordpress,
];
