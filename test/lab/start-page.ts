/** The page that explains the lab and leads to its sites. */
import { escapeHtml, layout } from './page.ts';
import { type LabSite, user } from './types.ts';

export interface ListedChapter {
  title: string;
  intro: string;
  sites: LabSite[];
}

export function startPage(chapters: ListedChapter[]): string {
  const main = `<main class="start">
<header class="hero">
<img src="/lab.svg" alt="" width="56" height="56">
<h1>Coatcheck lab</h1>
<p class="lead">Every way in which a site can know that it is you, as a small real site of its own:
done well, and done carelessly. Everything runs on this computer only.</p>
</header>
<ol class="how">
<li>Open a site below, and open Coatcheck beside it.</li>
<li>Sign in as <kbd>${user.name}</kbd> with <kbd>${user.password}</kbd>.</li>
<li>Press Load and Add, and read what Coatcheck has seen.</li>
<li>Sign out. What is still there?</li>
</ol>
${chapters.map(chapterSection).join('\n')}
</main>`;
  return layout('Start', main);
}

function chapterSection({ title, intro, sites }: ListedChapter): string {
  const topics = new Map(sites.map(({ title }) => [title, sites.filter((site) => site.title === title)]));
  return `<section class="chapter"><h2>${escapeHtml(title)}</h2><p>${escapeHtml(intro)}</p>
${[...topics.values()].map(topic).join('\n')}
</section>`;
}

function topic(sites: LabSite[]): string {
  return `<article class="topic"><h3>${escapeHtml(sites[0]?.title ?? '')}</h3>
<div class="pair">${sites.map(visit).join('\n')}</div></article>`;
}

function visit({ origin, host, variant, lesson }: LabSite): string {
  return `<div class="visit"><p class="badge ${variant}">${variant}</p>
<p class="lesson">${escapeHtml(lesson)}</p><a href="${origin}/">${host}</a></div>`;
}
