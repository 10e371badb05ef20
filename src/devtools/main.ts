/** Runs unseen for each open DevTools window, and adds the panel to it. Paths from the root: Firefox takes others from this page. */
import { browser } from '../browser.ts';

void browser.devtools.panels.create('Coatcheck', '/src/icons/icon-16.png', '/src/devtools/panel.html');
