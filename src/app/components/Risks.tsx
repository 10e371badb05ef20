import { fixBlocks } from '../../core/export/prose.ts';
import type { Finding, Reference, SiteReport } from '../../core/report.ts';
import { lazily } from '../lazy.tsx';
import { blocks } from '../text.ts';
import { topicOfRule } from '../topics.ts';
import { findingKey, risksOf, safeLink } from '../view-model.ts';
import { CONFIDENCE } from '../words.ts';
import { Disclosure } from './Disclosure.tsx';
import { LearnLink } from './LearnLink.tsx';
import { SetAside } from './SetAside.tsx';
import { Prose, RichText, Text } from './Text.tsx';
import { Empty } from './Ticket.tsx';

const References = ({ references }: { references: Reference[] }) => (
  <ul class="references">
    {references.map(({ label, url }) => {
      const href = safeLink(url);
      return (
        <li key={url}>
          {href === undefined ? (
            <Text value={label} />
          ) : (
            <a href={href} target="_blank" rel="noopener noreferrer">
              <Text value={label} plain />
            </a>
          )}
        </li>
      );
    })}
  </ul>
);

const Explained = ({ rule }: { rule: string }) => {
  const topic = topicOfRule(rule);
  return topic === undefined ? null : (
    <p class="explained">
      <LearnLink topic={topic} />
    </p>
  );
};

const Risk = ({ finding, level = 2 }: { finding: Finding; level?: 2 | 3 }) => (
  <Disclosure
    level={level}
    name={findingKey(finding)}
    class="risk"
    head={
      <>
        <span class="severity" data-severity={finding.severity}>
          {finding.severity}
        </span>
        <span class="what">
          <span class="title">
            <Prose text={finding.title} plain />
          </span>
          <span class="subject">
            <Text value={finding.subject} max={80} plain mono />
          </span>
        </span>
      </>
    }
  >
    {finding.waived && <SetAside finding={finding} />}
    {finding.evidence.length > 0 && (
      <>
        <p class="label">What was seen</p>
        <ul class="seen-list">
          {finding.evidence.map((line, index) => (
            <li key={index}>
              <Prose text={line} />
            </li>
          ))}
        </ul>
      </>
    )}
    <p class="label">Why it matters</p>
    <RichText parts={blocks(finding.why)} />
    <Explained rule={finding.rule} />
    <p class="label">How to fix it</p>
    <RichText parts={fixBlocks(finding.fix)} />
    {finding.references.length > 0 && (
      <>
        <p class="label">Sources</p>
        <References references={finding.references} />
      </>
    )}
    <p class="muted small-print">{CONFIDENCE[finding.confidence]}</p>
    {finding.waived === undefined && <SetAside finding={finding} />}
  </Disclosure>
);

const Checks = lazily(async () => (await import('../checks/Checks.tsx')).Checks);

const NoRisks = ({ checked, setAside }: { checked: number; setAside: number }) => {
  if (checked === 0) {
    return <Empty>Nothing could be checked yet. Sign in, or use the page, and risks will appear here.</Empty>;
  }
  return (
    <Empty state="fine">
      {setAside > 0
        ? 'No other risks were found than those that were set aside.'
        : 'None of the risks that Coatcheck looks for was found.'}
    </Empty>
  );
};

export const Risks = ({ report }: { report: SiteReport }) => {
  const { open, waived, passed } = risksOf(report);
  return (
    <>
      {open.length === 0 && <NoRisks checked={passed + waived.length} setAside={waived.length} />}
      <div class="risks">
        {open.map((finding) => (
          <Risk finding={finding} key={findingKey(finding)} />
        ))}
      </div>
      <div class="check-lists">
        {waived.length > 0 && (
          <Disclosure
            name="checks:waived"
            class="checks waived"
            level={2}
            head={
              <>
                <span class="title">Set aside</span> <span class="count">{waived.length}</span>
              </>
            }
          >
            <div class="risks">
              {waived.map((finding) => (
                <Risk finding={finding} level={3} key={findingKey(finding)} />
              ))}
            </div>
          </Disclosure>
        )}
        <Checks report={report} />
      </div>
    </>
  );
};
