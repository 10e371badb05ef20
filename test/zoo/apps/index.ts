/** All applications of the zoo: one line each. */
import type { ZooApp } from '../app.ts';
import { cockpit } from './cockpit.ts';
import { deluge } from './deluge.ts';
import { django } from './django.ts';
import { dokuwiki, dokuwikiRemembered } from './dokuwiki.ts';
import { jupyter, jupyterToken } from './jupyter.ts';
import { mediawiki } from './mediawiki.ts';
import { redmine } from './redmine.ts';
import { roundcube } from './roundcube.ts';
import { tomcat } from './tomcat.ts';
import { transmission } from './transmission.ts';
import { verdaccio } from './verdaccio.ts';

export const zoo: readonly ZooApp[] = [
  cockpit,
  deluge,
  django,
  dokuwiki,
  dokuwikiRemembered,
  jupyter,
  jupyterToken,
  mediawiki,
  redmine,
  roundcube,
  tomcat,
  transmission,
  verdaccio,
];
